package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Who may book when, over real HTTP. It is 10:00; the gym's slot at 18:00 in four days is released to the staff of the station's host at
 * 10:15, to everybody at 12:00, and to verified people half an hour before either.
 */
@HearsErrors
class HttpWhoFirstTest {
    private static final LocalDate DAY = HttpTown.TODAY.plusDays(4);
    private static final String SLOT = "s-1-gym.20261125T1800";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
        int gymNo = engine.directory.venueNo("s-1-gym");
        VenueTerms gym = new VenueTerms(engine.directory.stationNo("s-1"), "GYM", false, HttpTown.POLICY.terms())
                .hostedBy("erjian")
                .with(Term.VERIFIED_EARLIER_MS, (int) TimeUnit.MINUTES.toMillis(30))
                .with(Term.BOOKING_CUTOFF_MS, (int) TimeUnit.MINUTES.toMillis(20))
                .with(Term.HOST_SHARE_PERCENT, 50)
                .with(Term.HOST_SHARE_UNTIL_MS, (int) TimeUnit.HOURS.toMillis(24));
        engine.tell(new VenueCommand.DefineVenue(gymNo, gym));
        engine.tell(new VenueCommand.OpenSlots(
                gymNo,
                new int[] {minute(DAY, 18)},
                new int[] {minute(DAY, 19)},
                new int[] {4},
                new int[] {minute(HttpTown.TODAY, 10) + 15},
                new int[] {minute(HttpTown.TODAY, 12)},
                new boolean[1],
                new int[] {(int) DAY.toEpochDay()}));
    }

    private static int minute(LocalDate date, int hour) {
        return (int) (ZonedDateTime.of(date, java.time.LocalTime.of(hour, 0), HttpTown.ZONE)
                        .toEpochSecond()
                / 60);
    }

    /** @param said of the member, in a token */
    private Answer asks(String member, String said, int party, String mode) {
        return post(client.token("{\"roles\":[\"member\"],\"subject\":\"" + member + "\"" + said + "}"), party, mode);
    }

    private Answer post(String token, int party, String mode) {
        return client.sendJson(
                "Bearer " + token,
                "POST",
                "/v1/reservations",
                new JsonObject()
                        .put("slots", new JsonArray().add(SLOT))
                        .put("party", party)
                        .put("mode", mode)
                        .encode(),
                "Accept-Language",
                "en",
                "Idempotency-Key",
                "k");
    }

    @Test
    void letsTheHostsStaffInAndTellsOthersWhenItIsTheirTurn() {
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(15));
        Answer staff = asks("m-1", ",\"employer\":\"erjian\"", 1, "confirm");
        assertThat(staff.status()).as(staff.body()).isEqualTo(201);
        assertThat(client.get("/v1/stations/s-1").json().getJsonObject("booked").encode())
                .isEqualTo("{\"places\":1,\"recurring\":0,\"byHost\":1}");

        Answer neighbour = asks("m-2", ",\"employer\":\"metro\"", 1, "confirm");
        assertThat(neighbour.status()).isEqualTo(409);
        assertThat(neighbour.code()).isEqualTo("not-eligible");
        assertThat(neighbour.json().getString("rule")).isEqualTo("HOST_FIRST");
        assertThat(neighbour.json().getString("slot")).isEqualTo(SLOT);
        assertThat(neighbour.json().getString("eligibleAt")).isEqualTo("2026-11-21T12:00:00+08:00");
        assertThat(neighbour.json().getString("detail"))
                .contains("staff of the station's host")
                .contains("12:00");
        assertThat(asks("m-2", "", 1, "preview").code()).isEqualTo("not-eligible");

        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(2));
        assertThat(asks("m-2", ",\"employer\":\"metro\"", 1, "confirm").status())
                .isEqualTo(201);
    }

    @Test
    void letsVerifiedPeopleInEarlier() {
        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(90));
        Answer unverified = asks("m-1", ",\"assurance\":1", 1, "confirm");
        assertThat(unverified.code()).isEqualTo("not-eligible");
        assertThat(asks("m-2", ",\"assurance\":2", 1, "confirm").status()).isEqualTo(201);
    }

    /** What a token says of its holder holds for the session that it was exchanged for. */
    @Test
    void knowsFromASessionWhoItsHolderIs() {
        String token =
                client.token("{\"roles\":[\"member\"],\"subject\":\"m-1\",\"employer\":\"erjian\",\"assurance\":2}");
        String session = client.send("POST", "/v1/session", "", "Authorization", "Bearer " + token)
                .json()
                .getString("session");
        Answer early = post(session, 1, "preview");
        assertThat(early.status()).as(early.body()).isEqualTo(200);
        Answer unverified = asks("m-1", ",\"employer\":\"erjian\"", 1, "preview");
        assertThat(unverified.json().getString("rule")).isEqualTo("VERIFIED_FIRST");
    }

    @Test
    void showsWhoCanBookSinceWhenAndHowMuchIsKept() {
        JsonObject slot = client.slot(SLOT);
        assertThat(slot.getString("state")).isEqualTo("NOT_YET");
        assertThat(slot.getString("releasesAt")).isEqualTo("2026-11-21T12:00:00+08:00");
        assertThat(slot.getString("releasesToHostAt")).isEqualTo("2026-11-21T10:15:00+08:00");
        assertThat(slot.getString("releasesToVerifiedAt")).isEqualTo("2026-11-21T11:30:00+08:00");
        assertThat(slot.getInteger("forHost")).isEqualTo(2);
        JsonObject taiChi = client.get("/v1/activities?from=" + DAY + "&to=" + DAY)
                .json()
                .getJsonArray("activities")
                .getJsonObject(0);
        assertThat(taiChi.getString("slot")).isEqualTo(SLOT);
        assertThat(taiChi.getInteger("forHost")).isEqualTo(2);

        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(2));
        assertThat(asks("m-2", "", 2, "confirm").status()).isEqualTo(201);
        Answer kept = asks("m-3", "", 1, "confirm");
        assertThat(kept.json().getString("rule")).isEqualTo("HOST_SHARE");
        assertThat(kept.json().getString("eligibleAt")).isEqualTo("2026-11-24T18:00:00+08:00");
        assertThat(asks("m-3", "", 3, "confirm").code()).isEqualTo("slot-full");
        assertThat(asks("m-4", ",\"employer\":\"erjian\"", 1, "confirm").status())
                .isEqualTo(201);
        assertThat(client.slot(SLOT).getInteger("remaining")).isEqualTo(1);
        assertThat(client.slot(SLOT).getInteger("forHost")).isEqualTo(1);
    }

    /** Whoever looks for a place is told of those that are for everybody. */
    @Test
    void findsForThePublicOnlyWhatIsNotKeptForTheHostsStaff() {
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(2));
        assertThat(free(2)).contains(SLOT);
        assertThat(free(3)).doesNotContain(SLOT);
        assertThat(alternatives()).contains(SLOT);
        asks("m-2", "", 2, "confirm");
        assertThat(client.slot(SLOT).getString("state")).isEqualTo("OPEN");
        assertThat(free(1)).doesNotContain(SLOT);
        assertThat(client.get("/v1/slots?kind=GYM&date=" + DAY).body())
                .contains("\"remaining\":2,\"capacity\":4,\"state\":\"OPEN\",\"forHost\":2");
        assertThat(alternatives()).isEmpty();
    }

    private String free(int party) {
        return client.get("/v1/slots?kind=GYM&free=true&date=" + DAY + "&party=" + party)
                .body();
    }

    /** Of another slot of the same gym, which has less than is asked for. */
    private JsonArray alternatives() {
        engine.tell(new VenueCommand.OpenSlots(
                engine.directory.venueNo("s-1-gym"),
                new int[] {minute(DAY, 19)},
                new int[] {minute(DAY, 20)},
                new int[] {1},
                new int[1],
                new boolean[1],
                new int[] {(int) DAY.toEpochDay()}));
        Answer full = client.reserve("m-9", "{\"slots\":[\"s-1-gym.20261125T1900\"],\"party\":2}");
        assertThat(full.code()).as(full.body()).isEqualTo("slot-full");
        return full.json().getJsonArray("alternatives");
    }

    @Test
    void takesBookingsUntilTheirCutoff() {
        engine.nowMs.set(minute(DAY, 18) * 60_000L - TimeUnit.MINUTES.toMillis(20) - 1);
        assertThat(asks("m-1", "", 1, "preview").status()).isEqualTo(200);
        assertThat(client.slot(SLOT).getString("state")).isEqualTo("OPEN");
        engine.nowMs.addAndGet(1);
        Answer late = asks("m-1", "", 1, "confirm");
        assertThat(late.code()).isEqualTo("slot-closed");
        assertThat(late.json().getString("closedAt")).isEqualTo("2026-11-25T17:40:00+08:00");
        assertThat(late.json().getString("detail")).contains("could be booked until");
        assertThat(client.slot(SLOT).getString("state")).isEqualTo("CLOSED");
    }
}
