package io.yizhan.feed;

/**
 * About when events were published, for those who say only which is the last that they know of. One a minute, of a day; the oldest makes room.
 * Any thread.
 */
final class Moments {
    private static final int KEPT = 1_440;
    private static final long APART_MS = 60_000;

    private final long[] seqs = new long[KEPT];
    private final long[] atMs = new long[KEPT];
    private int count;

    /** @param nowMs by the clock of the books */
    synchronized void published(long seq, long nowMs) {
        if (count > 0 && nowMs - atMs[(count - 1) % KEPT] < APART_MS) return;
        seqs[count % KEPT] = seq;
        atMs[count % KEPT] = nowMs;
        count++;
    }

    /** A time at which this event, and all after it, had not been published yet, or just then; 0 where that was too long ago to be known. */
    synchronized long notAfter(long seq) {
        for (int i = count - 1; i >= Math.max(0, count - KEPT); i--) if (seqs[i % KEPT] <= seq) return atMs[i % KEPT];
        return 0;
    }
}
