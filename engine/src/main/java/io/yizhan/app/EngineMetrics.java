package io.yizhan.app;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.journal.Journal;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.writebehind.WriteBehind;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's figures: what the writer hears is counted here, what others know is asked for when the figures are read. */
final class EngineMetrics implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(EngineMetrics.class);
    private static final Duration[] BUCKETS = {
        Duration.ofNanos(250_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry meters;
    private final Timer batches;
    private final Timer syncs;
    private final Counter batchCommands;
    private final Counter events;
    private final Map<Class<?>, Map<Class<?>, Timer>> answered = new ConcurrentHashMap<>();

    EngineMetrics(MeterRegistry meters) {
        this.meters = meters;
        batches = timer("yizhan.batch", "A batch of the writer, from taking it to its answers");
        syncs = timer("yizhan.journal.sync", "Making a batch durable");
        batchCommands = Counter.builder("yizhan.batch.commands")
                .description("Commands in batches; by yizhan_batch_seconds_count: commands a batch")
                .register(meters);
        events =
                Counter.builder("yizhan.events").description("Events journaled").register(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        bindGc(meters);
    }

    @SuppressWarnings("resource") // It listens for as long as the process lives.
    private static void bindGc(MeterRegistry meters) {
        new JvmGcMetrics().bindTo(meters);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    void watch(Sequencer sequencer, Journal journal, WriteBehind writeBehind) {
        Gauge.builder("yizhan.queue", sequencer, Sequencer::queued)
                .description("Commands waiting for the writer")
                .register(meters);
        Gauge.builder("yizhan.writer.load", sequencer, Sequencer::load)
                .description("The share of its time that the writer is at work, syncs included")
                .register(meters);
        Gauge.builder("yizhan.journal.bytes", journal, Journal::bytesPending)
                .description("Journal kept because PostgreSQL has not followed yet")
                .register(meters);
        Gauge.builder("yizhan.journal.seq", journal, Journal::durableSeq)
                .description("The last durable event")
                .register(meters);
        Gauge.builder(
                        "yizhan.writebehind.lag.events",
                        writeBehind,
                        it -> it.figures().lagEvents())
                .description("Durable events that PostgreSQL does not have yet")
                .register(meters);
        Gauge.builder(
                        "yizhan.writebehind.lag.seconds",
                        writeBehind,
                        it -> it.figures().lagMs() / 1_000.0)
                .description("Age of the oldest of them")
                .register(meters);
        FunctionCounter.builder(
                        "yizhan.writebehind.statements",
                        writeBehind,
                        it -> it.figures().statements())
                .register(meters);
        FunctionCounter.builder(
                        "yizhan.writebehind.rows",
                        writeBehind,
                        it -> it.figures().rows())
                .register(meters);
        FunctionCounter.builder(
                        "yizhan.writebehind.retries",
                        writeBehind,
                        it -> it.figures().retries())
                .register(meters);
    }

    @Override
    public void answered(Command command, Outcome outcome, long tookNs) {
        answered.computeIfAbsent(command.getClass(), it -> new ConcurrentHashMap<>())
                .computeIfAbsent(outcome.getClass(), it -> commandTimer(command.getClass(), it))
                .record(Duration.ofNanos(tookNs));
    }

    private Timer commandTimer(Class<?> command, Class<?> outcome) {
        return Timer.builder("yizhan.command")
                .description("A command, from the offer to its durable answer")
                .tag("command", command.getSimpleName())
                .tag("outcome", outcome.getSimpleName())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    @Override
    public void refused(Command command, Outcome outcome) {
        meters.counter(
                        "yizhan.refused",
                        "command",
                        command.getClass().getSimpleName(),
                        "outcome",
                        outcome.getClass().getSimpleName())
                .increment();
    }

    @Override
    public void batch(int commands, int eventCount, long tookNs, long syncNs) {
        batches.record(Duration.ofNanos(tookNs));
        if (syncNs > 0) syncs.record(Duration.ofNanos(syncNs));
        batchCommands.increment(commands);
        events.increment(eventCount);
    }

    @Override
    public void stopped(String reason, Throwable cause) {
        LOG.error("the region takes no more commands: {}", reason, cause);
    }
}
