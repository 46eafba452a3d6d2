package io.yizhan.writebehind;

import java.util.function.DoubleSupplier;

/**
 * Lets bookings go first. At a peak the writer, and where it shares the machine the disk and the cores too, are wanted by people who wait;
 * rows are wanted by nobody who does. So after each transaction the write-behind pauses for a multiple of what it took, as long as the rows
 * are not too far behind. Immutable; any thread.
 *
 * @param writerLoad the share of its time that the writer is at work, 0 to 1
 * @param lagMaxMs rows further behind than that are written without a pause; 0 for never a pause
 */
public record PeakPause(DoubleSupplier writerLoad, long lagMaxMs) {
    /** Never pauses: for a database on another machine, and for tests. */
    public static final PeakPause NONE = new PeakPause(() -> 0, 0);

    private static final double PEAK_LOAD = 0.5;
    private static final int PAUSE_FACTOR = 8;
    private static final long PAUSE_MAX_MS = 5_000;

    /** Whether to pause, or to go on pausing. */
    boolean wanted(long lagMs, long journalBytes, long journalBytesMax) {
        return lagMs < lagMaxMs && journalBytes < journalBytesMax / 2 && writerLoad.getAsDouble() > PEAK_LOAD;
    }

    /** How long, after a transaction that took so long. */
    static long pauseMs(long tookMs) {
        return Math.min(PAUSE_MAX_MS, PAUSE_FACTOR * tookMs);
    }
}
