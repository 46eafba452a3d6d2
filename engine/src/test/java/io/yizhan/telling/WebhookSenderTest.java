package io.yizhan.telling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.Fault;
import io.yizhan.http.event.EventJson;
import io.yizhan.http.event.EventType;
import io.yizhan.http.event.Pseudonyms;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.secret.KeyWrap;
import io.yizhan.town.LivelyTown;
import io.yizhan.trail.EventTrail;
import io.yizhan.trail.PostgresEventTrail;
import io.yizhan.trail.TrailEvent;
import io.yizhan.webhook.DeadLetter;
import io.yizhan.webhook.Networks;
import io.yizhan.webhook.PostgresWebhooks;
import io.yizhan.webhook.Webhook;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.WebhookProgress;
import io.yizhan.webhook.WebhookSecret;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Addresses that are told of a town's events, by real HTTP and from a real database. */
@Tag("server")
class WebhookSenderTest {
    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[32]);
    private static final long DAY_MS = Duration.ofDays(1).toMillis();
    private ToldTown town;
    private EventTrail trail;
    private PostgresWebhooks webhooks;
    private WebhookSender sender;
    private int port;

    /** What was sent, whatever became of it. */
    private final List<JsonObject> sent = new CopyOnWriteArrayList<>();

    private final List<JsonObject> taken = new CopyOnWriteArrayList<>();
    private final List<String> ids = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusing = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        town = new ToldTown();
        trail = new PostgresEventTrail(town.uri);
        webhooks = new PostgresWebhooks(town.uri, KeyWrap.NONE);
        port = town.vertx
                .createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
        begin();
    }

    private void begin() {
        sender = new WebhookSender(
                town.vertx,
                town.region,
                trail,
                new WebhookProgress(town.uri, KeyWrap.NONE, LivelyTown.ID),
                new WebhookAddresses(Networks.of(List.of("127.0.0.0/8"))),
                PSEUDONYMS,
                new TellingMetrics(town.meters, LivelyTown.ID, town.clock),
                town.clock);
        sender.begin();
    }

    @AfterEach
    void stop() {
        sender.close();
        town.close();
    }

    private void answer(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            JsonObject event = body.toJsonObject();
            if (request.path().equals("/hang")) return;
            sent.add(event);
            boolean refused = refusing.get() != 0 && refusing.getAndDecrement() != 0;
            if (!refused) {
                taken.add(event);
                ids.add(request.getHeader("webhook-id"));
            }
            request.response().setStatusCode(refused ? 503 : 200).end();
        });
    }

    private int create(String path, String... types) throws IOException {
        int no = webhooks.nextNo(LivelyTown.ID);
        Webhook webhook = new Webhook(
                no, "http://127.0.0.1:" + port + path, Set.of(types), false, "a-1", 0, 0, 0, 0, 0, 0, "", 0);
        webhooks.create(LivelyTown.ID, webhook, WebhookSecret.generate().key());
        return no;
    }

    private List<DeadLetter> dead(int no) throws IOException {
        return Objects.requireNonNull(webhooks.deadLetters(LivelyTown.ID, no, 10));
    }

    /** What {@code GET /v1/events} tells. */
    private List<JsonObject> events(String... types) throws IOException {
        return eventsBehind(0, types);
    }

    private List<JsonObject> eventsBehind(long seq, String... types) throws IOException {
        DirectoryIndex index = new DirectoryIndex(town.region.directory().get());
        EventJson form = EventJson.withoutPersons(index, PSEUDONYMS);
        List<JsonObject> events = new ArrayList<>();
        long after = seq;
        while (true) {
            List<TrailEvent> page = trail.after(LivelyTown.ID, after, 1_000).events();
            if (page.isEmpty()) return events;
            for (TrailEvent each : page) {
                after = each.seq();
                EventType type = EventType.ofKind(each.kind());
                if (type == null || (types.length > 0 && !List.of(types).contains(type.text))) continue;
                JsonOut json = new JsonOut(new TimeTexts(LivelyTown.ZONE), EventJson.BYTES);
                form.write(json, type, each);
                events.add(json.done().toJsonObject());
            }
        }
    }

    private void awaitAll(String... types) throws IOException {
        int all = events(types).size();
        await().atMost(Duration.ofSeconds(60)).until(() -> taken.size() >= all);
    }

    @Test
    void tellsInOrderTheVeryItemsThatTheListHas() throws Exception {
        create("/hook", "reservation.placed", "reservation.cancelled", "reservation.no-show");
        town.live(300);
        awaitAll("reservation.placed", "reservation.cancelled", "reservation.no-show");
        assertThat(taken).isEqualTo(events("reservation.placed", "reservation.cancelled", "reservation.no-show"));
        assertThat(ids).doesNotHaveDuplicates().allMatch(it -> it.matches("evt-tt-[0-9]+"));
    }

    /** Where it was refused it waits, and nothing overtakes; the clock decides, and each time longer. */
    @Test
    void sendsAgainWhatWasRefusedAndNothingBeforeIt() throws Exception {
        refusing.set(2);
        int no = create("/hook", "reservation.placed");
        town.live(200);
        await().until(() -> sent.size() == 1);
        await().until(() -> webhooks.list(LivelyTown.ID).getFirst().attempts() == 1);
        Webhook waiting = webhooks.list(LivelyTown.ID).getFirst();
        assertThat(waiting.no()).isEqualTo(no);
        assertThat(waiting.problem()).isEqualTo("answered 503");
        assertThat(waiting.nextTryMs() - town.nowMs.get()).isEqualTo(5_000);
        town.nowMs.addAndGet(5_000);
        await().until(() -> webhooks.list(LivelyTown.ID).getFirst().attempts() == 2);
        assertThat(webhooks.list(LivelyTown.ID).getFirst().nextTryMs() - town.nowMs.get())
                .isEqualTo(30_000);
        assertThat(sent).hasSize(2);
        assertThat(sent.get(1)).isEqualTo(sent.get(0));
        town.nowMs.addAndGet(30_000);
        awaitAll("reservation.placed");
        assertThat(taken).isEqualTo(events("reservation.placed"));
    }

    /** After three days; what is behind it goes on, and it can be sent again. */
    @Test
    void givesUpWhatIsRefusedForThreeDaysAndSendsItAgainWhenAsked() throws Exception {
        int no = create("/hook", "reservation.placed");
        refusing.set(2);
        town.live(200);
        await().until(() -> webhooks.list(LivelyTown.ID).getFirst().attempts() == 1);
        town.nowMs.addAndGet(RetryPauses.GIVEN_UP_AFTER_MS);
        List<JsonObject> wanted = events("reservation.placed");
        await().until(() -> taken.size() == wanted.size() - 1);
        List<DeadLetter> dead = dead(no);
        assertThat(dead).hasSize(1);
        assertThat(dead.getFirst().seq()).isEqualTo(wanted.getFirst().getLong("seq"));
        assertThat(dead.getFirst().attempts()).isEqualTo(2);
        assertThat(webhooks.resend(LivelyTown.ID, no)).isEqualTo(1);
        await().until(() -> dead(no).isEmpty());
        assertThat(taken.getLast()).isEqualTo(wanted.getFirst());
    }

    /** The first refusal is nobody's trouble yet. */
    @Test
    void whoeverLooksAfterItHearsOfWhatTakesNothingAndOfWhatWasGivenUp() throws Exception {
        int no = create("/hook", "reservation.placed");
        refusing.set(1_000);
        town.live(200);
        await().until(() -> webhooks.list(LivelyTown.ID).getFirst().attempts() == 1);
        assertThat(sender.faults()).isEmpty();

        town.nowMs.addAndGet(Duration.ofMinutes(11).toMillis());
        await().until(() -> !sender.faults().isEmpty());
        Fault fault = sender.faults().getFirst();
        assertThat(fault.code()).isEqualTo(AlarmCode.WEBHOOK_FAILING);
        assertThat(fault.detail()).contains("webhook " + no, "/hook", "for 11 min", "answered 503");

        refusing.set(1);
        town.nowMs.addAndGet(RetryPauses.GIVEN_UP_AFTER_MS);
        await().until(() -> dead(no).size() == 1);
        town.nowMs.addAndGet(Duration.ofMinutes(1).toMillis());
        await().until(() ->
                sender.faults().size() == 1 && sender.faults().getFirst().code() == AlarmCode.WEBHOOK_GAVE_UP);
        assertThat(sender.faults().getFirst().detail()).contains("webhook " + no, "1 events");

        webhooks.resend(LivelyTown.ID, no);
        await().until(() -> dead(no).isEmpty());
        town.nowMs.addAndGet(Duration.ofMinutes(1).toMillis());
        await().until(() -> sender.faults().isEmpty());
    }

    @Test
    void oneThatHangsKeepsNobodyElseWaiting() throws Exception {
        create("/hang", "reservation.placed");
        create("/hook", "reservation.placed");
        town.live(100);
        awaitAll("reservation.placed");
        assertThat(taken).isEqualTo(events("reservation.placed"));
    }

    /** Whoever goes on knows how far it was; nothing is left out, and a repetition has the same id. */
    @Test
    void anotherOwnerGoesOnWhereTheFormerOneWas() throws Exception {
        create("/hook");
        town.live(100);
        await().until(() -> taken.size() > 20);
        sender.close();
        town.own();
        town.live(100);
        begin();
        int all = events().size();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> taken.stream().distinct().count() >= all);
        assertThat(taken.stream().distinct().toList()).isEqualTo(events());
        assertThat(taken.size()).isLessThanOrEqualTo(all + 1);
    }

    /** By the list, behind the last that it has; and by what is sent to it, which has waited. */
    @Test
    void whoWasAwayForADayIsCompleteAgain() throws Exception {
        create("/hook");
        town.live(50);
        int before = events().size();
        await().until(() -> taken.size() == before);
        refusing.set(Integer.MAX_VALUE);
        long beganMs = town.town.events.getLast().atMs();
        int steps = 0;
        while (town.town.events.getLast().atMs() - beganMs < DAY_MS) {
            town.live(50);
            steps += 50;
        }
        town.nowMs.addAndGet(DAY_MS);
        await().until(() -> sent.size() > before);

        List<JsonObject> complete = new ArrayList<>(taken);
        complete.addAll(eventsBehind(taken.getLast().getLong("seq")));
        assertThat(complete).as("%d steps", steps).isEqualTo(events()).hasSizeGreaterThan(before + 50);

        refusing.set(0);
        town.nowMs.addAndGet(DAY_MS);
        awaitAll();
        assertThat(taken).isEqualTo(events());
    }

    /** Its own epoch is over: it may send one more, and writes nothing. */
    @Test
    void whoHasLostTheRegionWritesNothing() throws Exception {
        town.live(100);
        WebhookProgress progress = new WebhookProgress(town.uri, KeyWrap.NONE, LivelyTown.ID);
        int no = create("/nowhere", "member.erased");
        long epoch = town.region.feed().ownership().epoch();
        assertThat(progress.told(epoch - 1, no, 0, 5, 1)).isFalse();
        assertThat(progress.refused(epoch - 1, no, 0, 1, 2, "x")).isFalse();
        assertThat(progress.giveUp(epoch - 1, no, 0, 5, 1, "x")).isFalse();
        assertThat(dead(no)).isEmpty();
    }
}
