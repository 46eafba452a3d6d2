package io.yizhan.http.auth;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.yizhan.http.auth.TokenRefused.Fault;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The keys that an identity provider publishes, as they were read once. Immutable; any thread. */
final class KeySet {
    private static final int KEYS_MAX = 100;
    /** A token that names no key, or a name that several have, is tried with so many: each try takes the time of a signature. */
    private static final int TRIED_MAX = 3;

    private final List<TrustedKey> keys;

    private KeySet(List<TrustedKey> keys) {
        this.keys = keys;
    }

    /**
     * Of a JSON Web Key Set (RFC 7517). An entry that makes no sense is nobody's key, and no reason to do without the others.
     *
     * @param former keys that stay remain the same objects
     * @param leftOut is told why an entry is none
     * @throws ParseException there is no usable key in it
     */
    static KeySet read(
            String document,
            Set<TokenAlgorithm> accepted,
            @Nullable Provider provider,
            @Nullable KeySet former,
            Consumer<String> leftOut)
            throws ParseException {
        Object entries = JSONObjectUtils.parse(document).get("keys");
        if (!(entries instanceof List<?> list)) throw new ParseException("no list of keys", 0);
        List<TrustedKey> keys = new ArrayList<>();
        for (Object entry : list.subList(0, Math.min(list.size(), KEYS_MAX))) {
            try {
                TrustedKey key = entry instanceof Map<?, ?> map ? TrustedKey.of(fields(map), accepted, provider) : null;
                if (key != null) keys.add(former == null ? key : former.sameAs(key));
            } catch (GeneralSecurityException malformed) {
                leftOut.accept(String.valueOf(malformed.getMessage()));
            }
        }
        if (keys.isEmpty()) throw new ParseException("no usable key among " + list.size(), 0);
        return new KeySet(List.copyOf(keys));
    }

    @SuppressWarnings("unchecked") // JSON's keys are strings.
    private static Map<String, Object> fields(Map<?, ?> entry) {
        return (Map<String, Object>) entry;
    }

    private TrustedKey sameAs(TrustedKey read) {
        for (TrustedKey key : keys) if (key.isSameAs(read)) return key;
        return read;
    }

    /** Ends the trust in those that are not in its successor any more. */
    void replacedBy(KeySet successor) {
        for (TrustedKey key : keys) if (!successor.keys.contains(key)) key.withdraw();
    }

    /** Whether a token that names this key can be verified by it. */
    boolean knows(String keyId) {
        for (TrustedKey key : keys) if (keyId.equals(key.id())) return true;
        return false;
    }

    /**
     * The keys that may have signed a token: those of its algorithm and the name that it gives.
     *
     * @throws TokenRefused there are none, or too many to try
     */
    List<TrustedKey> candidates(SignedToken token) throws TokenRefused {
        TokenAlgorithm algorithm = TokenAlgorithm.of(token.algorithm());
        String keyId = token.keyId();
        List<TrustedKey> candidates = new ArrayList<>(1);
        for (TrustedKey key : keys) {
            if (key.algorithm() == algorithm && (keyId == null || keyId.equals(key.id()))) candidates.add(key);
        }
        if (candidates.isEmpty()) throw new TokenRefused(Fault.INVALID, "no key of this algorithm and name");
        if (candidates.size() > TRIED_MAX) throw new TokenRefused(Fault.INVALID, "names none of several keys");
        return candidates;
    }
}
