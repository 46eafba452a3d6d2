package io.yizhan.http.event;

import io.yizhan.secret.PurposeKey;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Names under which programs hear of people: the same for the same person, always and at every node, and no way back to who it is without the key.
 * HMAC-SHA256 (RFC 2104), of which 128 bits are told. Any thread.
 */
public final class Pseudonyms {
    private static final String PREFIX = "p-";
    private static final int LENGTH = 22;

    private final PurposeKey key;

    /** @param key that all nodes have; what is made of it is for this purpose alone */
    public Pseudonyms(byte[] key) {
        this.key = new PurposeKey(key, "pseudonyms of members");
    }

    /** What somebody is called instead. */
    public String of(String subject) {
        return ofMessage(subject);
    }

    /**
     * What a booking partner's customer is called in the books: the same for the same partner and address, which nobody learns from it.
     *
     * @param customer their mail address, however it is spelt
     */
    public String ofCustomer(String broker, String customer) {
        // No subject has a line's end, so none is called so.
        return ofMessage("customer\n" + broker + '\n' + customer.strip().toLowerCase(Locale.ROOT));
    }

    private String ofMessage(String subject) {
        return PREFIX + key.sign(subject.getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH);
    }
}
