package io.yizhan.lease;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.redisson.RedissonFencedLock;
import org.redisson.api.RScript;
import org.redisson.client.codec.StringCodec;

/**
 * A lease by Redisson's fenced lock, with a time given by us, so that nothing renews it in secret.
 *
 * <p>The lock's token fences nothing: it begins again where Redis is emptied. But just that it tells. A region without a token is one of
 * which Redis has forgotten everything, so its holder may live on and not know yet. Who does not hold it then waits for as long as such a
 * holder could believe it is his. Meanwhile the holder, who asks every third of that time, gets it again at once: a Redis that restarts
 * empty moves no region.
 *
 * <p>What a lock can't promise: after a failover to a copy that had not heard of it, or where this process is paused between the answer and
 * its use, two may hold it for a moment. The epochs are for that.
 */
final class RedisLease implements Lease {
    /**
     * All at once, however often it was acquired, and only what is ours. Redisson's lock is a hash with its holder for a field; its own
     * unlocking counts down one acquisition at a time.
     */
    private static final String RELEASE =
            "if redis.call('hexists', KEYS[1], ARGV[1]) == 1 then return redis.call('del', KEYS[1]) end return 0";

    private final RedisCluster cluster;
    private final String key;
    private final long holder;
    private final Duration duration;
    private final LongSupplier nanoTime;
    private boolean held;
    private long heldUntilNs;
    private boolean forgotten;
    private long forgottenSinceNs;

    /** @param holder in place of a thread's id, so that any thread can call */
    RedisLease(RedisCluster cluster, String region, long holder, Duration duration, LongSupplier nanoTime) {
        this.cluster = cluster;
        this.key = "yizhan:{" + region + "}:lease";
        this.holder = holder;
        this.duration = duration;
        this.nanoTime = nanoTime;
    }

    @Override
    public Attempt acquire() {
        long beganNs = nanoTime.getAsLong();
        long untilNs = cluster.untilNs();
        held = held && heldUntilNs - beganNs > 0;
        try {
            long known = 0;
            if (!held) {
                known = token(untilNs);
                if (known > 0) forgotten = false;
                else if (!forgottenLongEnough(beganNs)) return Attempt.UNKNOWN;
            }
            return take(beganNs, untilNs, known);
        } catch (IOException unreachable) {
            return Attempt.UNKNOWN;
        }
    }

    /** @param known the token that the next one must exceed, as long as Redis has not been emptied since it was read */
    private Attempt take(long beganNs, long untilNs, long known) throws IOException {
        Long token = cluster.call(
                untilNs,
                client -> ((RedissonFencedLock) client.getFencedLock(key))
                        .tryLockAndGetTokenAsync(0, duration.toMillis(), TimeUnit.MILLISECONDS, holder));
        if (token == null) {
            held = false;
            return Attempt.TAKEN;
        }
        if (!held && token <= known) {
            forgotten = false;
            forgottenLongEnough(beganNs);
            release();
            return Attempt.UNKNOWN;
        }
        held = true;
        heldUntilNs = beganNs + duration.toNanos();
        forgotten = false;
        return Attempt.HELD;
    }

    private long token(long untilNs) throws IOException {
        Long token = cluster.call(untilNs, client -> client.getFencedLock(key).getTokenAsync());
        return token == null ? 0 : token;
    }

    private boolean forgottenLongEnough(long nowNs) {
        if (!forgotten) forgottenSinceNs = nowNs;
        forgotten = true;
        return nowNs - forgottenSinceNs >= duration.toNanos();
    }

    @Override
    public void release() {
        held = false;
        try {
            cluster.call(
                    cluster.untilNs(),
                    client -> client.getScript(StringCodec.INSTANCE)
                            .<Long>evalAsync(
                                    RScript.Mode.READ_WRITE,
                                    RELEASE,
                                    RScript.ReturnType.LONG,
                                    List.of(key),
                                    client.getId() + ":" + holder));
        } catch (IOException unreachable) {
            // It ends by itself; the cluster has said that it can't be reached.
        }
    }

    @Override
    public void close() {
        release();
    }
}
