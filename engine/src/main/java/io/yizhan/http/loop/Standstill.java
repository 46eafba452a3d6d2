package io.yizhan.http.loop;

/**
 * Notices that an event loop has stood still, since its process was stopped or starved. What is read right after that has lain in the kernel,
 * for how long nobody can tell: whoever sent it may have given up, asked another node by the same key, and been refused, which is not
 * remembered. Carried out now, it would be a booking that nobody was told of. Of one event loop.
 */
public final class Standstill {
    public static final int TICK_MS = 250;

    /** Less than anybody waits for an answer. */
    private static final long NOTICED_NS = 2_000_000_000L;

    /** For all that lies there to be read. */
    private static final long DISTRUST_NS = 250_000_000L;

    private long tickedNs;
    private long distrustedUntilNs;

    Standstill(long nowNs) {
        tickedNs = nowNs;
        distrustedUntilNs = nowNs;
    }

    /** To be called every {@value #TICK_MS} ms. */
    public void tick(long nowNs) {
        notice(nowNs);
        tickedNs = nowNs;
    }

    /** Whether what is read now may have lain for too long. */
    public boolean distrusts(long nowNs) {
        notice(nowNs);
        return nowNs - distrustedUntilNs < 0;
    }

    private void notice(long nowNs) {
        if (nowNs - tickedNs > NOTICED_NS) distrustedUntilNs = nowNs + DISTRUST_NS;
    }
}
