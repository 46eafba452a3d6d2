package io.yizhan.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Bytes that the thread allocated between {@link #begin} and {@link #end}, per operation. JMH's own {@code gc} profiler counts set-up and
 * tear-down too, which here allocate as much as what is measured. One thread.
 */
public final class BytesPerOperation implements InternalProfiler {
    static final String LABEL = "bytes.op";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long beganAt;
    private static long bytes;
    private static long operations;

    static void begin() {
        beganAt = THREADS.getCurrentThreadAllocatedBytes();
    }

    static void end(int done) {
        bytes += THREADS.getCurrentThreadAllocatedBytes() - beganAt;
        operations += done;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        bytes = 0;
        operations = 0;
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (operations == 0) return List.of();
        return List.of(new ScalarResult(LABEL, (double) bytes / operations, "B/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "bytes allocated per operation, set-up and tear-down left out";
    }
}
