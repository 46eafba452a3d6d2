package io.yizhan.bench;

import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import com.lmax.disruptor.util.DaemonThreadFactory;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.file.FileJournal;
import io.yizhan.journal.file.FileJournalOptions;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Submission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
 * them. MpscArrayQueue is what the sequencer's lanes are. Sequencer is the whole way through it with a command that finds nothing: the
 * submission made, offered, decided, and put into its mailbox; no event, so no journal.
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

    @Param({"MpscArrayQueue", "ArrayBlockingQueue", "ConcurrentLinkedQueue", "Disruptor", "Sequencer"})
    public String queue = "";

    private final Object[] items = new Object[BURST];
    private Way way = item -> {};
    private long put;
    private volatile long taken;
    private volatile boolean closing;
    private @Nullable Thread taker;
    private @Nullable Disruptor<Cell> disruptor;
    private @Nullable FileJournal journal;
    private @Nullable ExecutorService background;
    private @Nullable Path folder;

    /** To the other thread. */
    private interface Way {
        void put(Object item);
    }

    private static final class Cell {
        @Nullable
        Object item;
    }

    @Setup
    public void open() throws IOException {
        for (int i = 0; i < BURST; i++) items[i] = new Object();
        way = switch (queue) {
            case "MpscArrayQueue" -> over(new MpscArrayQueue<>(CAPACITY));
            case "ArrayBlockingQueue" -> over(new ArrayBlockingQueue<>(CAPACITY));
            case "ConcurrentLinkedQueue" -> over(new ConcurrentLinkedQueue<>());
            case "Disruptor" -> overDisruptor();
            case "Sequencer" -> throughSequencer();
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

    private Way throughSequencer() throws IOException {
        folder = Files.createTempDirectory("yizhan-hand-off");
        background = Executors.newSingleThreadExecutor();
        FileJournal opened = FileJournal.open(new FolderDisk(folder), FileJournalOptions.of("bench"), background);
        journal = opened;
        Limits limits = new Limits(CAPACITY, Limits.DEFAULT.batchMax(), 60_000, 60_000, 60_000);
        Sequencer sequencer = new Sequencer(
                new Region(Rules.DEFAULT), opened, seq -> {}, InstantSource.system(), limits, Observer.NONE);
        Answers answers = new Answers();
        Thread started = new Thread(
                () -> {
                    while (!closing) if (sequencer.step() == 0) Thread.onSpinWait();
                },
                "taker");
        taker = started;
        started.start();
        Command nothing = new Command.FindReservation("nobody", 1);
        return item -> {
            if (sequencer.offer(new Asked(nothing, answers)) != null) throw new IllegalStateException("a burst fits");
        };
    }

    private final class Answers implements Mailbox {
        private long count;

        @Override
        public void put(Submission submission) {
            count++;
        }

        @Override
        public void flush() {
            taken = count;
        }
    }

    private static final class Asked extends Submission {
        Asked(Command command, Mailbox mailbox) {
            super(command, mailbox);
        }

        @Override
        protected void answered(Outcome outcome) {}
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
    public void close() throws InterruptedException, IOException {
        closing = true;
        if (taker != null) taker.join();
        if (disruptor != null) disruptor.shutdown();
        if (journal != null) journal.close();
        if (background != null) background.shutdown();
        if (folder != null) JournalWrite.delete(folder);
    }
}
