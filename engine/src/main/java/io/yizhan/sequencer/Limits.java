package io.yizhan.sequencer;

/**
 * How much the writer takes on.
 *
 * @param queueMax commands waiting in one lane
 * @param batchMax commands, and as many timers, in one batch
 * @param gateWaitMaxMs gates are refused when they would wait longer; they come first
 * @param bookingWaitMaxMs reservations, confirmations, cancellations
 * @param readWaitMaxMs look-ups of reservations
 */
public record Limits(int queueMax, int batchMax, int gateWaitMaxMs, int bookingWaitMaxMs, int readWaitMaxMs) {
    public static final Limits DEFAULT = new Limits(65_536, 4_096, 10_000, 1_000, 500);

    public Limits withBookingWaitMaxMs(int waitMaxMs) {
        return new Limits(queueMax, batchMax, gateWaitMaxMs, waitMaxMs, Math.min(readWaitMaxMs, waitMaxMs));
    }
}
