package io.yizhan.telling;

import io.vertx.core.Vertx;
import io.yizhan.http.desk.Fault;
import io.yizhan.http.event.EventJson;
import io.yizhan.http.event.EventType;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.trail.EventTrail;
import io.yizhan.trail.TrailEvent;
import io.yizhan.webhook.Webhook;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.WebhookProgress;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the addresses of a region what happens there, while this node owns it. Each gets its events in order, one at a time: the next is sent
 * when it has taken the one before, and how far it is, is written in between. Whoever is killed between the two sends an event once more, under
 * the same id. One that hangs keeps nobody else waiting.
 */
final class WebhookSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);
    private static final int EVENTS_AT_ONCE = 100;
    /** Then it is another's turn, and it is looked whether this one is still there. */
    private static final long TURN_NS = TimeUnit.SECONDS.toNanos(20);

    private static final long FAULTS_EVERY_MS = TimeUnit.SECONDS.toMillis(30);

    private final RegionSources region;
    private final ServedRegion served;
    private final EventTrail trail;
    private final WebhookProgress progress;
    private final Pseudonyms pseudonyms;
    private final WebhookClient client;
    private final TellingMetrics metrics;
    private final InstantSource clock;
    private final Turns turns;
    private final ExecutorService each = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("webhook-", 0).factory());
    /** Addresses that are being told. */
    private final Set<Integer> busy = ConcurrentHashMap.newKeySet();

    private volatile List<Fault> faults = List.of();
    private long lookForFaultsAtMs;

    WebhookSender(
            Vertx vertx,
            RegionSources region,
            EventTrail trail,
            WebhookProgress progress,
            WebhookAddresses addresses,
            Pseudonyms pseudonyms,
            TellingMetrics metrics,
            InstantSource clock) {
        this.region = region;
        served = ServedRegion.of(region);
        this.trail = trail;
        this.progress = progress;
        this.pseudonyms = pseudonyms;
        this.metrics = metrics;
        this.clock = clock;
        client = new WebhookClient(vertx, addresses);
        turns = new Turns("webhooks", "webhooks of " + region.region() + " are not told for now", this::look);
    }

    void begin() {
        turns.begin();
    }

    /** What somebody is to look after, as far as it was known when it was looked for last. Any thread. */
    List<Fault> faults() {
        return faults;
    }

    private void look() throws SQLException, IOException {
        if (!isHere()) return;
        List<WebhookProgress.Due> due = progress.due(clock.millis());
        long lastSeq = due.isEmpty() ? 0 : trail.lastSeq(region.region());
        for (WebhookProgress.Due one : due) {
            Webhook webhook = one.webhook();
            boolean hasNews = webhook.afterSeq() < lastSeq || webhook.deadLetters() > 0;
            if (hasNews && busy.add(webhook.no())) each.execute(() -> tellSafely(one));
        }
        long nowMs = clock.millis();
        if (nowMs < lookForFaultsAtMs) return;
        faults = WebhookFaults.of(progress.troubled(nowMs - WebhookFaults.FAILING_MS), nowMs);
        lookForFaultsAtMs = nowMs + FAULTS_EVERY_MS;
    }

    private boolean isHere() {
        return region.whereabouts().get() instanceof Whereabouts.Here;
    }

    private void tellSafely(WebhookProgress.Due due) {
        try {
            resend(due);
            if (due.webhook().nextTryMs() <= clock.millis()) tell(due);
        } catch (IOException | SQLException away) {
            LOG.debug("{}", away.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException defect) {
            LOG.error("webhook {} of {} is not told", due.webhook().no(), region.region(), defect);
        } finally {
            busy.remove(due.webhook().no());
        }
    }

    private void tell(WebhookProgress.Due due) throws IOException, SQLException, InterruptedException {
        Webhook webhook = due.webhook();
        long epoch = region.feed().ownership().epoch();
        long after = webhook.afterSeq();
        long beganNs = System.nanoTime();
        while (isHere() && System.nanoTime() - beganNs < TURN_NS) {
            List<TrailEvent> events =
                    trail.after(region.region(), after, EVENTS_AT_ONCE).events();
            if (events.isEmpty()) return;
            long passed = after;
            for (TrailEvent event : events) {
                EventType type = EventType.ofKind(event.kind());
                if (type != null && webhook.wants(type.text)) {
                    String problem = send(due, type, event);
                    if (problem != null) {
                        if (passed != after && !progress.told(epoch, webhook.no(), after, passed, 0)) return;
                        refused(webhook, epoch, passed, event.seq(), problem, after == webhook.afterSeq());
                        return;
                    }
                    if (!progress.told(epoch, webhook.no(), after, event.seq(), 1)) return;
                    after = event.seq();
                }
                passed = event.seq();
            }
            if (passed != after && !progress.told(epoch, webhook.no(), after, passed, 0)) return;
            after = passed;
        }
    }

    /** @param first whether it is the event that was refused before, if any was */
    private void refused(Webhook webhook, long epoch, long after, long seq, String problem, boolean first)
            throws SQLException {
        metrics.webhookRefused();
        long nowMs = clock.millis();
        boolean again = first && webhook.failingSinceMs() != 0;
        if (again && nowMs - webhook.failingSinceMs() >= RetryPauses.GIVEN_UP_AFTER_MS) {
            metrics.webhookGivenUp();
            LOG.warn(
                    "webhook {} of {} has not taken event {} for three days: {}. It is given up, and can be sent again",
                    webhook.no(),
                    region.region(),
                    seq,
                    problem);
            progress.giveUp(epoch, webhook.no(), after, seq, nowMs, problem);
        } else {
            long pauseMs = RetryPauses.afterMs(again ? webhook.attempts() : 0);
            progress.refused(epoch, webhook.no(), after, nowMs, nowMs + pauseMs, problem);
        }
    }

    /** In their order; those behind one that is refused wait for the next time that somebody asks for it. */
    private void resend(WebhookProgress.Due due) throws IOException, SQLException, InterruptedException {
        if (due.webhook().deadLetters() == 0) return;
        int no = due.webhook().no();
        long epoch = region.feed().ownership().epoch();
        for (long seq : progress.toResend(no)) {
            List<TrailEvent> found = trail.after(region.region(), seq - 1, 1).events();
            EventType type =
                    found.isEmpty() ? null : EventType.ofKind(found.getFirst().kind());
            String problem = type == null ? null : send(due, type, found.getFirst());
            boolean ours =
                    problem == null ? progress.resent(epoch, no, seq) : progress.notResent(epoch, no, seq, problem);
            if (!ours || problem != null) return;
        }
    }

    private @Nullable String send(WebhookProgress.Due due, EventType type, TrailEvent event)
            throws InterruptedException {
        DirectoryIndex index = served.directories().of(region.directory().get());
        EventJson form =
                due.webhook().persons() ? EventJson.withPersons(index) : EventJson.withoutPersons(index, pseudonyms);
        JsonOut json = new JsonOut(new TimeTexts(index.directory.city().zone()), EventJson.BYTES);
        form.write(json, type, event);
        String id = "evt-" + region.region() + "-" + event.seq();
        String problem = client.send(
                due.webhook().url(), due.secret(), new WebhookClient.Message(id, json.bytes()), clock.millis() / 1_000);
        if (problem == null) metrics.webhookTaken();
        return problem;
    }

    @Override
    public void close() {
        turns.close();
        each.shutdownNow();
        client.close();
    }
}
