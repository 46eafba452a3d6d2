package io.yizhan.bench.peer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/**
 * Which bookings are to be made, and when; and what became of them. Closed: the next one is due as soon as somebody asks for it. Open:
 * they are due at a fixed rate, whatever became of those before, and a latency begins when the booking was due. Any thread.
 */
public final class Load {
    private static final long LATENCY_MAX_NS = 600_000_000_000L;

    private final Slots slots;
    private final double intervalNs;
    private final long beganNs = System.nanoTime();
    private final long endNs;
    private final AtomicLong next = new AtomicLong();
    private final LongAdder placed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final ConcurrentHistogram latencyNs = new ConcurrentHistogram(1_000, LATENCY_MAX_NS, 2);

    private Load(Slots slots, double intervalNs, long forNs) {
        this.slots = slots;
        this.intervalNs = intervalNs;
        endNs = beganNs + forNs;
    }

    /** Begins now. */
    public static Load closed(Slots slots, double seconds) {
        return new Load(slots, 0, (long) (seconds * 1e9));
    }

    /** Begins now. */
    public static Load open(Slots slots, double seconds, double ratePerS) {
        return new Load(slots, 1e9 / ratePerS, (long) (seconds * 1e9));
    }

    /**
     * What came of it.
     *
     * @param perS bookings placed, over the time until the last answer
     * @param unsent due, but not sent before the end: nobody came to it. Each counts as a latency up to the end
     */
    public record Figures(
            double perS, long placed, long refused, long unsent, double medianMs, double p99Ms, double maxMs) {}

    /** Waits until the next booking is due; null at the end. */
    @Nullable
    Booking next() {
        if (System.nanoTime() >= endNs) return null;
        if (intervalNs == 0) return closedNext();
        long number = next.getAndIncrement();
        long dueNs = dueNs(number);
        if (dueNs >= endNs) return null;
        for (long leftNs = dueNs - System.nanoTime(); leftNs > 0; leftNs = dueNs - System.nanoTime())
            LockSupport.parkNanos(this, leftNs);
        return new Booking(number, slots.slot(number), dueNs);
    }

    /** The next booking, if it is due already. */
    @Nullable
    Booking poll() {
        long nowNs = System.nanoTime();
        if (nowNs >= endNs) return null;
        if (intervalNs == 0) return closedNext();
        while (true) {
            long number = next.get();
            long dueNs = dueNs(number);
            if (dueNs > nowNs) return null;
            if (next.compareAndSet(number, number + 1)) return new Booking(number, slots.slot(number), dueNs);
        }
    }

    private Booking closedNext() {
        long number = next.getAndIncrement();
        return new Booking(number, slots.slot(number), System.nanoTime());
    }

    private long dueNs(long number) {
        return beganNs + (long) (number * intervalNs);
    }

    /** @param wasPlaced false where it was refused */
    void done(Booking booking, boolean wasPlaced) {
        (wasPlaced ? placed : refused).increment();
        record(System.nanoTime() - booking.dueNs());
    }

    private void record(long tookNs) {
        latencyNs.recordValue(Math.min(Math.max(tookNs, 1_000), LATENCY_MAX_NS));
    }

    /** After all are answered. */
    public Figures figures() {
        long tookNs = System.nanoTime() - beganNs;
        long unsent = 0;
        if (intervalNs > 0)
            for (long number = next.get(); dueNs(number) < endNs; number++, unsent++) record(endNs - dueNs(number));
        return new Figures(
                placed.sum() * 1e9 / tookNs,
                placed.sum(),
                refused.sum(),
                unsent,
                latencyNs.getValueAtPercentile(50) / 1e6,
                latencyNs.getValueAtPercentile(99) / 1e6,
                latencyNs.getMaxValue() / 1e6);
    }
}
