package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.sequencer.Caller;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Members who listen for what becomes of their reservations, in a town where it is 10:00. What its tests have in common. */
@HearsErrors
class MeListening {
    static final String PATH = "/v1/me/live";
    static final String COURT = "s-1-b1.20261121T1800";
    static final String GYM = "s-1-gym.20261121T1300";
    static final String WAIT = "{\"slots\":[\"" + COURT + "\"],\"onFull\":\"waitlist\"}";
    private static final Pattern EVENT = Pattern.compile("event: reservation\ndata: (.*)\n");

    HttpEngine engine;
    HttpClient client;

    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(adjust);
    }

    static EdgeOptions oftenAlive(EdgeOptions options) {
        return options.withLimits(options.limits().withStreams(1_000, 1));
    }

    @BeforeEach
    void start() {
        engine = engine(MeListening::oftenAlive);
        client = engine.client;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    LiveReader open(String subject, String... headers) throws IOException {
        return openWith(client.bearer(subject), headers);
    }

    LiveReader openWith(String bearer, String... headers) throws IOException {
        String all = "Authorization: " + bearer + "\r\n" + String.join("", headers);
        return new LiveReader(engine.port(), PATH, all).sees("\nid: ");
    }

    /** Up to which changes an id reaches, without the notification behind it. */
    static String changes(String id) {
        int seq = id.indexOf('-') + 1;
        int notice = id.indexOf('-', seq);
        return notice < 0 ? id : id.substring(0, notice);
    }

    static String after(String id) {
        return "Last-Event-ID: " + id + "\r\n";
    }

    static String id(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isLessThan(300);
        return answer.json().getString("id");
    }

    String cancel(String subject, String id) {
        return id(client.as(subject, "DELETE", "/v1/reservations/" + id));
    }

    static List<JsonObject> events(LiveReader reader) {
        return EVENT.matcher(reader.body())
                .results()
                .map(it -> new JsonObject(it.group(1)))
                .toList();
    }

    private static List<String> states(LiveReader reader) {
        return events(reader).stream()
                .map(it -> it.getString("id") + " " + it.getString("state"))
                .toList();
    }

    static void hears(LiveReader reader, String... states) {
        await().untilAsserted(() -> assertThat(states(reader)).containsExactly(states));
    }

    Answer close(String... venues) {
        String admin = "Bearer " + client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        String body = "{\"venues\":[\"" + String.join("\",\"", venues) + "\"],\"from\":\"2026-11-21T10:00:00+08:00\","
                + "\"to\":\"2026-11-23T00:00:00+08:00\",\"reason\":\"屋顶漏水\",\"reservations\":\"CANCEL\"}";
        return client.send(
                "POST", "/v1/admin/closures", body, "Authorization", admin, "Content-Type", "application/json");
    }

    /** Around the edge, which may be refusing. */
    long book(String subject, long key, long... slots) {
        Outcome placed = new Caller(engine.writerInbox())
                .call(new Command.PlaceReservation(subject, key, subject.hashCode(), slots, 1, false));
        assertThat(placed).isInstanceOf(Outcome.Placed.class);
        return ((Outcome.Placed) placed).reservation().id();
    }
}
