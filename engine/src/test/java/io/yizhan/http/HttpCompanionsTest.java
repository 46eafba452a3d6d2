package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.pass.Pass;
import io.yizhan.town.HttpTown;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Companions over real HTTP: invited after booking, each accepts as themselves, and has a pass of their own. */
@HearsErrors
class HttpCompanionsTest {
    private static final String SIX = "s-1-b1.20261121T1800";
    private static final String SAME_TIME = "s-1-b2.20261121T1800";

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

    private String book(String member, int party, String slot) {
        Answer placed = client.reserve(member, "{\"slots\":[\"" + slot + "\"],\"party\":" + party + "}");
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return placed.json().getString("id");
    }

    private static String invitations(String id) {
        return "/v1/reservations/" + id + "/invitations";
    }

    private Answer invite(String member, String id, int count) {
        return client.sendJson(client.bearer(member), "POST", invitations(id), "{\"count\":" + count + "}");
    }

    /** The token of a new one. */
    private String invited(String member, String id) {
        Answer made = invite(member, id, 1);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json().getJsonArray("invitations").getJsonObject(0).getString("token");
    }

    private Answer accept(String member, String token) {
        return client.as(member, "POST", "/v1/invitations/" + token + "/acceptance");
    }

    private Answer withdraw(String member, String id, String number) {
        return client.as(member, "DELETE", invitations(id) + "/" + number);
    }

    private static void assertRefused(Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }

    private void terms(Term term, int value) {
        engine.tell(new VenueCommand.DefineVenue(
                engine.directory.venueNo("s-1-b1"),
                new VenueTerms(engine.directory.stationNo("s-1"), "BADMINTON_COURT", true, HttpTown.POLICY.terms())
                        .with(term, value)));
    }

    @Test
    void invitesAcceptsAndGivesAPassOfTheirOwn() {
        String id = book("m-1", 3, SIX);
        Answer made = invite("m-1", id, 2);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        JsonArray both = made.json().getJsonArray("invitations");
        assertThat(both).hasSize(2);
        assertThat(both.getJsonObject(0).getString("expiresAt")).isEqualTo("2026-11-21T18:00:00+08:00");
        String token = both.getJsonObject(1).getString("token");

        Answer seen = client.getAs("m-2", "/v1/invitations/" + token);
        assertThat(seen.status()).as(seen.body()).isEqualTo(200);
        assertThat(seen.json().getString("state")).isEqualTo("OPEN");
        assertThat(seen.json().getString("stationId")).isEqualTo("s-1");
        assertThat(seen.body()).as("whose it is").doesNotContain("m-1");

        Answer accepted = accept("m-2", token);
        assertThat(accepted.status()).as(accepted.body()).isEqualTo(200);
        assertThat(accepted.json().getString("state")).isEqualTo("ACCEPTED");
        Pass pass = Objects.requireNonNull(engine.passes.read(accepted.json().getString("pass")));
        assertThat(pass.reservationId()).isEqualTo(id);
        assertThat(pass.companion()).isEqualTo(2);
        assertThat(accept("m-2", token).body()).as("again").isEqualTo(accepted.body());

        Answer list = client.getAs("m-1", invitations(id));
        assertThat(list.body()).as("who has accepted").doesNotContain("m-2");
        JsonObject all = list.json();
        assertThat(all.getInteger("limit")).isEqualTo(2);
        assertThat(all.getJsonArray("invitations").getJsonObject(0).getString("token"))
                .isEqualTo(both.getJsonObject(0).getString("token"));
        assertThat(all.getJsonArray("invitations").getJsonObject(1).getString("state"))
                .isEqualTo("ACCEPTED");
        assertThat(all.getJsonArray("invitations").getJsonObject(1).containsKey("token"))
                .isFalse();

        Answer mine = client.getAs("m-2", "/v1/me/companionships");
        assertThat(mine.json().getJsonArray("companionships").getJsonObject(0).getString("reservationId"))
                .isEqualTo(id);
        Answer one = client.getAs("m-2", "/v1/me/companionships/" + id);
        assertThat(one.json().getString("pass")).isEqualTo(accepted.json().getString("pass"));
        assertThat(client.image("m-2", "/v1/me/companionships/" + id + "/pass.png")
                        .header("content-type"))
                .isEqualTo("image/png");
    }

