package io.yizhan.http.desk;

import io.micrometer.core.instrument.MeterRegistry;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.desk.EngineRoom.NodeState;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import java.lang.management.ManagementFactory;
import java.time.ZoneId;
import java.util.concurrent.Callable;

/**
 * {@code GET /v1/admin/engine}: the node that is asked, at work. All of it was counted already, for {@code /metrics}. To put it together takes
 * longer the more regions there are, so that is not done on the event loop. Of one event loop.
 */
public final class EngineRoute {
    private static final int BYTES = 8 * 1_024;
    private static final long STARTED_MS = ManagementFactory.getRuntimeMXBean().getStartTime();

    private final EngineRoom engine;
    private final MeterRegistry meters;

    public EngineRoute(EngineRoom engine, MeterRegistry meters) {
        this.engine = engine;
        this.meters = meters;
    }

    public void handle(Exchange exchange, Principal caller) {
        long nowMs = exchange.nowMs();
        ZoneId zone = exchange.zone();
        Callable<JsonOut> telling = () -> told(nowMs, zone);
        exchange.loop()
                .vertx
                .executeBlocking(telling, false)
                .onComplete(told -> exchange.guarded(it -> exchange.personal(200, it), told), exchange::failed);
    }

    private JsonOut told(long nowMs, ZoneId zone) {
        NodeState node = engine.look();
        JsonOut json = new JsonOut(new TimeTexts(zone), BYTES).object();
        if (!node.id().isEmpty()) json.field("node", node.id());
        json.time("asOf", nowMs).time("startedAt", STARTED_MS);
        EngineJson.write(json, node, meters);
        return json.end();
    }
}
