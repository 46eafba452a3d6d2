package io.yizhan.feed;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** By how much the clocks of gates are behind, in milliseconds. The writer tells; any thread reads. */
public final class GateSkews {
    private static final Logger LOG = LoggerFactory.getLogger(GateSkews.class);
    /** More than networks differ by: somebody, or something, has set the clock. */
    private static final long JUMP_MS = 5_000;
    /** Of a clock that goes wild one line says enough. */
    private static final long SAID_AGAIN_NS = TimeUnit.HOURS.toNanos(1);

    private final Map<String, Long> skewsMs = new ConcurrentHashMap<>();
    private final LongAdder jumps = new LongAdder();
    /** When the log last told of a gate. The writer's alone. */
    private final Map<String, Long> saidAtNs = new HashMap<>();

    /** Below zero where the clock is ahead; null where the gate was never heard. */
    public @Nullable Long skewMs(String gate) {
        return skewsMs.get(gate);
    }

    /** How often a clock has jumped since this node knows of it. */
    public long jumps() {
        return jumps.sum();
    }

    void told(String gate, long skewMs) {
        Long former = skewsMs.put(gate, skewMs);
        if (former == null || Math.abs(skewMs - former) <= JUMP_MS) return;
        jumps.increment();
        long nowNs = System.nanoTime();
        Long saidNs = saidAtNs.get(gate);
        if (saidNs != null && nowNs - saidNs < SAID_AGAIN_NS) return;
        saidAtNs.put(gate, nowNs);
        LOG.warn("the clock of gate {} has jumped: it was {} ms behind, and now it is {} ms", gate, former, skewMs);
    }

    /** What is told from now on is of books that are loaded anew: that differs, and is no jump. */
    void restart() {
        skewsMs.clear();
    }
}