    @Test
    void invitesNoMoreThanThePartyHasPlaces() {
        String id = book("m-1", 2, SIX);
        Answer many = invite("m-1", id, 2);
        assertRefused(many, 409, "invitations-exhausted");
        assertThat(many.json().getInteger("limit")).isEqualTo(1);
        assertThat(many.json().getInteger("current")).isZero();
        String token = invited("m-1", id);
        assertRefused(invite("m-1", id, 1), 409, "invitations-exhausted");

        assertThat(withdraw("m-1", id, "1").status()).isEqualTo(200);
        assertThat(withdraw("m-1", id, "1").status()).as("again").isEqualTo(200);
        assertRefused(accept("m-2", token), 409, "invitation-withdrawn");
        assertRefused(client.getAs("m-2", "/v1/invitations/" + token), 409, "invitation-withdrawn");
        Answer next = invite("m-1", id, 1);
        assertThat(next.json().getJsonArray("invitations").getJsonObject(0).getInteger("number"))
                .as("no number is used twice")
                .isEqualTo(2);
        assertRefused(invite("m-1", book("m-1", 1, "s-1-b1.20261121T1900"), 1), 409, "invitations-exhausted");
    }

    @Test
    void refusesWhatWasGuessedOrIsSomebodyElses() {
        String id = book("m-1", 2, SIX);
        String token = invited("m-1", id);
        String changed = (token.charAt(20) == 'A' ? "B" : "A");
        String guessed = token.substring(0, 20) + changed + token.substring(21);
        for (String wrong :
                new String[] {guessed, "x", token + "A", token.substring(1), "%20", "AAAA%2FAAAA", "é", "A=".repeat(17)
                }) {
            assertRefused(accept("m-2", wrong), 404, "invitation-unknown");
            assertRefused(client.getAs("m-2", "/v1/invitations/" + wrong), 404, "invitation-unknown");
        }
        assertRefused(accept("m-1", token), 409, "invitation-own");
        assertThat(accept("m-2", token).status()).isEqualTo(200);
        assertRefused(accept("m-3", token), 409, "invitation-taken");
        assertRefused(client.getAs("m-3", "/v1/invitations/" + token), 409, "invitation-taken");

        assertRefused(invite("m-2", id, 1), 404, "reservation-unknown");
        assertRefused(client.getAs("m-2", invitations(id)), 404, "reservation-unknown");
        assertRefused(client.getAs("m-1", invitations("x")), 404, "reservation-unknown");
        assertRefused(withdraw("m-2", id, "1"), 404, "reservation-unknown");
        for (String number : new String[] {"0", "2", "x", "-1", "999999999999", "01"})
            assertRefused(withdraw("m-1", id, number), 404, "invitation-unknown");
        assertRefused(client.getAs("m-3", "/v1/me/companionships/" + id), 404, "companionship-unknown");
        assertRefused(client.as("m-3", "DELETE", "/v1/me/companionships/" + id), 404, "companionship-unknown");
        assertRefused(client.getAs("m-3", "/v1/me/companionships/x"), 404, "companionship-unknown");
    }

    @Test
    void refusesBodiesThatMakeNoSense() {
        String id = book("m-1", 2, SIX);
        String bearer = client.bearer("m-1");
        for (String wrong : new String[] {
            "{}",
            "[]",
            "{\"count\":0}",
            "{\"count\":20}",
            "{\"count\":1.5}",
            "{\"count\":\"1\"}",
            "{\"count\":1,\"x\":2}"
        }) assertRefused(client.sendJson(bearer, "POST", invitations(id), wrong), 400, "body-invalid");
        assertRefused(client.sendJson(bearer, "POST", invitations(id), "{"), 400, "json-malformed");
        String token = invited("m-1", id);
        assertRefused(
                client.sendJson(client.bearer("m-2"), "POST", "/v1/invitations/" + token + "/acceptance", "{\"x\":1}"),
                400,
                "body-invalid");
    }

    @Test
    void closesWhenItStarts() {
        String id = book("m-1", 3, SIX);
        String open = invited("m-1", id);
        String taken = invited("m-1", id);
        assertThat(accept("m-2", taken).status()).isEqualTo(200);
        engine.nowMs.addAndGet(TimeUnit.HOURS.toMillis(8) - 1);
        assertThat(client.getAs("m-3", "/v1/invitations/" + open).status()).isEqualTo(200);
        engine.nowMs.addAndGet(1);

        Answer late = accept("m-3", open);
        assertRefused(late, 409, "invitation-closed");
        assertThat(late.json().getString("closedAt")).isEqualTo("2026-11-21T18:00:00+08:00");
        assertRefused(invite("m-1", id, 1), 409, "invitation-closed");
        assertRefused(withdraw("m-1", id, "2"), 409, "invitation-closed");
        assertThat(withdraw("m-1", id, "1").status()).as("one that is open").isEqualTo(200);
        assertThat(accept("m-2", taken).status()).as("who has accepted before").isEqualTo(200);
        assertThat(client.as("m-2", "DELETE", "/v1/me/companionships/" + id).status())
                .as("whoever does not come along may say so")
                .isEqualTo(200);
    }

