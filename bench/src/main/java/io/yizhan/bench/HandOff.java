package io.yizhan.bench;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What handing an object to another thread costs: one thread puts bursts of {@value #BURST} and waits until the other has taken all of
 * them. MpscArrayQueue is what the sequencer's lanes are.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Benchmark)
public class HandOff {
    private static final int BURST = 1_024;
    private static final int CAPACITY = 4_096;

    @Param({"MpscArrayQueue", "ArrayBlockingQueue", "ConcurrentLinkedQueue", "Disruptor"})
    public String queue = "";

    private final Object[] items = new Object[BURST];
    private Way way = item -> {};
    private long put;
    private volatile long taken;
    private volatile boolean closing;
    private @Nullable Thread taker;
    private @Nullable Disruptor<Cell> disruptor;

    /** To the other thread. */
    private interface Way {
        void put(Object item);
    }

    private static final class Cell {
        @Nullable
        Object item;
    }

    @Setup
    public void open() {
        for (int i = 0; i < BURST; i++) items[i] = new Object();
        way = switch (queue) {
            case "MpscArrayQueue" -> over(new MpscArrayQueue<>(CAPACITY));
            case "ArrayBlockingQueue" -> over(new ArrayBlockingQueue<>(CAPACITY));
            case "ConcurrentLinkedQueue" -> over(new ConcurrentLinkedQueue<>());
            case "Disruptor" -> overDisruptor();
            default -> throw new IllegalArgumentException("no such queue: " + queue);
        };
    }

    private Way over(Queue<Object> between) {
        Thread started = new Thread(
                () -> {
                    long count = 0;
                    while (!closing) {
                        boolean any = false;
                        while (between.poll() != null) {
                            count++;
                            any = true;
                        }
                        if (any) taken = count;
                        else Thread.onSpinWait();
                    }
                },
                "taker");
        taker = started;
        started.start();
        return item -> {
            if (!between.offer(item)) throw new IllegalStateException("a burst fits");
        };
    }

    private Way overDisruptor() {
        Disruptor<Cell> started = new Disruptor<>(
                Cell::new, CAPACITY, DaemonThreadFactory.INSTANCE, ProducerType.MULTI, new BusySpinWaitStrategy());
        started.handleEventsWith((cell, sequence, endOfBatch) -> {
            cell.item = null;
            if (endOfBatch) taken = sequence + 1;
        });
        disruptor = started;
        RingBuffer<Cell> ring = started.start();
        return item -> {
            long at = ring.next();
            ring.get(at).item = item;
            ring.publish(at);
        };
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public long burst() {
        for (Object item : items) way.put(item);
        put += BURST;
        while (taken < put) Thread.onSpinWait();
        return put;
    }

    @TearDown
    public void close() throws InterruptedException {
        closing = true;
        if (taker != null) taker.join();
        if (disruptor != null) disruptor.shutdown();
    }
}
