package io.yizhan.telling;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.http.desk.Fault;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.secret.KeyWrap;
import io.yizhan.trail.EventTrail;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.WebhookProgress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that goes out of one region by itself, while this node owns it. */
public final class RegionTelling implements AutoCloseable {
    private final RegionSources region;
    private final WebhookSender webhooks;
    private final Reminders reminders;
    private final NoticeRetention retention;
    /** Null where no letters are sent. */
    private final @Nullable LetterSender letters;

    /**
     * What it stands on; for any thread.
     *
     * @param rows where it is written how far everybody was told
     * @param wrap how secrets of webhooks are kept
     * @param addresses where webhooks may go
     * @param reminderMin how long before it begins members are reminded; 0 for not at all
     * @param smtp by whom letters are sent; null for nobody
     * @param from the address that letters are from
     */
    public record Ground(
            Vertx vertx,
            PostgresUri rows,
            KeyWrap wrap,
            EventTrail trail,
            Pseudonyms pseudonyms,
            WebhookAddresses addresses,
            int reminderMin,
            @Nullable SmtpServer smtp,
            String from,
            MeterRegistry meters,
            InstantSource clock) {}

    public RegionTelling(Ground ground, RegionSources region) {
        this.region = region;
        TellingMetrics metrics = new TellingMetrics(ground.meters, region.region(), ground.clock);
        webhooks = new WebhookSender(
                ground.vertx,
                region,
                ground.trail,
                new WebhookProgress(ground.rows, ground.wrap, region.region()),
                ground.addresses,
                ground.pseudonyms,
                metrics,
                ground.clock);
        reminders = new Reminders(region, ground.rows, ground.reminderMin, ground.clock);
        retention = new NoticeRetention(region, ground.rows, ground.clock);
        LetterRows rows = new LetterRows(ground.rows, region.region());
        SmtpServer smtp = ground.smtp;
        letters = smtp == null
                ? null
                : new LetterSender(ground.vertx, region, rows, smtp, ground.from, metrics, ground.clock);
    }

    public void begin() {
        webhooks.begin();
        reminders.begin();
        retention.begin();
        if (letters != null) letters.begin();
    }

    /** What somebody is to look after, of what this node sends while it owns the region. Any thread. */
    public List<Fault> faults() {
        if (!(region.whereabouts().get() instanceof Whereabouts.Here)) return List.of();
        List<Fault> faults = new ArrayList<>(webhooks.faults());
        if (letters != null) faults.addAll(letters.faults());
        return faults;
    }

    @Override
    public void close() {
        webhooks.close();
        reminders.close();
        retention.close();
        if (letters != null) letters.close();
    }
}