    @Test
    void replacesCompanionsAsThePolicyHasIt() {
        terms(Term.COMPANIONS_UNTIL_MS, (int) TimeUnit.MINUTES.toMillis(30));
        String id = book("m-1", 2, SIX);
        assertThat(accept("m-2", invited("m-1", id)).status()).isEqualTo(200);
        assertThat(withdraw("m-1", id, "1").json().getInteger("changes")).isEqualTo(1);
        Answer gone = client.getAs("m-2", "/v1/me/companionships/" + id);
        assertThat(gone.json().getString("state")).isEqualTo("WITHDRAWN");
        assertThat(gone.json().containsKey("pass")).isFalse();
        assertRefused(client.getAs("m-2", "/v1/me/companionships/" + id + "/pass.png"), 409, "invitation-withdrawn");
        assertThat(client.getAs("m-2", "/v1/me/companionships").json().getJsonArray("companionships"))
                .isEmpty();

        Answer made = invite("m-1", id, 1);
        JsonObject next = made.json().getJsonArray("invitations").getJsonObject(0);
        assertThat(next.getString("expiresAt")).isEqualTo("2026-11-21T17:30:00+08:00");
        assertThat(accept("m-3", next.getString("token")).status()).isEqualTo(200);
        Answer twice = withdraw("m-1", id, "2");
        assertRefused(twice, 409, "companion-changes-exhausted");
        assertThat(twice.json().getInteger("limit")).isEqualTo(1);

        Answer left = client.as("m-3", "DELETE", "/v1/me/companionships/" + id);
        assertThat(left.json().getString("state")).isEqualTo("LEFT");
        assertThat(client.as("m-3", "DELETE", "/v1/me/companionships/" + id).status())
                .as("again")
                .isEqualTo(200);
        assertThat(accept("m-2", invited("m-1", id)).status())
                .as("whoever leaves frees a place, and is no change of the holder's")
                .isEqualTo(200);
    }

    @Test
    void refusesWhoeverIsElsewhereAtThatTime() {
        String id = book("m-1", 3, SIX);
        String own = book("m-2", 1, SAME_TIME);
        String token = invited("m-1", id);
        Answer busy = accept("m-2", token);
        assertRefused(busy, 409, "overlaps-own-reservation");
        assertThat(busy.json().getString("reservationId")).isEqualTo(own);
        assertThat(accept("m-3", token).status()).isEqualTo(200);
        Answer twice = accept("m-3", invited("m-1", id));
        assertRefused(twice, 409, "already-reserved");
        assertThat(twice.json().getString("reservationId")).isEqualTo(id);

        Answer later = client.reserve("m-3", slots("s-2-b1.20261121T1800"));
        assertRefused(later, 409, "overlaps-own-reservation");
        assertThat(later.json().getString("reservationId")).isEqualTo(id);
        client.as("m-3", "DELETE", "/v1/me/companionships/" + id);
        assertThat(client.reserve("m-3", slots("s-2-b1.20261121T1800")).status())
                .isEqualTo(201);
    }

    @Test
    void isOverWithItsReservation() {
        String id = book("m-1", 3, SIX);
        String open = invited("m-1", id);
        assertThat(accept("m-2", invited("m-1", id)).status()).isEqualTo(200);
        assertThat(client.as("m-1", "DELETE", "/v1/reservations/" + id).status())
                .isEqualTo(200);
        assertRefused(accept("m-3", open), 409, "invitation-withdrawn");
        assertRefused(invite("m-1", id, 1), 409, "wrong-state");
        assertRefused(client.as("m-2", "DELETE", "/v1/me/companionships/" + id), 409, "wrong-state");
        JsonObject one = client.getAs("m-2", "/v1/me/companionships/" + id).json();
        assertThat(one.getString("reservationState")).isEqualTo("CANCELLED");
        assertThat(one.containsKey("pass")).isFalse();
        assertThat(client.getAs("m-1", invitations(id)).body()).doesNotContain("token");
        assertThat(client.reserve("m-2", slots(SIX)).status())
                .as("it is nobody's now")
                .isEqualTo(201);
    }

    @Test
    void invitesNobodyToAHold() {
        Answer held = client.reserve("m-1", "{\"slots\":[\"" + SIX + "\"],\"party\":2,\"mode\":\"hold\"}");
        Answer refused = invite("m-1", held.json().getString("id"), 1);
        assertRefused(refused, 409, "wrong-state");
        assertThat(refused.json().getString("state")).isEqualTo("HELD");
    }
}
