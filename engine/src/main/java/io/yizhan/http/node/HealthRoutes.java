package io.yizhan.http.node;

import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.time.Pulse;
import java.util.ArrayList;
import java.util.List;

/** How this node is: for whoever restarts it, or sends it requests. */
public final class HealthRoutes {
    /** Nobody waits for an answer for so long. */
    private static final long STILL_MS_MAX = 2_000;
    /** From then on it is taken for a defect that only another process mends. */
    private static final long STUCK_MS_MIN = 10_000;

    private final Health health;
    private final Pulse pulse;

    /** @param pulse of the event loops that serve: this one moves, or it would not answer; another one may not */
    public HealthRoutes(Health health, Pulse pulse) {
        this.health = health;
        this.pulse = pulse;
    }

    public void live(Exchange exchange) {
        boolean stuck = pulse.stillMs() >= STUCK_MS_MIN;
        exchange.personal(
                stuck ? 503 : 200,
                exchange.json(32)
                        .object()
                        .field("status", (stuck ? Health.Status.DOWN : Health.Status.UP).name())
                        .end());
    }

    public void ready(Exchange exchange) {
        List<Health.Part> parts = new ArrayList<>(health.parts());
        parts.add(eventLoops());
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

    private Health.Part eventLoops() {
        long stillMs = pulse.stillMs();
        return stillMs < STILL_MS_MAX
                ? new Health.Part("event loops", Health.Status.UP, "")
                : new Health.Part(
                        "event loops", Health.Status.DOWN, "one has stood still for " + stillMs / 1_000 + " s");
    }
}
