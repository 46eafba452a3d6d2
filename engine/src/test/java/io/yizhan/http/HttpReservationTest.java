package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Refusal;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a member does, over real HTTP against the real core. */
@HearsErrors
class HttpReservationTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
    }

    @Test
    void reservesASlotAndShowsItTaken() {
        Answer placed = client.reserve("m-1", "{\"slots\":[\"s-1-b1.20261121T1800\"],\"party\":2}");

        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        assertThat(placed.json().getString("state")).isEqualTo("CONFIRMED");
        assertThat(placed.json().getInteger("party")).isEqualTo(2);
        assertThat(placed.json().getString("createdAt")).isEqualTo("2026-11-21T10:00:00+08:00");
        assertThat(placed.header("location"))
                .isEqualTo("/v1/reservations/" + placed.json().getString("id"));
        Answer slots = client.get("/v1/stations/s-1/slots?venue=s-1-b1");
        assertThat(slots.body()).contains("\"id\":\"s-1-b1.20261121T1800\"");
        assertThat(HttpClient.slot(slots, "s-1-b1.20261121T1800").getString("state"))
                .isEqualTo("FULL");
    }

    @Test
    void tellsWhereAndWhenAReservationIsAndUntilWhenItCanBeCancelled() {
        Answer placed = client.reserve("m-1", slots("s-1-gym.20261121T1900", "s-1-b1.20261121T1500"));
        String id = placed.json().getString("id");
        var cancelled = client.reserve("m-1", slots("s-2-b1.20261121T1200")).json();
        client.send(
                "DELETE", "/v1/reservations/" + cancelled.getString("id"), "", "Authorization", client.bearer("m-1"));

        assertThat(placed.json().getString("stationId")).isEqualTo("s-1");
        assertThat(placed.json().getString("start")).isEqualTo("2026-11-21T15:00:00+08:00");
        assertThat(placed.json().getString("end")).isEqualTo("2026-11-21T20:00:00+08:00");
        assertThat(placed.json().getString("cancelUntil")).isEqualTo("2026-11-21T14:00:00+08:00");
        assertThat(placed.json().getJsonArray("items").encode())
                .isEqualTo("[{\"slot\":\"s-1-gym.20261121T1900\",\"venueId\":\"s-1-gym\","
                        + "\"start\":\"2026-11-21T19:00:00+08:00\",\"end\":\"2026-11-21T20:00:00+08:00\"},"
                        + "{\"slot\":\"s-1-b1.20261121T1500\",\"venueId\":\"s-1-b1\","
                        + "\"start\":\"2026-11-21T15:00:00+08:00\",\"end\":\"2026-11-21T16:00:00+08:00\"}]");
        var one = client.getAs("m-1", "/v1/reservations/" + id).json();
        one.remove("pass");
        assertThat(one).isEqualTo(placed.json());
        var mine = client.getAs("m-1", "/v1/me/reservations").json().getJsonArray("reservations");
        assertThat(mine.getJsonObject(1)).isEqualTo(placed.json());
        assertThat(mine.getJsonObject(0).getString("state")).isEqualTo("CANCELLED");
        assertThat(mine.getJsonObject(0).getString("stationId")).isEqualTo("s-2");
        assertThat(mine.getJsonObject(0).getString("end")).isEqualTo("2026-11-21T13:00:00+08:00");
        assertThat(mine.getJsonObject(0).containsKey("cancelUntil")).isFalse();
    }

    @Test
    void givesTheFirstAnswerAgainForTheSameKey() {
        Answer first = client.reserve("m-1", "k", slots("s-1-b1.20261121T1800"));
        Answer again = client.reserve("m-1", "k", slots("s-1-b1.20261121T1800"));
        Answer other = client.reserve("m-1", "k", slots("s-1-b1.20261121T1900"));
        Answer otherMember = client.reserve("m-2", "k", slots("s-1-b2.20261121T1800"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("idempotency-replayed")).isEmpty();
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.header("idempotency-replayed")).isEqualTo("true");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(otherMember.status()).isEqualTo(201);
    }

    @Test
    void offersOtherSlotsWhereOneIsFull() {
        client.reserve("m-1", slots("s-1-b1.20261121T1800"));
        Answer full = client.reserve("m-2", slots("s-1-b1.20261121T1800"));

        assertThat(full.status()).isEqualTo(409);
        assertThat(full.code()).isEqualTo("slot-full");
        assertThat(full.json().getInteger("remaining")).isZero();
        assertThat(full.json().getInteger("waitlist")).isZero();
        assertThat(full.json().getJsonArray("alternatives"))
                .isEqualTo(JsonArray.of("s-1-b1.20261121T1900", "s-1-b1.20261121T1700", "s-1-b1.20261121T1600"));
    }

    @Test
    void offersOtherVenuesAndStationsWhereTheVenueIsFull() {
        for (int hour = 11; hour < 20; hour++) {
            client.reserve("full-" + hour, slots("s-1-b1.20261121T" + hour + "00"));
        }
        Answer full = client.reserve("m-2", slots("s-1-b1.20261121T1800"));

        assertThat(full.json().getJsonArray("alternatives"))
                .isEqualTo(JsonArray.of("s-1-b2.20261121T1800", "s-2-b1.20261121T1800"));
    }

    /** A court is one place, whatever the party's size. */
    @Test
    void offersACourtToAPartyOfAnySize() {
        client.reserve("m-1", slots("s-1-b1.20261121T1800"));
        Answer full = client.reserve("m-2", "{\"slots\":[\"s-1-b1.20261121T1800\"],\"party\":4}");

        assertThat(full.code()).isEqualTo("slot-full");
        assertThat(full.body()).contains("\"alternatives\":[\"s-1-b1.20261121T1900\"");
    }

    @Test
    void tellsWhyASlotCanNotBeHad() {
        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T0900")).code()).isEqualTo("slot-past");
        assertThat(client.reserve("m-1", slots("s-3-gym.20261121T1200")).code()).isEqualTo("slot-closed");
        Answer early = client.reserve("m-1", slots("s-1-b1.20261123T0900"));
        assertThat(early.code()).isEqualTo("slot-not-released");
        assertThat(early.json().getString("releasesAt")).isEqualTo("2026-11-22T12:00:00+08:00");
        for (String unknown : new String[] {"nonsense", "s-1-b1.20261121T1830", "s-9-b1.20261121T1800"}) {
            Answer answer = client.reserve("m-1", slots(unknown));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.code()).isEqualTo("slot-unknown");
            assertThat(answer.json().getString("slot")).isEqualTo(unknown);
        }
        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T1800", "s-2-b1.20261121T1900"))
                        .code())
                .isEqualTo("several-stations");
    }

    @Test
    void tellsAMemberOfTheirOwnReservationsInTheWay() {
        String mine =
                client.reserve("m-1", slots("s-1-gym.20261121T1300")).json().getString("id");
        Answer same = client.reserve("m-1", slots("s-1-gym.20261121T1300"));
        Answer overlapping = client.reserve("m-1", slots("s-1-b1.20261121T1300"));

        assertThat(same.code()).isEqualTo("already-reserved");
        assertThat(same.json().getString("reservationId")).isEqualTo(mine);
        assertThat(overlapping.code()).isEqualTo("overlaps-own-reservation");
        assertThat(overlapping.json().getString("reservationId")).isEqualTo(mine);
        for (int hour = 14; hour < 17; hour++) client.reserve("m-1", slots("s-1-gym.20261121T" + hour + "00"));
        Answer quota = client.reserve("m-1", slots("s-1-gym.20261121T1700"));
        assertThat(quota.code()).isEqualTo("quota-exceeded");
        assertThat(quota.json().getInteger("limit")).isEqualTo(4);
        assertThat(quota.json().getInteger("current")).isEqualTo(4);
        assertThat(quota.json().getString("freesAt")).isEqualTo("2026-11-21T14:00:00+08:00");
    }

    @Test
    void tellsWhatWouldBecomeOfARequestAndChangesNothing() {
        limitGymToOneAWeek();
        client.reserve("m-1", slots("s-1-b1.20261121T1800"));
        long events = engine.journal.lastSeq();

        Answer would = preview("s-1-gym.20261121T1400");
        assertThat(would.status()).as(would.body()).isEqualTo(200);
        assertThat(would.json().getString("would")).isEqualTo("CONFIRMED");
        assertThat(would.json().getString("cancelUntil")).isEqualTo("2026-11-21T13:00:00+08:00");
        assertThat(would.json().getJsonArray("quotas").encode())
                .isEqualTo("[{\"rule\":\"ACTIVE_RESERVATIONS\",\"limit\":4,\"current\":1,"
                        + "\"freesAt\":\"2026-11-21T19:00:00+08:00\"},"
                        + "{\"rule\":\"RESERVATIONS_A_WEEK\",\"kind\":\"GYM\",\"limit\":1,\"current\":0},"
                        + "{\"rule\":\"REMEMBERED_RESERVATIONS\",\"limit\":500,\"current\":1}]");
        assertThat(preview("s-1-b1.20261121T1800").code()).isEqualTo("already-reserved");
        assertThat(preview("s-1-b2.20261121T1800").code()).isEqualTo("overlaps-own-reservation");
        assertThat(preview("s-1-gym.20261121T0000").code()).isEqualTo("slot-unknown");
        assertThat(engine.journal.lastSeq()).isEqualTo(events);

        assertThat(client.reserve("m-1", slots("s-1-gym.20261121T1400")).status())
                .isEqualTo(201);
        Answer quota = preview("s-1-gym.20261121T1500");
        assertThat(quota.code()).isEqualTo("quota-exceeded");
        assertThat(quota.json().getString("rule")).isEqualTo("RESERVATIONS_A_WEEK");
    }

    private Answer preview(String slot) {
        return client.reserve("m-1", "{\"slots\":[\"" + slot + "\"],\"mode\":\"preview\"}");
    }

    private void limitGymToOneAWeek() {
        VenueTerms gym = new VenueTerms(1, "GYM", false, HttpTown.POLICY.terms().with(Term.WEEKLY_MAX, 1));
        int gymNo = engine.directory.venueNo("s-1-gym");
        engine.tell(new VenueCommand.DefineVenue(gymNo, gym));
    }

    @Test
    void tellsAMemberHowMuchOfEachLimitIsUsed() {
        limitGymToOneAWeek();
        String token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
        assertThat(client.send("GET", "/v1/me/standing", "", "Authorization", "Bearer " + token)
                        .json()
                        .encode())
                .isEqualTo("{\"quotas\":[{\"rule\":\"ACTIVE_RESERVATIONS\",\"limit\":4,\"current\":0},"
                        + "{\"rule\":\"RESERVATIONS_A_WEEK\",\"kind\":\"GYM\",\"limit\":1,\"current\":0},"
                        + "{\"rule\":\"REMEMBERED_RESERVATIONS\",\"limit\":500,\"current\":0}],\"strikes\":[]}");
        client.reserve("m-1", slots("s-1-gym.20261121T1400"));
        client.reserve("m-2", slots("s-1-gym.20261121T1400"));

        JsonArray quotas = client.send("GET", "/v1/me/standing", "", "Authorization", "Bearer " + token)
                .json()
                .getJsonArray("quotas");
        for (int i = 0; i < quotas.size(); i++)
            assertThat(quotas.getJsonObject(i).getInteger("current")).isEqualTo(1);
    }

    @Test
    void countsTheWeekThatItIsByTheCitysClock() {
        limitGymToOneAWeek();
        client.reserve("m-1", slots("s-1-gym.20261121T1400"));
        assertThat(usedOfTheWeek()).isEqualTo(1);

        // Monday, 01:00; by UTC it is still Sunday.
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(39));
        assertThat(usedOfTheWeek()).isZero();
    }

    private int usedOfTheWeek() {
        String token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
        JsonObject week = client.send("GET", "/v1/me/standing", "", "Authorization", "Bearer " + token)
                .json()
                .getJsonArray("quotas")
                .getJsonObject(1);
        assertThat(week.getString("rule")).isEqualTo("RESERVATIONS_A_WEEK");
        return week.getInteger("current");
    }

    @Test
    void refusesOneMoreAWeekThanThePolicySaysAndTellsWhatWouldHelp() {
        limitGymToOneAWeek();
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(3));
        client.reserve("m-1", slots("s-1-gym.20261121T1400"));

        Answer another = client.reserve("m-1", slots("s-1-gym.20261122T1400"));
        assertThat(another.status()).isEqualTo(409);
        assertThat(another.code()).isEqualTo("quota-exceeded");
        assertThat(another.json().getString("rule")).isEqualTo("RESERVATIONS_A_WEEK");
        assertThat(another.json().getInteger("limit")).isEqualTo(1);
        assertThat(another.json().containsKey("freesAt")).isFalse();
        assertThat(another.json().getString("detail")).contains("每周最多 1 个");

        engine.nowMs.addAndGet(TimeUnit.DAYS.toMillis(1));
        String token = client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\"}");
        Answer nextWeek = client.send(
                "POST",
                "/v1/reservations",
                slots("s-1-gym.20261123T1400"),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json",
                "Idempotency-Key",
                "monday");
        assertThat(nextWeek.status()).as(nextWeek.body()).isEqualTo(201);
    }

    /** One request may not have what two would not get. */
    @Test
    void refusesCourtsAtOneTimeInOneRequest() {
        Answer several = client.reserve("m-1", slots("s-1-b1.20261121T1300", "s-1-b2.20261121T1300"));

        assertThat(several.status()).isEqualTo(409);
        assertThat(several.code()).isEqualTo("overlaps-own-reservation");
        assertThat(several.json().getString("slot")).isEqualTo("s-1-b1.20261121T1300");
        assertThat(several.json().getString("otherSlot")).isEqualTo("s-1-b2.20261121T1300");
        assertThat(client.reserve("m-1", slots("s-1-b1.20261121T1300", "s-1-b2.20261121T1400"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void confirmsAHoldInTimeAndNotLater() {
        String hold = "{\"slots\":[\"%s\"],\"mode\":\"hold\"}";
        Answer held = client.reserve("m-1", hold.formatted("s-1-b1.20261121T1800"));
        assertThat(held.json().getString("state")).isEqualTo("HELD");
        assertThat(held.json().getString("holdExpiresAt")).isEqualTo("2026-11-21T10:02:00+08:00");
        String path = "/v1/reservations/" + held.json().getString("id");

        Answer confirmed = client.as("m-1", "POST", path + "/confirm");
        assertThat(confirmed.json().getString("state")).isEqualTo("CONFIRMED");
        assertThat(confirmed.body()).doesNotContain("holdExpiresAt");

        Answer late = client.reserve("m-2", hold.formatted("s-1-b2.20261121T1800"));
        engine.nowMs.addAndGet(180_000);
        Answer lapsed =
                client.as("m-2", "POST", "/v1/reservations/" + late.json().getString("id") + "/confirm");
        assertThat(lapsed.status()).isEqualTo(409);
        assertThat(lapsed.code()).isEqualTo("hold-expired");
    }

    @Test
    void cancelsAndCancelsAgainUntilItIsTooLate() {
        String path = "/v1/reservations/"
                + client.reserve("m-1", slots("s-1-b1.20261121T1800")).json().getString("id");
        Answer cancelled = client.as("m-1", "DELETE", path);
        assertThat(cancelled.status()).isEqualTo(200);
        assertThat(cancelled.json().getString("state")).isEqualTo("CANCELLED");
        assertThat(client.as("m-1", "DELETE", path).body()).isEqualTo(cancelled.body());

        String soon = "/v1/reservations/"
                + client.reserve("m-1", slots("s-1-b1.20261121T1100")).json().getString("id");
        engine.nowMs.addAndGet(1_000);
        Answer late = client.as("m-1", "DELETE", soon);
        assertThat(late.code()).isEqualTo("cancellation-closed");
        assertThat(late.json().getString("closedAt")).isEqualTo("2026-11-21T10:00:00+08:00");
    }

    @Test
    void keepsReservationsFromOtherPeople() {
        String path = "/v1/reservations/"
                + client.reserve("m-1", slots("s-1-b1.20261121T1800")).json().getString("id");

        for (Answer answer : new Answer[] {
            client.getAs("m-2", path),
            client.getAs("m-2", path + ".ics"),
            client.as("m-2", "DELETE", path),
            client.as("m-2", "POST", path + "/confirm"),
            client.getAs("m-1", "/v1/reservations/r-zzzzzzz"),
            client.getAs("m-1", "/v1/reservations/nonsense")
        }) {
            assertThat(answer.status()).as(answer.path()).isEqualTo(404);
            assertThat(answer.code()).isEqualTo("reservation-unknown");
        }
        assertThat(client.getAs("m-1", path).status()).isEqualTo(200);
    }

    @Test
    void listsMineNewestFirstPageByPage() {
        for (int hour = 12; hour < 15; hour++) client.reserve("m-1", slots("s-1-gym.20261121T" + hour + "00"));
        client.reserve("m-2", slots("s-1-gym.20261121T1200"));

        Answer first = client.getAs("m-1", "/v1/me/reservations?limit=2");
        Answer rest = client.getAs(
                "m-1", "/v1/me/reservations?limit=2&after=" + first.json().getString("next"));
        assertThat(first.json().getJsonArray("reservations").size()).isEqualTo(2);
        assertThat(first.json().getJsonArray("reservations").getJsonObject(0).encode())
                .contains("s-1-gym.20261121T1400");
        assertThat(rest.json().getJsonArray("reservations").size()).isEqualTo(1);
        assertThat(rest.json().containsKey("next")).isFalse();
        assertThat(client.getAs("m-1", "/v1/me/reservations?state=CANCELLED,EXPIRED")
                        .json()
                        .getJsonArray("reservations")
                        .isEmpty())
                .isTrue();
        assertThat(client.getAs("m-1", "/v1/me/reservations?from=2026-11-21T14:30:00%2B08:00")
                        .json()
                        .getJsonArray("reservations")
                        .size())
                .isEqualTo(1);
        for (String wrong :
                new String[] {"state=GONE", "limit=0", "limit=101", "after=x", "from=today", "limit=1&limit=2"}) {
            Answer answer = client.getAs("m-1", "/v1/me/reservations?" + wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(400);
            assertThat(answer.code()).isEqualTo("parameter-invalid");
        }
    }

    @Test
    void givesAReservationAsACalendar() {
        String id = client.reserve("m-1", slots("s-1-b1.20261121T1800", "s-1-b1.20261121T1900"))
                .json()
                .getString("id");
        Answer calendar = client.getAs("m-1", "/v1/reservations/" + id + ".ics");

        assertThat(calendar.header("content-type")).startsWith("text/calendar");
        assertThat(calendar.body())
                .contains("BEGIN:VCALENDAR\r\n", "DTSTART:20261121T100000Z", "DTEND:20261121T110000Z")
                .contains("DTSTART:20261121T110000Z", "STATUS:CONFIRMED", "UID:" + id + "-1@town.yizhan");
    }

    @Test
    void saysWhenToComeBackWhereItCanNotServe() {
        engine.refusing.set(new Refusal.Overloaded(1_500));
        Answer overloaded = client.reserve("m-1", slots("s-1-b1.20261121T1800"));
        assertThat(overloaded.status()).isEqualTo(503);
        assertThat(overloaded.code()).isEqualTo("overloaded");
        assertThat(overloaded.header("retry-after")).isEqualTo("2");

        engine.refusing.set(null);
        engine.journal.failure = new IOException("disk full");
        Answer stopped = client.reserve("m-1", slots("s-1-b1.20261121T1800"));
        assertThat(stopped.status()).isEqualTo(503);
        assertThat(stopped.code()).isEqualTo("region-stopped");
        assertThat(stopped.header("retry-after")).isEqualTo("5");
        assertThat(stopped.body()).doesNotContain("disk");
    }

    @Test
    void countsGateEventsOnce() {
        String gate = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
        String station = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"box\",\"stations\":[\"s-1\"]}");
        String foreign = "Bearer " + client.token("{\"roles\":[\"gate\"],\"subject\":\"s-2-g1\"}");
        String events = """
                {"boot":"b1","events":[{"seq":1,"at":"2026-11-21T09:59:00+08:00","direction":"IN","pass":"p"},
                {"seq":2,"at":"2026-11-21T09:59:30+08:00","direction":"IN"},
                {"seq":2,"at":"2026-11-21T09:59:31+08:00","direction":"OUT"}]}""";

        assertThat(gate("s-1-g1", gate, events).body())
                .isEqualTo("{\"through\":2,\"accepted\":2,\"duplicates\":1,\"missing\":[]}");
        assertThat(gate("s-1-g1", station, events).body())
                .isEqualTo("{\"through\":2,\"accepted\":0,\"duplicates\":3,\"missing\":[]}");
        assertThat(gate("s-1-g1", foreign, events).code()).isEqualTo("gate-foreign");
        assertThat(gate("nowhere", gate, events).code()).isEqualTo("gate-unknown");
        assertThat(gate("s-1-g1", client.bearer("m-1"), events).code()).isEqualTo("role-missing");
        Answer inside = client.get("/v1/stations/s-1/occupancy");
        assertThat(inside.json().getInteger("inside")).isEqualTo(2);
        assertThat(inside.json().getInteger("walkIn")).isEqualTo(38);
        assertThat(inside.json().getString("confidence")).isEqualTo("live");
        engine.nowMs.addAndGet(3_600_000);
        assertThat(client.get("/v1/stations/s-1/occupancy").json().getString("confidence"))
                .isEqualTo("stale");
    }

    private Answer gate(String gate, String bearer, String events) {
        return client.sendJson(bearer, "POST", "/v1/gates/" + gate + "/events", events);
    }
}
