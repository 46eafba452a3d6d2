package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Policy;
import io.yizhan.core.Rules;
import io.yizhan.core.Term;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.NightTown;
import io.yizhan.town.TestPolicies;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A night in which the clocks change, over real HTTP against the real core. It is 22:00 on the day before. A day's slots are released on the day before it, in
 * the middle of the hour that the clock skips or shows twice.
 */
@HearsErrors
@ParameterizedClass
@EnumSource
class HttpClockChangeTest {
    private static final int CANCEL_CUTOFF_MIN = 120;
    private static final int MINUTE_MS = 60_000;
    /** As far from the station as one can be. */
    private static final String ANTIPODES = "-58.5,-31.2";

    private static final int HALF_AROUND_THE_EARTH_M = 20_015_114;

    private final ClockChange change;

    @AutoClose
    private final HttpEngine engine;

    private final HttpClient client;

    HttpClockChangeTest(ClockChange change) {
        this.change = change;
        Policy release = TestPolicies.policy("p", 120, CANCEL_CUTOFF_MIN, 1, LocalTime.of(change.hour, 30));
        Policy policy = new Policy("p", release.terms().with(Term.CHECK_IN_BY_MS, 15 * MINUTE_MS), release.release());
        engine = new HttpEngine(
                NightTown.of(change.zone, policy, change.hour),
                change.ms(change.date.minusDays(1).atTime(22, 0)),
                Rules.DEFAULT.withActiveReservationsMax(50));
        client = engine.client;
    }

