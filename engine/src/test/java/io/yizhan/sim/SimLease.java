package io.yizhan.sim;

import io.yizhan.lease.Lease;
import io.yizhan.sim.SimRedis.Lock;
import java.io.IOException;
import java.util.function.Supplier;

/** As {@code RedisLease} asks and judges, of a {@link SimRedis}. */
final class SimLease implements Lease {
    private final SimRedis redis;
    private final SimClock clock;
    private final String holder;
    private final long durationMs;
    private final Line line;
    private final Supplier<Fiber> fiber;
    /** It says that it is ours whoever has it: safety must not rest on it. */
    boolean lies;

    private boolean held;
    private long heldUntilMs;
    private boolean forgotten;
    private long forgottenSinceMs;

    SimLease(SimRedis redis, SimClock clock, String holder, long durationMs, Line line, Supplier<Fiber> fiber) {
        this.redis = redis;
        this.clock = clock;
        this.holder = holder;
        this.durationMs = durationMs;
        this.line = line;
        this.fiber = fiber;
    }

    @Override
    public Attempt acquire() {
        Attempt honest = ask();
        return lies ? Attempt.HELD : honest;
    }

    private Attempt ask() {
        long beganMs = clock.passedMs();
        held = held && heldUntilMs > beganMs;
        try {
            long known = 0;
            if (!held) {
                known = line.call(fiber.get(), redis.away, () -> redis.lock().token());
                if (known > 0) forgotten = false;
                else if (!forgottenLongEnough(beganMs)) return Attempt.UNKNOWN;
            }
            return take(beganMs, known);
        } catch (IOException unreachable) {
            return Attempt.UNKNOWN;
        }
    }

    private Attempt take(long beganMs, long known) throws IOException {
        long token = line.call(fiber.get(), redis.away, this::lock);
        if (token == 0) {
            held = false;
            return Attempt.TAKEN;
        }
        if (!held && token <= known) {
            forgotten = false;
            forgottenLongEnough(beganMs);
            release();
            return Attempt.UNKNOWN;
        }
        held = true;
        heldUntilMs = beganMs + durationMs;
        forgotten = false;
        return Attempt.HELD;
    }

    /** 0 where it is another's. */
    private long lock() {
        Lock now = redis.lock();
        boolean free = now.untilMs() <= clock.passedMs();
        if (!free && !now.holder().equals(holder)) return 0;
        redis.lock(new Lock(holder, clock.passedMs() + durationMs, now.token() + 1));
        return now.token() + 1;
    }

    private boolean forgottenLongEnough(long nowMs) {
        if (!forgotten) forgottenSinceMs = nowMs;
        forgotten = true;
        return nowMs - forgottenSinceMs >= durationMs;
    }

    @Override
    public void release() {
        held = false;
        try {
            line.call(fiber.get(), redis.away, () -> {
                Lock now = redis.lock();
                if (now.holder().equals(holder)) redis.lock(new Lock("", 0, now.token()));
                return now;
            });
        } catch (IOException unreachable) {
            // It ends by itself.
        }
    }

    @Override
    public void close() {
        release();
    }
}
