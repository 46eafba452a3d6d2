package io.yizhan.http.client;

import io.yizhan.secret.PurposeKey;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a node of this cluster shows that it is one, when it sends a request on: by what only they can compute from the key that they share.
 * It is good for a few minutes, and to be kept as secret as the tokens beside it. Any thread.
 */
public final class NodeSeal {
    /** Clocks may be so far apart. */
    private static final int MINUTES_APART = 1;

    private final PurposeKey key;
    private volatile @Nullable Minutes known;

    private record Minutes(long minute, String[] seals) {}

    /** @param key that all nodes have, and use for other things, too */
    public NodeSeal(byte[] key) {
        this.key = new PurposeKey(key, "yizhan node");
    }

    /** To be shown now. */
    public String of(long nowMs) {
        return minutes(nowMs).seals[MINUTES_APART];
    }

    boolean isGood(String shown, long nowMs) {
        boolean good = false;
        for (String each : minutes(nowMs).seals) good |= PurposeKey.same(shown, each);
        return good;
    }

    private Minutes minutes(long nowMs) {
        long minute = TimeUnit.MILLISECONDS.toMinutes(nowMs);
        Minutes present = known;
        if (present != null && present.minute == minute) return present;
        String[] seals = new String[2 * MINUTES_APART + 1];
        for (int i = 0; i < seals.length; i++) {
            seals[i] = key.sign(ByteBuffer.allocate(Long.BYTES)
                    .putLong(minute + i - MINUTES_APART)
                    .array());
        }
        known = present = new Minutes(minute, seals);
        return present;
    }
}
