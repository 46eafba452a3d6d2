package io.yizhan.lease;

import io.yizhan.lease.Lease.Attempt;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Leases as a Redis keeps them, by a given clock; it can be emptied, and away. For simulations. */
public final class MemoryLeases {
    private final LongSupplier nanoTime;
    private final long durationNs;
    private final Map<String, Held> held = new HashMap<>();
    private final Set<String> known = new HashSet<>();

    private record Held(Lease by, long untilNs) {}

    public MemoryLeases(LongSupplier nanoTime, Duration duration) {
        this.nanoTime = nanoTime;
        durationNs = duration.toNanos();
    }

    /** A holder's view; it sees what is kept only while {@code reachable} says so. */
    public Lease lease(String region, BooleanSupplier reachable) {
        return new One(region, reachable);
    }

    /** Forgets everything. */
    public synchronized void flush() {
        held.clear();
        known.clear();
    }

    private final class One implements Lease {
        private static final long NEVER = Long.MIN_VALUE;

        private final String region;
        private final BooleanSupplier reachable;
        private boolean ours;
        private long oursUntilNs;
        private long forgottenSinceNs = NEVER;

        One(String region, BooleanSupplier reachable) {
            this.region = region;
            this.reachable = reachable;
        }

        @Override
        public Attempt acquire() {
            if (!reachable.getAsBoolean()) return Attempt.UNKNOWN;
            synchronized (MemoryLeases.this) {
                return take(nanoTime.getAsLong());
            }
        }

        private Attempt take(long nowNs) {
            ours = ours && oursUntilNs - nowNs > 0;
            if (known.contains(region)) forgottenSinceNs = NEVER;
            else if (!ours && !forgottenLongEnough(nowNs)) return Attempt.UNKNOWN;
            Held present = held.get(region);
            if (present != null && present.by != this && present.untilNs - nowNs > 0) {
                ours = false;
                return Attempt.TAKEN;
            }
            known.add(region);
            forgottenSinceNs = NEVER;
            ours = true;
            oursUntilNs = nowNs + durationNs;
            held.put(region, new Held(this, oursUntilNs));
            return Attempt.HELD;
        }

        private boolean forgottenLongEnough(long nowNs) {
            if (forgottenSinceNs == NEVER) forgottenSinceNs = nowNs;
            return nowNs - forgottenSinceNs >= durationNs;
        }

        @Override
        public void release() {
            ours = false;
            if (!reachable.getAsBoolean()) return;
            synchronized (MemoryLeases.this) {
                held.computeIfPresent(region, (it, present) -> present.by == this ? null : present);
            }
        }

        @Override
        public void close() {
            release();
        }
    }
}
