package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for a place, over real HTTP. It is 10:00. */
@HearsErrors
class HttpWaitlistTest {
    private static final String SLOT = "s-1-b1.20261121T1800";
    private static final String WAIT = "{\"slots\":[\"" + SLOT + "\"],\"onFull\":\"waitlist\"}";

    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    private static String id(Answer answer) {
        return answer.json().getString("id");
    }

    private JsonObject of(String member, String id) {
        return client.getAs(member, "/v1/reservations/" + id).json();
    }

    private Answer cancel(String member, String id) {
        return client.as(member, "DELETE", "/v1/reservations/" + id);
    }

    @Test
    void waitsInOrderAndGetsWhatIsSetFree() {
        String mine = id(client.reserve("m-1", slots(SLOT)));
        Answer second = client.reserve("m-2", WAIT);
        assertThat(second.status()).as(second.body()).isEqualTo(201);
        assertThat(second.json().getString("state")).isEqualTo("WAITLISTED");
        assertThat(second.json().getInteger("position")).isEqualTo(1);
        Answer third = client.reserve("m-3", WAIT);
        assertThat(third.json().getInteger("position")).isEqualTo(2);
        assertThat(client.slot(SLOT).getInteger("waitlist")).isEqualTo(2);

        Answer full = client.reserve("m-4", slots(SLOT));
        assertThat(full.code()).isEqualTo("slot-full");
        assertThat(full.json().getInteger("waitlist")).isEqualTo(2);

        cancel("m-1", mine);
        await().until(() -> of("m-2", id(second)).getString("state").equals("OFFERED"));
        JsonObject offered = of("m-2", id(second));
        assertThat(offered.getString("offerExpiresAt")).isEqualTo("2026-11-21T10:15:00+08:00");
        assertThat(offered.containsKey("position")).isFalse();
        assertThat(client.slot(SLOT).getString("state")).isEqualTo("FULL");
        assertThat(of("m-3", id(third)).getInteger("position")).isEqualTo(1);

        Answer confirmed = client.as("m-2", "POST", "/v1/reservations/" + id(second) + "/confirm");
        assertThat(confirmed.status()).as(confirmed.body()).isEqualTo(200);
        assertThat(confirmed.json().getString("state")).isEqualTo("CONFIRMED");
        assertThat(of("m-2", id(second)).containsKey("pass")).isTrue();
    }

    @Test
    void goesOnToTheNextWhenAnOfferIsDeclinedOrLapses() {
        String mine = id(client.reserve("m-1", slots(SLOT)));
        String second = id(client.reserve("m-2", WAIT));
        String third = id(client.reserve("m-3", WAIT));
        cancel("m-1", mine);
        await().until(() -> of("m-2", second).getString("state").equals("OFFERED"));
        assertThat(cancel("m-2", second).json().getString("state")).isEqualTo("CANCELLED");
        await().until(() -> of("m-3", third).getString("state").equals("OFFERED"));

        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(15));
        Answer late = client.as("m-3", "POST", "/v1/reservations/" + third + "/confirm");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("offer-expired");
        assertThat(late.json().getString("expiredAt")).isEqualTo("2026-11-21T10:15:00+08:00");
        await().until(() -> client.slot(SLOT).getString("state").equals("OPEN"));
    }

    @Test
    void tellsBeforehandThatOneWouldWait() {
        client.reserve("m-1", slots(SLOT));
        Answer would =
                client.reserve("m-2", "{\"slots\":[\"" + SLOT + "\"],\"onFull\":\"waitlist\",\"mode\":\"preview\"}");
        assertThat(would.json().getString("would")).isEqualTo("WAITLISTED");
        assertThat(client.slot(SLOT).getInteger("waitlist")).isZero();
    }

    @Test
    void tellsWhyOneCanNotWait() {
        client.reserve("m-1", slots(SLOT));
        Answer several = client.reserve(
                "m-2", "{\"slots\":[\"" + SLOT + "\",\"s-1-b1.20261121T1900\"],\"onFull\":\"waitlist\"}");
        assertThat(several.status()).isEqualTo(422);
        assertThat(several.code()).isEqualTo("waitlist-of-several");
        String waits = id(client.reserve("m-2", WAIT));
        Answer twice = client.reserve("m-2", WAIT);
        assertThat(twice.code()).isEqualTo("already-reserved");
        assertThat(twice.json().getString("reservationId")).isEqualTo(waits);

        engine.nowMs.addAndGet(TimeUnit.MINUTES.toMillis(7 * 60 + 30));
        Answer late = client.reserve("m-3", WAIT);
        assertThat(late.code()).isEqualTo("waitlist-closed");
        assertThat(late.json().getString("closedAt")).isEqualTo("2026-11-21T17:30:00+08:00");
        await().until(() -> of("m-2", waits).getString("state").equals("EXPIRED"));
    }

    private void waitlistMax(int max) {
        VenueTerms terms = new VenueTerms(
                engine.directory.stationNo("s-1"),
                "BADMINTON",
                true,
                HttpTown.POLICY.terms().with(Term.WAITLIST_MAX, max));
        engine.tell(new VenueCommand.DefineVenue(engine.directory.venueNo("s-1-b1"), terms));
    }

    @Test
    void takesNoMoreThanThePolicySays() {
        waitlistMax(1);
        client.reserve("m-1", slots(SLOT));
        assertThat(client.reserve("m-2", WAIT).status()).isEqualTo(201);
        Answer full = client.reserve("m-3", WAIT);
        assertThat(full.status()).isEqualTo(409);
        assertThat(full.code()).isEqualTo("waitlist-full");
        assertThat(full.json().getInteger("limit")).isEqualTo(1);
        assertThat(full.json().getString("slot")).isEqualTo(SLOT);

        waitlistMax(0);
        Answer none = client.reserve("m-3", WAIT);
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.code()).isEqualTo("waitlist-not-offered");
        assertThat(none.json().getString("slot")).isEqualTo(SLOT);
    }

    @Test
    void listsThoseThatWait() {
        client.reserve("m-1", slots(SLOT));
        String waits = id(client.reserve("m-2", WAIT));
        JsonObject mine =
                client.getAs("m-2", "/v1/me/reservations?state=WAITLISTED").json();
        assertThat(mine.getJsonArray("reservations").getJsonObject(0).getString("id"))
                .isEqualTo(waits);
        assertThat(mine.getJsonArray("reservations").getJsonObject(0).getInteger("position"))
                .isEqualTo(1);
    }
}