    private List<JsonObject> slotsOf(LocalDate date) {
        JsonObject page =
                client.get("/v1/stations/s-1/slots?venue=s-1-b1&date=" + date).json();
        assertThat(page.getString("date")).isEqualTo(date.toString());
        return objects(page.getJsonArray("venues").getJsonObject(0).getJsonArray("slots"));
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast).toList();
    }

    private static List<String> each(String field, List<JsonObject> objects) {
        return objects.stream().map(it -> it.getString(field)).toList();
    }

    private Answer booked(String member, String... slots) {
        Answer answer = client.reserve(member, slots(slots));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer;
    }

    @Test
    void showsEveryHourOfTheDayOnceInItsOwnOffset() {
        List<JsonObject> slots = slotsOf(change.date);
        List<String> hours = change.hours().stream().map(change::text).toList();
        assertThat(slots).hasSize(change.skips ? 23 : 25);
        assertThat(each("start", slots)).isEqualTo(hours.subList(0, slots.size()));
        assertThat(each("end", slots)).isEqualTo(hours.subList(1, hours.size()));
        assertThat(each("id", slots)).doesNotHaveDuplicates();
        if (change.skips) assertThat(each("id", slots)).doesNotContain(change.slot(change.hour));
        else assertThat(each("id", slots)).containsSubsequence(change.slot(change.hour), change.secondSlot());
        for (int days : new int[] {-1, 1}) {
            List<JsonObject> usual = slotsOf(change.date.plusDays(days));
            assertThat(usual).hasSize(24);
            assertThat(each("id", usual)).startsWith(ClockChange.slot(change.date.plusDays(days), 0));
        }
    }

    @Test
    void givesEveryHourToOneMemberOnly() {
        List<String> ids = each("id", slotsOf(change.date));
        for (int i = 0; i < ids.size(); i++) {
            Answer mine = booked("m-" + i, ids.get(i));
            assertThat(mine.json().getJsonArray("slots")).containsExactly(ids.get(i));
            assertThat(mine.json().getString("start"))
                    .isEqualTo(change.text(change.hours().get(i)));
        }
        for (String id : ids)
            assertThat(client.reserve("late", slots(id)).code()).as(id).isEqualTo("slot-full");
        String never = change.skips ? change.slot(change.hour) : change.slot(change.hour + 1) + "+0000";
        Answer unknown = client.reserve("late", slots(never));
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("slot-unknown");
        assertThat(unknown.json().containsKey("announcedOn")).isFalse();
    }

    @Test
    void releasesOnceWhenTheClockSkipsTheTimeOrShowsItTwice() {
        String next = ClockChange.slot(change.date.plusDays(1), 18);
        // Skipped: when the clock goes on. Twice: the first time.
        Instant release = change.skips ? change.moment() : change.moment().minusSeconds(1_800);
        JsonObject shown = client.slot(next);
        assertThat(shown.getString("state")).isEqualTo("NOT_YET");
        assertThat(shown.getString("releasesAt")).isEqualTo(change.text(release));
        engine.nowMs.set(release.toEpochMilli() - 1);
        Answer early = client.reserve("m-1", slots(next));
        assertThat(early.code()).isEqualTo("slot-not-released");
        assertThat(early.json().getString("releasesAt")).isEqualTo(change.text(release));
        engine.nowMs.set(release.toEpochMilli());
        booked("m-1", next);
        assertThat(client.slot(ClockChange.slot(change.date.plusDays(1), 19)).getString("state"))
                .isEqualTo("OPEN");
    }

    @Test
    void findsWhatTheClockShowsBetweenTwoTimes() {
        String court = "/v1/slots?kind=BADMINTON&date=" + change.date;
        String window = "&from=%02d:00&to=%02d:%02d";
        // Half of the hour: what is shown twice is not in one piece.
        List<String> within = each("id", found(court + window.formatted(change.hour, change.hour, 30), 50));
        if (change.skips) assertThat(within).isEmpty();
        else assertThat(within).containsExactly(change.slot(change.hour), change.secondSlot());
        List<String> around = each("id", found(court + window.formatted(change.hour - 1, change.hour + 2, 0), 50));
        assertThat(around).hasSize(change.skips ? 2 : 4).startsWith(change.slot(change.hour - 1));
        assertThat(around).endsWith(change.slot(change.hour + 1));
        assertThat(each("start", found(court, 4)))
                .as("the whole day, page by page")
                .isEqualTo(each("start", slotsOf(change.date)));
    }

    private List<JsonObject> found(String question, int limit) {
        List<JsonObject> found = new ArrayList<>();
        for (String after = ""; after != null; ) {
            JsonObject page = client.get(question + "&limit=" + limit + after).json();
            found.addAll(objects(page.getJsonArray("slots")));
            String next = page.getString("next");
            after = next == null ? null : "&after=" + next;
        }
        return found;
    }

    @Test
    void findsAllDaysOfTheHorizonFromTheOtherEndOfTheEarth() {
        LocalDate today = change.date.minusDays(1);
        for (int day = 0; day < NightTown.HORIZON_DAYS; day++) {
            LocalDate date = today.plusDays(day);
            int hours = date.equals(today)
                    ? 1
                    : date.equals(change.date) ? change.hours().size() - 1 : 24;
            List<JsonObject> found = found("/v1/slots?near=" + ANTIPODES + "&date=" + date, 100);
            assertThat(new HashSet<>(each("id", found))).as(date.toString()).hasSize(2 * hours);
            assertThat(found.getFirst().getInteger("distanceM")).isEqualTo(HALF_AROUND_THE_EARTH_M);
        }
        assertThat(found("/v1/slots?date=" + today.plusDays(NightTown.HORIZON_DAYS), 100))
                .isEmpty();
        assertThat(found("/v1/slots?date=" + today.minusDays(1), 100)).isEmpty();
    }

    @Test
    void closesFromMidnightToMidnightByTheClock() {
        booked("m-1", change.slot(23));
        booked("m-2", ClockChange.slot(change.date.minusDays(1), 23));
        Answer closed = close(change.hours().getFirst(), change.hours().getLast());
        assertThat(closed.json().getString("from"))
                .isEqualTo(change.text(change.hours().getFirst()));
        assertThat(closed.json().getString("to"))
                .isEqualTo(change.text(change.hours().getLast()));
        assertThat(each("state", slotsOf(change.date))).containsOnly("CLOSED");
        assertThat(each("state", slotsOf(change.date.minusDays(1)))).doesNotContain("CLOSED");
        assertThat(each("state", slotsOf(change.date.plusDays(1)))).doesNotContain("CLOSED");
        assertThat(mine("m-1")).containsExactly("CANCELLED");
        assertThat(mine("m-2")).containsExactly("CONFIRMED");
    }

    private Answer close(Instant from, Instant to) {
        JsonObject closure = new JsonObject()
                .put("venues", JsonArray.of("s-1-b1"))
                .put("from", change.text(from))
                .put("to", change.text(to))
                .put("reason", "repairs")
                .put("reservations", "CANCEL");
        String admin = client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
        Answer closed = client.sendJson("Bearer " + admin, "POST", "/v1/admin/closures", closure.encode());
        assertThat(closed.status()).as(closed.body()).isEqualTo(201);
        return closed;
    }

    private List<String> mine(String member) {
        return each(
                "state",
                objects(client.getAs(member, "/v1/me/reservations").json().getJsonArray("reservations")));
    }

    /** An operator who names one of two equal hours by its offset means that one. */
    @Test
    void closesTheHourThatBeginsWithTheChangeAlone() {
        close(change.moment(), change.moment().plusSeconds(3_600));
        int next = change.skips ? change.hour + 2 : change.hour + 1;
        String closed = change.skips ? change.slot(change.hour + 1) : change.secondSlot();
        assertThat(state(change.slot(change.skips ? change.hour - 1 : change.hour)))
                .isEqualTo("OPEN");
        assertThat(state(closed)).isEqualTo("CLOSED");
        assertThat(state(change.slot(next))).isEqualTo("OPEN");
    }

    private String state(String slot) {
        return client.slot(slot).getString("state");
    }

    @Test
    void goesByMinutesAndNotByTheClockUntilAndFromTheStart() {
        Answer morning = booked("m-1", change.slot(3));
        Instant start = Instant.ofEpochMilli(change.ms(change.date.atTime(3, 0)));
        Instant cancelUntil = start.minusSeconds(CANCEL_CUTOFF_MIN * 60L);
        assertThat(morning.json().getString("cancelUntil")).isEqualTo(change.text(cancelUntil));
        assertThat(morning.json().getString("checkInFrom")).isEqualTo(change.text(start.minusSeconds(1_800)));
        assertThat(morning.json().getString("checkInBy")).isEqualTo(change.text(start.plusSeconds(900)));
        engine.nowMs.set(cancelUntil.toEpochMilli());
        String path = "/v1/reservations/" + morning.json().getString("id");
        Answer late = client.as("m-1", "DELETE", path);
        assertThat(late.code()).isEqualTo("cancellation-closed");
        assertThat(late.json().getString("closedAt")).isEqualTo(change.text(cancelUntil));
        engine.nowMs.set(start.toEpochMilli() + 15 * MINUTE_MS);
        assertThat(mine("m-1")).containsExactly("NO_SHOW");
    }

    @Test
    void writesCalendarsInUtcHourAfterHour() {
        String second = change.skips ? change.slot(change.hour + 1) : change.secondSlot();
        String first = change.slot(change.skips ? change.hour - 1 : change.hour);
        Answer placed = booked("m-1", first, second);
        JsonArray items = placed.json().getJsonArray("items");
        String moment = change.text(change.moment());
        assertThat(items.getJsonObject(0).getString("end")).isEqualTo(moment);
        assertThat(items.getJsonObject(1).getString("start")).isEqualTo(moment);
        String calendar = client.getAs(
                        "m-1", "/v1/reservations/" + placed.json().getString("id") + ".ics")
                .body();
        String utc = change.moment().toString().replaceAll("[-:]", "");
        assertThat(calendar).contains("DTEND:" + utc).contains("DTSTART:" + utc);
    }

    /** It is had once in a night that has its hour twice, and not at all in one that has not. */
    @Test
    void holdsTheNightsRunOnceOrNotAtAll() {
        String asked = "/v1/activities?from=" + change.date.minusDays(1) + "&to=" + change.date.plusDays(1);
        List<String> runs = each("slot", objects(client.get(asked).json().getJsonArray("activities")));
        assertThat(runs).hasSize(change.skips ? 2 : 3).doesNotHaveDuplicates();
        String run = change.slot(change.hour).replace("b1", "gym");
        if (change.skips) assertThat(runs).doesNotContain(run);
        else {
            assertThat(runs).contains(run);
            assertThat(client.slot(run).getInteger("capacity")).isEqualTo(12);
            assertThat(client.slot(change.secondSlot().replace("b1", "gym")).getInteger("capacity"))
                    .isEqualTo(3);
        }
    }
}
