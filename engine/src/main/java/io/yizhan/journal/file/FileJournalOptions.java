package io.yizhan.journal.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.yizhan.journal.frame.OpenBatch;

/**
 * How a {@link FileJournal} is laid out.
 *
 * @param region whose events these are; at most {@value SegmentHeader#REGION_BYTES_MAX} bytes
 * @param startAfterSeq the last event that is safe elsewhere: an empty journal goes on behind it, and one that ends before it is
 *     refused as out of date
 * @param segmentBytes the size of a segment file, a multiple of 8
 * @param batchBytesMax a batch takes no more than this, each event taking 4 bytes more than its own
 * @param bytesMax what the region's writer holds {@link io.yizhan.journal.Journal#bytesPending} against
 */
public record FileJournalOptions(
        String region, long startAfterSeq, int segmentBytes, int batchBytesMax, long bytesMax) {
    public static final int SEGMENT_BYTES = 64 * 1024 * 1024;
    public static final int BATCH_BYTES_MAX = OpenBatch.BYTES_MAX;
    public static final long BYTES_MAX = 4L * 1024 * 1024 * 1024;

    private static final int SEGMENT_BYTES_MIN = 512;

    public FileJournalOptions {
        int regionBytes = region.getBytes(UTF_8).length;
        require(regionBytes >= 1 && regionBytes <= SegmentHeader.REGION_BYTES_MAX, "region", region);
        require(startAfterSeq >= 0, "startAfterSeq", startAfterSeq);
        require(segmentBytes >= SEGMENT_BYTES_MIN && segmentBytes % 8 == 0, "segmentBytes", segmentBytes);
        require(batchBytesMax >= 1 && batchBytesMax <= OpenBatch.BYTES_LIMIT, "batchBytesMax", batchBytesMax);
        require(bytesMax >= 2L * segmentBytes, "bytesMax (at least two segments)", bytesMax);
    }

    private static void require(boolean fits, String name, Object value) {
        if (!fits) throw new IllegalArgumentException(name + " can't be " + value);
    }

    /** Segments of 64 MiB, batches up to 16 MiB, 4 GiB in all, from the first event on. */
    public static FileJournalOptions of(String region) {
        return new FileJournalOptions(region, 0, SEGMENT_BYTES, BATCH_BYTES_MAX, BYTES_MAX);
    }

    public FileJournalOptions startAfterSeq(long seq) {
        return new FileJournalOptions(region, seq, segmentBytes, batchBytesMax, bytesMax);
    }

    public FileJournalOptions segmentBytes(int bytes) {
        return new FileJournalOptions(region, startAfterSeq, bytes, batchBytesMax, bytesMax);
    }

    public FileJournalOptions batchBytesMax(int bytes) {
        return new FileJournalOptions(region, startAfterSeq, segmentBytes, bytes, bytesMax);
    }

    public FileJournalOptions bytesMax(long bytes) {
        return new FileJournalOptions(region, startAfterSeq, segmentBytes, batchBytesMax, bytes);
    }
}
