package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.sequencer.Caller;
import io.yizhan.town.HttpTown;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The limits that policies set on one member, over real HTTP against the real core: each is seen before it is hit, and heard of then. */
@HearsErrors
class HttpQuotasTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    private void limit(Term term, int max, String... venueIds) {
        for (String venueId : venueIds) {
            int venueNo = engine.directory.venueNo(venueId);
            Venue venue = Objects.requireNonNull(engine.directory.venue(venueNo));
            VenueTerms terms = new VenueTerms(
                            engine.directory.stationNoOfVenue(venueNo),
                            venue.kind(),
                            venue.allocation() == Venue.Allocation.EXCLUSIVE,
                            HttpTown.POLICY.terms().with(term, max))
                    .inGroup("north");
            engine.tell(new VenueCommand.DefineVenue(venueNo, terms));
        }
    }

    private void book(String... slots) {
        Answer answer = client.reserve("m-1", slots(slots));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    private JsonObject refused(String rule, String... slots) {
        Answer answer = client.reserve("m-1", slots(slots));
        assertThat(answer.status()).as(answer.body()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo("quota-exceeded");
        assertThat(answer.json().getString("rule")).isEqualTo(rule);
        return answer.json();
    }

    /** Of the limit that the rule is about. */
    private JsonObject usage(String rule) {
        for (Object usage : client.getAs("m-1", "/v1/me/standing").json().getJsonArray("quotas"))
            if (((JsonObject) usage).getString("rule").equals(rule)) return (JsonObject) usage;
        throw new AssertionError("no " + rule);
    }

    private String preview(String slot) {
        return client.reserve("m-1", "{\"slots\":[\"" + slot + "\"],\"mode\":\"preview\"}")
                .json()
                .getJsonArray("quotas")
                .encode();
    }

    @Test
    void limitsWhatAMemberHasOfAKindAtOnceAtAllStationsTogether() {
        limit(Term.ACTIVE_OF_KIND_MAX, 2, "s-1-b1", "s-2-b1");
        book("s-1-b1.20261121T1400");
        assertThat(preview("s-2-b1.20261121T1500"))
                .contains("{\"rule\":\"ACTIVE_OF_KIND\",\"kind\":\"BADMINTON\",\"limit\":2,\"current\":1,"
                        + "\"freesAt\":\"2026-11-21T15:00:00+08:00\"}");
        book("s-2-b1.20261121T1500");
        assertThat(usage("ACTIVE_OF_KIND").getInteger("current")).isEqualTo(2);

        JsonObject refused = refused("ACTIVE_OF_KIND", "s-1-b1.20261121T1600");
        assertThat(refused.getInteger("limit")).isEqualTo(2);
        assertThat(refused.getInteger("current")).isEqualTo(2);
        assertThat(refused.getString("freesAt")).isEqualTo("2026-11-21T15:00:00+08:00");
        assertThat(refused.getString("detail")).contains("最多可同时拥有 2 个");
        book("s-1-gym.20261121T1600");
    }

    /** Ended ones count too, so nobody fills the books by cancelling. */
    @Test
    void limitsHowManyReservationsOfAMemberAreRemembered() {
        Caller caller = new Caller(engine);
        long[] slot = {new SlotIds(engine.directory).parse("s-1-gym.20261121T1600")};
        for (int i = 1; i <= 500; i++) {
            Outcome placed = caller.call(new Command.PlaceReservation("m-1", 0, i, slot.clone(), 1, false));
            long id = ((Outcome.Placed) placed).reservation().id();
            caller.call(new Command.CancelReservation("m-1", id));
        }
        JsonObject refused = refused("REMEMBERED_RESERVATIONS", "s-1-b1.20261121T1600");
        assertThat(refused.getInteger("limit")).isEqualTo(500);
        assertThat(refused.getInteger("current")).isEqualTo(500);
    }

    @Test
    void limitsHowOftenAMemberBooksAKindForOneDay() {
        limit(Term.DAILY_MAX, 1, "s-1-b1", "s-2-b1");
        book("s-2-b1.20261121T1400");
        assertThat(usage("RESERVATIONS_A_DAY").encode())
                .isEqualTo("{\"rule\":\"RESERVATIONS_A_DAY\",\"kind\":\"BADMINTON\",\"limit\":1,\"current\":1}");

        JsonObject refused = refused("RESERVATIONS_A_DAY", "s-1-b1.20261121T1800");
        assertThat(refused.containsKey("freesAt")).isFalse();
        assertThat(refused.getString("detail")).contains("每日最多 1 个");
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(3));
        book("s-1-b1.20261122T1800");
    }

    @Test
    void limitsForHowManyMinutesAMemberBooksAKindInAWeek() {
        limit(Term.WEEKLY_MINUTES_MAX, 150, "s-1-b1", "s-2-b1");
        assertThat(usage("MINUTES_A_WEEK").encode())
                .isEqualTo("{\"rule\":\"MINUTES_A_WEEK\",\"kind\":\"BADMINTON\",\"limit\":150,\"current\":0}");
        assertThat(refused("MINUTES_A_WEEK", "s-1-b1.20261121T1400", "s-1-b1.20261121T1500", "s-1-b1.20261121T1600")
                        .getInteger("current"))
                .as("in one request")
                .isZero();
        book("s-1-b1.20261121T1400", "s-1-b1.20261121T1500");
        JsonObject refused = refused("MINUTES_A_WEEK", "s-2-b1.20261121T1800");
        assertThat(refused.getInteger("current")).isEqualTo(120);
        assertThat(refused.getInteger("limit")).isEqualTo(150);
        assertThat(refused.getString("detail")).contains("120 分钟");
    }

    @Test
    void limitsWhatAMemberHasInAGroupOfStationsAtOnce() {
        limit(Term.GROUP_ACTIVE_MAX, 2, "s-1-b1", "s-1-gym", "s-2-b1");
        book("s-1-gym.20261121T1400");
        assertThat(preview("s-2-b1.20261121T1500"))
                .contains("{\"rule\":\"ACTIVE_IN_GROUP\",\"group\":\"north\",\"limit\":2,\"current\":1,"
                        + "\"freesAt\":\"2026-11-21T15:00:00+08:00\"}");
        book("s-2-b1.20261121T1500");
        assertThat(usage("ACTIVE_IN_GROUP").getInteger("current")).isEqualTo(2);
        assertThat(refused("ACTIVE_IN_GROUP", "s-1-b1.20261121T1600").getString("detail"))
                .contains("这组驿站", "最多可同时拥有 2 个");
        book("s-1-b2.20261121T1600");
    }

    @Test
    void limitsHowOftenAMemberBooksInAGroupOfStationsForOneDay() {
        limit(Term.GROUP_DAILY_MAX, 1, "s-1-gym", "s-2-b1");
        book("s-1-gym.20261121T1400");
        assertThat(usage("GROUP_RESERVATIONS_A_DAY").encode())
                .isEqualTo("{\"rule\":\"GROUP_RESERVATIONS_A_DAY\",\"group\":\"north\",\"limit\":1,\"current\":1}");
        assertThat(refused("GROUP_RESERVATIONS_A_DAY", "s-2-b1.20261121T1500").getString("detail"))
                .contains("这组驿站", "每日最多 1 个");
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(3));
        book("s-2-b1.20261122T1500");
    }

    @Test
    void limitsHowOftenAMemberBooksInAGroupOfStationsInAWeek() {
        limit(Term.GROUP_WEEKLY_MAX, 1, "s-1-gym", "s-2-b1");
        book("s-1-gym.20261121T1400");
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(3));
        assertThat(refused("GROUP_RESERVATIONS_A_WEEK", "s-2-b1.20261122T1500").getString("detail"))
                .contains("这组驿站", "每周最多 1 个");
        assertThat(usage("GROUP_RESERVATIONS_A_WEEK").getString("group")).isEqualTo("north");
    }
}
