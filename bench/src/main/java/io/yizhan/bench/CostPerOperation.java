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
 * What the thread allocated, and the processor time that it took, between {@link #begin} and {@link #end}, per operation. JMH's own {@code
 * gc} profiler counts set-up and tear-down too, which here allocate as much as what is measured; and its time goes on while others have the
 * core. One thread.
 */
public final class CostPerOperation implements InternalProfiler {
    static final String BYTES = "bytes.op";
    static final String CPU = "cpu.op";

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static long beganAtBytes;
    private static long beganAtNs;
    private static long bytes;
    private static long cpuNs;
    private static long operations;

    static void begin() {
        beganAtBytes = THREADS.getCurrentThreadAllocatedBytes();
        beganAtNs = THREADS.getCurrentThreadCpuTime();
    }

    static void end(int done) {
        cpuNs += THREADS.getCurrentThreadCpuTime() - beganAtNs;
        bytes += THREADS.getCurrentThreadAllocatedBytes() - beganAtBytes;
        operations += done;
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        bytes = 0;
        cpuNs = 0;
        operations = 0;
    }

    @Override
    public Collection<? extends Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        if (operations == 0) return List.of();
        return List.of(
                new ScalarResult(BYTES, (double) bytes / operations, "B/op", AggregationPolicy.AVG),
                new ScalarResult(CPU, (double) cpuNs / operations, "ns/op", AggregationPolicy.AVG));
    }

    @Override
    public String getDescription() {
        return "bytes allocated and processor time per operation, set-up and tear-down left out";
    }
}
