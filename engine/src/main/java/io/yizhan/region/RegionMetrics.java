package io.yizhan.region;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yizhan.core.Command;
import io.yizhan.core.DrawFigures;
import io.yizhan.core.Outcome;
import io.yizhan.feed.Feed;
import io.yizhan.feed.GateSkews;
import io.yizhan.journal.Journal;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.writebehind.WriteBehind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A region's figures while this node owns it: what the writer hears is counted here, what others know is asked for when the figures are
 * read. Closed with the ownership, so that nobody takes a former one's figures for present ones; counts go on with the next.
 */
final class RegionMetrics implements Observer, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RegionMetrics.class);
    private static final String REGION = "region";
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
    private final String region;
    private final List<Meter> ofOwnership = new ArrayList<>();
    private final Timer batches;
    private final Timer syncs;
    private final Counter batchCommands;
    private final Counter events;
    private final Map<Class<?>, Map<Class<?>, Timer>> answered = new ConcurrentHashMap<>();

    RegionMetrics(MeterRegistry meters, String region) {
        this.meters = meters;
        this.region = region;
        batches = timer("yizhan.batch", "A batch of the writer, from taking it to its answers");
        syncs = timer("yizhan.journal.sync", "Making a batch durable");
        batchCommands = Counter.builder("yizhan.batch.commands")
                .description("Commands in batches; by yizhan_batch_seconds_count: commands a batch")
                .tag(REGION, region)
                .register(meters);
        events = Counter.builder("yizhan.events")
                .description("Events journaled")
                .tag(REGION, region)
                .register(meters);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .tag(REGION, region)
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    void watch(Sequencer sequencer, Journal journal, WriteBehind writeBehind) {
        gauge("yizhan.queue", "Commands waiting for the writer", sequencer, Sequencer::queued);
        gauge(
                "yizhan.writer.load",
                "The share of its time that the writer is at work, syncs included",
                sequencer,
                Sequencer::load);
        gauge(
                "yizhan.journal.bytes",
                "Journal kept because PostgreSQL has not followed yet",
                journal,
                Journal::bytesPending);
        gauge("yizhan.journal.seq", "The last durable event", journal, Journal::durableSeq);
        gauge(
                "yizhan.writebehind.lag.events",
                "Durable events that PostgreSQL does not have yet",
                writeBehind,
                it -> it.figures().lagEvents());
        gauge(
                "yizhan.writebehind.lag.seconds",
                "Age of the oldest of them",
                writeBehind,
                it -> it.figures().lagMs() / 1_000.0);
        count(
                "yizhan.writebehind.statements",
                "Statements sent to PostgreSQL",
                writeBehind,
                it -> it.figures().statements());
        count(
                "yizhan.writebehind.rows",
                "Rows written to PostgreSQL",
                writeBehind,
                it -> it.figures().rows());
        count(
                "yizhan.writebehind.retries",
                "Transactions that were tried once more",
                writeBehind,
                it -> it.figures().retries());
    }

    void watch(GateSkews skews) {
        count(
                "yizhan.gate.clock.jumps",
                "Clocks of gates that were set, or began to tell another time",
                skews,
                GateSkews::jumps);
    }

    void watch(Feed feed) {
        draws("open", feed, DrawFigures::open);
        draws("closed", feed, DrawFigures::closed);
        draws("drawing", feed, DrawFigures::drawing);
        count(
                "yizhan.draw.entries",
                "Entries in draws, since this node took the region up",
                feed,
                it -> it.drawFigures().entered());
        count(
                "yizhan.draw.decisions",
                "Entries that were decided about, since this node took the region up",
                feed,
                it -> it.drawFigures().decided());
    }

    private void draws(String state, Feed feed, ToDoubleFunction<DrawFigures> value) {
        ofOwnership.add(Gauge.builder("yizhan.draws", feed, it -> value.applyAsDouble(it.drawFigures()))
                .description("Draws that are not carried out")
                .tag(REGION, region)
                .tag("state", state)
                .register(meters));
    }

    private <T> void gauge(String name, String description, T of, ToDoubleFunction<T> value) {
        ofOwnership.add(Gauge.builder(name, of, value)
                .description(description)
                .tag(REGION, region)
                .register(meters));
    }

    private <T> void count(String name, String description, T of, ToDoubleFunction<T> value) {
        ofOwnership.add(FunctionCounter.builder(name, of, value)
                .description(description)
                .tag(REGION, region)
                .register(meters));
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
                .tag(REGION, region)
                .tag("command", command.getSimpleName())
                .tag("outcome", outcome.getSimpleName())
                .serviceLevelObjectives(BUCKETS)
                .register(meters);
    }

    @Override
    public void refused(Command command, Outcome outcome) {
        Counter.builder("yizhan.refused")
                .description("Commands that did not reach the writer")
                .tag(REGION, region)
                .tag("command", command.getClass().getSimpleName())
                .tag("outcome", outcome.getClass().getSimpleName())
                .register(meters)
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

    @Override
    public void close() {
        for (Meter meter : ofOwnership) meters.remove(meter);
        ofOwnership.clear();
    }
}
