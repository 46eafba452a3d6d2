package io.yizhan.http.node;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import java.util.List;
import java.util.function.Supplier;

/** How this node is: for whoever restarts it, sends it requests, or watches it. */
public final class HealthRoutes {
    private static final CharSequence PROMETHEUS = new AsciiString("text/plain; version=0.0.4; charset=utf-8");

    private final Health health;
    private final Supplier<String> metricsText;

    /** @param metricsText may take its time, so it is not called on an event loop */
    public HealthRoutes(Health health, Supplier<String> metricsText) {
        this.health = health;
        this.metricsText = metricsText;
    }

    public void live(Exchange exchange) {
        exchange.personal(200, exchange.json(32).object().field("status", "UP").end());
    }

    public void ready(Exchange exchange) {
        List<Health.Part> parts = health.parts();
        Health.Status worst = Health.Status.UP;
        for (Health.Part part : parts) if (part.status().compareTo(worst) > 0) worst = part.status();
        JsonOut json = exchange.json(256).object().field("status", worst.name()).array("parts");
        for (Health.Part part : parts) {
            json.object()
                    .field("name", part.name())
                    .field("status", part.status().name())
                    .field("detail", part.detail())
                    .end();
        }
        exchange.personal(
                worst == Health.Status.DOWN ? 503 : 200, json.endArray().end());
    }

    public void metrics(Exchange exchange) {
        exchange.loop()
                .vertx
                .executeBlocking(() -> Buffer.buffer(metricsText.get()))
                .onComplete(text -> exchange.guarded(it -> exchange.send(200, PROMETHEUS, it), text), exchange::failed);
    }
}
