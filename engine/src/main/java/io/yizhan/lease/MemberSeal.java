package io.yizhan.lease;

import io.yizhan.secret.PurposeKey;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * By what nodes believe each other what they say in Redis. A member is sent other members' requests, with the tokens of those who ask. So
 * whoever can write to Redis must not be able to put a node of its own among them: what a node says of itself is sealed by the key that all
 * of them have from the rows. The seal tells when that was said, so that a text from a time when the address was still a node's own is not
 * believed for ever. Any thread.
 */
public final class MemberSeal {
    /** Clocks may be so far apart. */
    static final int MINUTES_APART = 5;

    private final PurposeKey key;
    private final InstantSource clock;

    /** @param key that all nodes have, and use for other things, too */
    public MemberSeal(byte[] key, InstantSource clock) {
        this.key = new PurposeKey(key, "yizhan member");
        this.clock = clock;
    }

    /**
     * What a node has said.
     *
     * @param minute when, by its own clock, in minutes since 1970
     */
    record Said(long minute, String text) {}

    /** The text with its seal. The same within a minute. */
    String seal(String text) {
        long minute = minute();
        return minute + " " + sign(minute, text) + "\n" + text;
    }

    /** What was sealed by one of the nodes, not long ago. */
    Said open(String sealed) throws MemberText.Malformed {
        int space = sealed.indexOf(' ');
        int end = sealed.indexOf('\n');
        if (space < 0 || end < space) throw new MemberText.Malformed("it has no seal");
        Said said = new Said(number(sealed.substring(0, space)), sealed.substring(end + 1));
        if (!PurposeKey.same(sealed.substring(space + 1, end), sign(said.minute, said.text)))
            throw new MemberText.Malformed("its seal is not made with the key that the engines of this database share");
        if (!isFresh(said))
            throw new MemberText.Malformed("it was said " + (minute() - said.minute)
                    + " minutes ago: is one of the two clocks wrong? They may be " + MINUTES_APART
                    + " minutes apart");
        return said;
    }

    /** Whether it may still be believed. */
    boolean isFresh(Said said) {
        return Math.abs(minute() - said.minute) <= MINUTES_APART;
    }

    private long minute() {
        return TimeUnit.MILLISECONDS.toMinutes(clock.millis());
    }

    private String sign(long minute, String text) {
        return key.sign((minute + "\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    private static long number(String minute) throws MemberText.Malformed {
        try {
            return Long.parseLong(minute);
        } catch (NumberFormatException none) {
            throw new MemberText.Malformed("it has no seal");
        }
    }
}
