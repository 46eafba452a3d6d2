package io.yizhan.trust;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * AWS-LC, where its library loads on this machine: it verifies ES256 and Ed25519 in a fifteenth of the time that the JDK takes, and ES512
 * in a twelfth. Signatures are the dearest thing that an engine does: those of a full evening's sign-ins, and of the passes that gates read.
 * Any thread.
 */
public final class NativeSignatures {
    private static final Logger LOG = LoggerFactory.getLogger(NativeSignatures.class);
    private static final @Nullable Provider PROVIDER = loaded();

    private NativeSignatures() {}

    /** Null where the JDK has to do it. */
    public static @Nullable Provider provider() {
        return PROVIDER;
    }

    /** Ed25519 (RFC 8032) by the provider, or by the JDK where that is null. A new one: they are of one thread. */
    public static Signature ed25519(@Nullable Provider provider) throws GeneralSecurityException {
        return provider == null ? Signature.getInstance("Ed25519") : Signature.getInstance("Ed25519", provider);
    }

    private static @Nullable Provider loaded() {
        Throwable fault;
        try {
            fault = AmazonCorrettoCryptoProvider.INSTANCE.getLoadingError();
        } catch (LinkageError notForThisMachine) {
            fault = notForThisMachine;
        }
        if (fault == null) return AmazonCorrettoCryptoProvider.INSTANCE;
        LOG.warn("signatures are made and verified by the JDK, which takes many times as long: {}", fault.toString());
        return null;
    }
}
