package io.yizhan.journal.stream;

import io.yizhan.journal.frame.OpenBatch;

/**
 * How a {@link StreamJournal} behaves.
 *
 * @param region whose events these are
 * @param batchBytesMax a batch takes no more than this, each event taking 4 bytes more than its own
 * @param bytesMax of memory for events that the rows do not hold yet: what the region's writer holds {@link io.yizhan.journal.Journal#bytesPending} against
 * @param retryMs between looks at the stream while an answer waits for the rows
 * @param restartMs between attempts to begin the stream anew
 */
public record StreamJournalOptions(String region, int batchBytesMax, long bytesMax, long retryMs, long restartMs) {
    public static final long BYTES_MAX = 256L * 1024 * 1024;

    private static final long RETRY_MS = 50;
    private static final long RESTART_MS = 500;

    public StreamJournalOptions {
        if (batchBytesMax < 1 || batchBytesMax > OpenBatch.BYTES_LIMIT)
            throw new IllegalArgumentException("batchBytesMax can't be " + batchBytesMax);
        if (bytesMax < batchBytesMax)
            throw new IllegalArgumentException("bytesMax can't be less than a batch's " + batchBytesMax);
        if (retryMs < 1 || restartMs < 1) throw new IllegalArgumentException("times are at least a millisecond");
    }

    /** Batches up to 16 MiB, 256 MiB in all, looks every 50 ms, attempts every 500 ms. */
    public static StreamJournalOptions of(String region) {
        return new StreamJournalOptions(region, OpenBatch.BYTES_MAX, BYTES_MAX, RETRY_MS, RESTART_MS);
    }

    public StreamJournalOptions batchBytesMax(int bytes) {
        return new StreamJournalOptions(region, bytes, bytesMax, retryMs, restartMs);
    }

    public StreamJournalOptions bytesMax(long bytes) {
        return new StreamJournalOptions(region, batchBytesMax, bytes, retryMs, restartMs);
    }
}
