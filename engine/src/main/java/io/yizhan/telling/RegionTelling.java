package io.yizhan.telling;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.region.RegionSources;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.secret.KeyWrap;
import io.yizhan.trail.EventTrail;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.WebhookProgress;
import java.time.InstantSource;

/** All that goes out of one region by itself, while this node owns it. */
public final class RegionTelling implements AutoCloseable {
    private final WebhookSender webhooks;

    /**
     * What it stands on; for any thread.
     *
     * @param rows where it is written how far everybody was told
     * @param wrap how secrets of webhooks are kept
     * @param addresses where webhooks may go
     */
    public record Ground(
            Vertx vertx,
            PostgresUri rows,
            KeyWrap wrap,
            EventTrail trail,
            Pseudonyms pseudonyms,
            WebhookAddresses addresses,
            MeterRegistry meters,
            InstantSource clock) {}

    public RegionTelling(Ground ground, RegionSources region) {
        TellingMetrics metrics = new TellingMetrics(ground.meters, region.region());
        webhooks = new WebhookSender(
                ground.vertx,
                region,
                ground.trail,
                new WebhookProgress(ground.rows, ground.wrap, region.region()),
                ground.addresses,
                ground.pseudonyms,
                metrics,
                ground.clock);
    }

    public void begin() {
        webhooks.begin();
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
