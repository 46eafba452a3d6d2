package io.yizhan.http.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.yizhan.http.desk.EngineRoom.NodeState;
import io.yizhan.http.desk.EngineRoom.Part;
import io.yizhan.http.desk.EngineRoom.RegionState;
import io.yizhan.http.json.JsonOut;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** A node at work, as the schema {@code Engine} has it. Counts go on from its start, so that whoever asks twice has rates. */
final class EngineJson {
    private EngineJson() {}

    static void write(JsonOut json, NodeState node, MeterRegistry meters) {
        Figures.OfNode figures = Figures.of(meters);
        faults(json, node.faults());
        json.array("regions");
        for (RegionState region : node.regions()) region(json, region, figures.ofRegion(region.region()));
        json.endArray();
        http(json, figures.ofNoRegion());
        mqtt(json, figures.ofNoRegion());
    }

    private static void faults(JsonOut json, List<Fault> faults) {
        json.array("faults");
        for (Fault fault : faults)
            json.object()
                    .field("code", fault.code().code)
                    .field("level", fault.code().level.name())
                    .field("detail", fault.detail())
                    .end();
        json.endArray();
    }

    private static void region(JsonOut json, RegionState region, Figures figures) {
        json.object()
                .field("region", region.region())
                .field("part", region.part().name());
        if (!region.owner().isEmpty()) json.field("owner", region.owner());
        if (region.epoch() != 0) json.field("epoch", region.epoch());
        faults(json, region.faults());
        commands(json, figures);
        json.field("refused", figures.count("yizhan.refused")).field("events", figures.count("yizhan.events"));
        Durations.of(figures.timers("yizhan.command")).write(json, "latency");
        json.field("batchCommands", figures.count("yizhan.batch.commands"));
        Durations.of(figures.timers("yizhan.batch")).write(json, "batches");
        Durations.of(figures.timers("yizhan.journal.sync")).write(json, "syncs");
        if (region.part() == Part.OWNER) owned(json, figures);
        json.end();
    }

    private static void commands(JsonOut json, Figures figures) {
        json.array("commands");
        for (Timer timer : figures.timers("yizhan.command"))
            json.object()
                    .field("command", tag(timer, "command"))
                    .field("outcome", tag(timer, "outcome"))
                    .field("count", timer.count())
                    .end();
        json.endArray();
    }

    /** What there is only where the writer is. */
    private static void owned(JsonOut json, Figures figures) {
        long seq = (long) figures.gauge("yizhan.journal.seq");
        long lagEvents = (long) figures.gauge("yizhan.writebehind.lag.events");
        json.field("queue", (long) figures.gauge("yizhan.queue"))
                .field("load", figures.gauge("yizhan.writer.load"))
                .object("journal")
                .field("seq", seq)
                .field("bytes", (long) figures.gauge("yizhan.journal.bytes"))
                .end()
                .object("rows")
                .field("seq", Math.max(0, seq - lagEvents))
                .field("lagEvents", lagEvents)
                .field("lagMs", Math.round(figures.gauge("yizhan.writebehind.lag.seconds") * 1_000))
                .field("statements", figures.count("yizhan.writebehind.statements"))
                .field("rows", figures.count("yizhan.writebehind.rows"))
                .field("retries", figures.count("yizhan.writebehind.retries"))
                .end();
    }

    private static void http(JsonOut json, Figures figures) {
        List<Timer> requests = figures.timers("yizhan.http.requests");
        json.object("http")
                .field("connections", (long) figures.gauge("yizhan.http.connections"))
                .field("liveStreams", (long) figures.gauge("yizhan.http.live.streams"))
                .field("memberStreams", (long) figures.gauge("yizhan.http.live.member.streams"))
                .field("untakenBytes", (long) figures.gauge("yizhan.http.untaken.bytes"))
                .field("unfinishedBytes", (long) figures.gauge("yizhan.http.unfinished.bytes"));
        Durations.of(requests).write(json, "latency");
        json.array("statuses");
        byStatus(requests)
                .forEach((status, count) -> json.object()
                        .field("status", Integer.parseInt(status))
                        .field("count", count)
                        .end());
        json.endArray().end();
    }

    private static Map<String, Long> byStatus(List<Timer> requests) {
        Map<String, Long> statuses = new TreeMap<>();
        for (Timer timer : requests)
            if (timer.count() > 0) statuses.merge(tag(timer, "status"), timer.count(), Long::sum);
        return statuses;
    }

    private static void mqtt(JsonOut json, Figures figures) {
        if (!figures.has("yizhan.mqtt.connections")) return;
        json.object("mqtt")
                .field("connections", (long) figures.gauge("yizhan.mqtt.connections"))
                .field("subscriptions", (long) figures.gauge("yizhan.mqtt.subscriptions"))
                .end();
    }

    private static String tag(Timer timer, String name) {
        return Objects.requireNonNull(timer.getId().getTag(name));
    }
}
