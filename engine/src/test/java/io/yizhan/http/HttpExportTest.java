package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Arrival;
import io.yizhan.core.Invitation;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.fitness.EmployerConsents;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.member.MemberCompanionship;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All that is known of a member, over real HTTP. It is 10:00 on 21 November 2026; what the rows know is put there. */
@HearsErrors
class HttpExportTest {
    private static final String EXPORT = "/v1/me/export";
    private static final String REASON = "{\"reason\":\"器械检修 Repairs\"}";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;
    private String token;

    @BeforeEach
    void start() {
        engine = new HttpEngine(Rules.DEFAULT);
        client = engine.client;
        token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
    }

    private Answer mine(String query) {
        return client.sendJson("Bearer " + token, "GET", EXPORT + query, "", "Accept-Language", "en");
    }

    private JsonObject export(String query) {
        Answer answer = mine(query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    private static List<String> ids(JsonObject answer) {
        return answer.getJsonArray("reservations").stream()
                .map(it -> ((JsonObject) it).getString("id"))
                .toList();
    }

    /** A visit of last year, at a place that is still there. */
    private void longAgo(long id, ReservationState state, Reservation.@Nullable Loss loss) {
        int startMin = (int) (HttpEngine.START_MS / 60_000) - 365 * 1_440;
        long[] slots = {SlotKey.of(engine.directory.venueNo("s-1-gym"), startMin)};
        long atMs = startMin * 60_000L;
        int stationNo = engine.directory.stationNo("s-1");
        Arrival arrival = new Arrival(0, 0, state == ReservationState.COMPLETED ? atMs : 0, false);
        Reservation reservation = new Reservation(
                id, "m-1", state, slots, 1, 0, 0, atMs - 1, atMs + 3_600_000, stationNo, startMin, arrival, loss);
        engine.members.history.put(id, reservation);
    }

    @Test
    void hasWhatIsBookedAndWhatLongWas() {
        longAgo(3, ReservationState.COMPLETED, null);
        longAgo(4, ReservationState.CANCELLED, new Reservation.OfPlace(true, "漏水"));
        client.reserve("m-2", slots("s-1-gym.20261121T1800"));
        String booked =
                client.reserve("m-1", slots("s-1-gym.20261121T1800")).json().getString("id");
        String operator = client.token("{\"roles\":[\"operator\"],\"subject\":\"o-1\",\"stations\":[\"s-1\"]}");
        client.sendJson("Bearer " + operator, "POST", "/v1/admin/reservations/" + booked + "/cancellation", REASON);

        JsonObject all = export("");
        assertThat(all.getString("subject")).isEqualTo("m-1");
        assertThat(all.getString("region")).isEqualTo("town");
        assertThat(all.getString("asOf")).isEqualTo("2026-11-21T10:00:00+08:00");
        assertThat(ids(all)).containsExactly("r-4", "r-3");
        assertThat(all.getJsonArray("reservations").encode())
                .contains("\"by\":\"closure\",\"reason\":\"漏水\"", "\"checkedInAt\":\"2025-11-21T10:00:00+08:00\"");
        assertThat(all.getJsonArray("acts").encode())
                .isEqualTo("[{\"at\":\"2026-11-21T10:00:00+08:00\",\"act\":\"CANCEL_RESERVATION\",\"reservationId\":\""
                        + booked + "\",\"reason\":\"器械检修 Repairs\",\"before\":\"CONFIRMED\",\"after\":\"CANCELLED\"}]");
        assertThat(all.encode()).doesNotContain("o-1");
        assertThat(all.getJsonArray("strikes")).isEmpty();
        assertThat(mine("").header("content-disposition")).isEqualTo("attachment; filename=\"yizhan-town.json\"");

        var asked = Objects.requireNonNull(engine.members.asked);
        assertThat(asked.inBooks()).containsExactly(ReservationIds.parse(booked));
        assertThat(engine.rowsWanted).isEqualTo(engine.feed.seq());
    }

    @Test
    void hasWhereItsMemberCameAlong() {
        int startMin = (int) (HttpEngine.START_MS / 60_000);
        long[] slots = {SlotKey.of(engine.directory.venueNo("s-1-gym"), startMin)};
        engine.members.companionships.add(new MemberCompanionship(
                3, 2, Invitation.State.LEFT, engine.directory.stationNo("s-1"), slots, HttpEngine.START_MS - 2, 0));
        assertThat(export("").getJsonArray("companionships").encode())
                .startsWith("[{\"reservationId\":\"r-3\",\"number\":2,\"state\":\"LEFT\",\"stationId\":\"s-1\",")
                .contains("\"acceptedAt\":\"2026-11-21T09:59:59.998+08:00\"");
    }

    @Test
    void hasWhatItsMemberHasAgreedTo() throws IOException {
        engine.consents.give("sh", "m-1", new EmployerConsents.Consent("Erjian", HttpEngine.START_MS));
        JsonObject all = export("");
        assertThat(all.getJsonObject("employerConsent"))
                .isEqualTo(new JsonObject("{\"employer\":\"Erjian\",\"since\":\"2026-11-21T10:00:00+08:00\"}"));
    }

    @Test
    void goesPageByPage() {
        for (long id = 3; id <= 7; id++) longAgo(id, ReservationState.COMPLETED, null);
        JsonObject first = export("?limit=2");
        assertThat(ids(first)).containsExactly("r-7", "r-6");
        assertThat(first.getString("next")).isEqualTo("r-6");
        JsonObject last = export("?limit=3&after=r-6");
        assertThat(ids(last)).containsExactly("r-5", "r-4", "r-3");
        assertThat(last.containsKey("next")).isFalse();
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        assertThat(mine("?limit=501").code()).isEqualTo("parameter-invalid");
        assertThat(mine("?after=7").code()).isEqualTo("parameter-invalid");
        assertThat(client.get(EXPORT).status()).isEqualTo(401);
        String gate = client.token("{\"roles\":[\"gate\"],\"subject\":\"g-1\",\"stations\":[\"s-1\"]}");
        assertThat(client.sendJson("Bearer " + gate, "GET", EXPORT, "").status())
                .isEqualTo(403);
    }

    @Test
    void saysThatItCanNotBeReadForNow() {
        engine.members.away = new IOException("far behind");
        Answer away = mine("");
        assertThat(away.status()).isEqualTo(503);
        assertThat(away.code()).isEqualTo("export-unavailable");
        assertThat(away.header("retry-after")).isNotEmpty();
        engine.members.away = null;
        engine.audit.away = new IOException("no database");
        assertThat(mine("").code()).isEqualTo("export-unavailable");
    }

    @Test
    void leavesNothingOutWhereTheRowsHaveNotCome() {
        engine.rowsFollow = false;
        assertThat(mine("").code()).isEqualTo("export-unavailable");
        assertThat(engine.members.asked).isNull();
        engine.rowsFollow = true;
        assertThat(mine("").status()).isEqualTo(200);
    }

    @Test
    void holdsUpNobodyAndIsRefusedWhereTooManyAsk() {
        CountDownLatch go = new CountDownLatch(1);
        engine.members.whileLooking = () -> {
            try {
                go.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        };
        try {
            // Two event loops, of which each asks for two at once.
            List<CompletableFuture<Integer>> waiting = new ArrayList<>();
            for (int i = 0; i < 12; i++) waiting.add(CompletableFuture.supplyAsync(() -> mine("").status()));
            await().until(() -> waiting.stream().anyMatch(CompletableFuture::isDone));
            assertThat(client.get("/v1/stations").status()).isEqualTo(200);
            go.countDown();
            List<Integer> statuses =
                    waiting.stream().map(CompletableFuture::join).toList();
            assertThat(statuses).contains(503).containsOnly(200, 503);
        } finally {
            go.countDown();
        }
    }
}
