package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.StrikeRules;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.catalogue.CatalogueRoutes;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.VenueBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An admin changes the catalogue of a city that is open, over real HTTP against the real core. */
@HearsErrors
class HttpCatalogueTest extends CatalogueAdmin {
    @Test
    void theAuditSaysWhoReplacedItAndWhy() {
        City more = withACourtMore();
        for (String query : List.of("", "?reason=", "?reason=%0A", "?reason=" + "x".repeat(201))) {
            Answer refused = client.sendJson(admin, "PUT", PATH + query, text(more), "If-Match", "*");
            assertThat(refused.status()).as(query).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("parameter-invalid");
            assertThat(refused.json().getString("parameter")).isEqualTo("reason");
        }
        assertUnchanged();
        preview(more);
        assertThat(acts(admin)).isEmpty();
        Answer put = client.sendJson(admin, "PUT", PATH + "?reason=A%20new%20court", text(more), "If-Match", "*");
        assertThat(put.status()).as(put.body()).isEqualTo(200);
        put(more);
        assertThat(acts(admin)).hasSize(1);
        JsonObject act = acts(admin).getJsonObject(0);
        act.remove("id");
        act.remove("at");
        assertThat(act.encode())
                .isEqualTo("{\"actor\":\"a-1\",\"act\":\"REPLACE_CATALOGUE\",\"target\":\"2\",\"stations\":[],"
                        + "\"reason\":\"A new court\",\"before\":\"1\",\"after\":\"2\"}");
        String operator = "Bearer " + client.token("{\"roles\":[\"operator\"],\"stations\":[\"s-1\",\"s-2\"]}");
        assertThat(acts(operator)).as("at no station").isEmpty();
    }

    @Test
    void givesTheFileAndSaysWhenTheCallerHasIt() {
        Answer file = get();
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.body()).isEqualTo(text(TOWN));
        assertThat(get("If-None-Match", file.header("etag")).status()).isEqualTo(304);
        assertThat(get("If-None-Match", "\"x\"").status()).isEqualTo(200);
    }

    @Test
    void newBookingsFollowANewPolicyAndOldOnesKeepTheirTerms() {
        String before = placed("m-1", "s-1-b1.20261121T1800");
        Answer changed = put(cancelledUntil(600));
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        JsonObject told = changed.json();
        assertThat(told.getInteger("version")).isEqualTo(2);
        assertThat(told.getBoolean("differs")).isTrue();
        JsonObject policy = told.getJsonArray("differences").getJsonObject(0);
        assertThat(policy.encode())
                .isEqualTo("{\"of\":\"POLICY\",\"id\":\"p\",\"change\":\"CHANGED\",\"fields\":"
                        + "[{\"name\":\"cancelCutoffMin\",\"from\":60,\"to\":600}]}");
        JsonObject kept = told.getJsonObject("reservations").getJsonObject("kept");
        assertThat(kept.getInteger("count")).isEqualTo(1);
        assertThat(kept.getJsonArray("listed").getJsonObject(0).getString("id")).isEqualTo(before);
        assertThat(get().header("etag")).isEqualTo(changed.header("etag")).isNotEmpty();

        String after = placed("m-2", "s-1-b2.20261121T1800");
        assertThat(cancelled("m-2", after).code()).isEqualTo("cancellation-closed");
        assertThat(cancelled("m-1", before).status()).isEqualTo(200);
    }

    @Test
    void aVenueThatIsAddedIsBookableAtOnce() {
        Answer would = preview(withACourtMore());
        assertThat(client.reserve("m-1", slots("s-2-b2.20261121T1800")).code()).isEqualTo("slot-unknown");
        Answer changed = put(withACourtMore());
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        for (Answer told : List.of(would, changed)) {
            assertThat(told.json().getJsonArray("differences").encode())
                    .isEqualTo("[{\"of\":\"VENUE\",\"id\":\"s-2-b2\",\"change\":\"ADDED\",\"fields\":[]}]");
            // Ten are left of today's twelve.
            assertThat(told.json().getJsonObject("slots").encode()).isEqualTo("{\"opened\":33,\"kept\":0}");
        }
        placed("m-1", "s-2-b2.20261121T1800");
        assertThat(client.slot("s-2-b2.20261121T1800").getString("state")).isEqualTo("FULL");
    }

    @Test
    void aPreviewChangesNothing() {
        placed("m-1", COURT);
        for (City city : List.of(withACourtMore(), withoutNear(), cancelledUntil(600))) {
            Answer would = preview(city);
            assertThat(would.status()).as(would.body()).isEqualTo(200);
            assertThat(would.json().getBoolean("differs")).isTrue();
            assertThat(would.json().getInteger("version")).isEqualTo(1);
            assertThat(would.header("etag")).isEqualTo(get().header("etag"));
            assertUnchanged();
        }
        assertThat(client.reserve("m-2", slots(COURT)).code()).isEqualTo("slot-full");
        assertThat(cancelled("m-1", placed("m-1", "s-2-b1.20261121T1900")).status())
                .isEqualTo(200);
    }

    @Test
    void aVenueWithReservationsToComeIsNotTakenAwayAndTheyAreNamed() {
        String mine = placed("m-1", COURT);
        JsonObject would = preview(withoutNear()).json();
        assertThat(would.getString("refusal")).isEqualTo("venues-reserved");
        assertThat(would.getJsonObject("reservations").getJsonObject("gone").getInteger("count"))
                .isEqualTo(1);
        Answer refused = put(withoutNear());
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("venues-reserved");
        assertThat(refused.json().getInteger("affected")).isEqualTo(1);
        assertThat(refused.json().getJsonArray("reservations").encode())
                .isEqualTo("[{\"id\":\"" + mine + "\",\"member\":\"m-1\",\"state\":\"CONFIRMED\",\"slots\":[\"" + COURT
                        + "\"],\"party\":1}]");
        assertUnchanged();

        cancelled("m-1", mine);
        Answer taken = put(withoutNear());
        assertThat(taken.status()).as(taken.body()).isEqualTo(200);
        assertThat(client.get("/v1/stations/s-2").code()).isEqualTo("station-unknown");
        assertThat(client.reserve("m-2", slots(COURT)).code()).isEqualTo("slot-closed");
    }

    @Test
    void namesAllMistakesWithTheirPlaces() {
        String file =
                text(TOWN).replace("\"holdTtlS\":120", "\"holdTtlS\":1").replace("\"capacity\":3", "\"capacity\":0");
        for (String query : List.of("?reason=why", "?preview=true")) {
            Answer wrong = client.sendJson(admin, "PUT", PATH + query, file, "If-Match", "*");
            assertThat(wrong.status()).isEqualTo(422);
            assertThat(wrong.code()).isEqualTo("catalogue-invalid");
            JsonArray problems = wrong.json().getJsonArray("problems");
            assertThat(problems).hasSize(2);
            assertThat(problems.getJsonObject(0).getString("place")).isEqualTo("policies[0].holdTtlS");
            assertThat(problems.getJsonObject(0).getInteger("line")).isPositive();
            assertThat(problems.getJsonObject(1).getString("place")).isEqualTo("stations[0].venues[2].capacity");
            assertThat(problems.getJsonObject(1).getString("text")).contains("10000", "0");
        }
        assertUnchanged();
    }

    /** By what its head announces; nobody waits for the rest. */
    @Test
    void takesNoFileThatIsTooLarge() throws IOException {
        try (Wire wire = new Wire(engine.port())) {
            String answer = wire.send("PUT " + PUT + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + admin
                            + "\r\nIf-Match: *\r\nContent-Type: application/json\r\nContent-Length: "
                            + (CatalogueRoutes.BODY_BYTES_MAX + 1) + "\r\n\r\n")
                    .next();
            assertThat(answer)
                    .contains("413", "\"code\":\"body-too-large\"", "\"bytesMax\":" + CatalogueRoutes.BODY_BYTES_MAX);
        }
    }

    @Test
    void answersRubbish() {
        for (String rubbish : List.of(
                "{}", "[]", "{", "null", "x".repeat(1 << 20), "[".repeat(1 << 20), "{\"a\":" + " ".repeat(100))) {
            Answer answer = put(rubbish, "*");
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().getJsonArray("problems")).isNotEmpty();
        }
        Answer many = put("{" + "\"a\":1,\"b\":2,".repeat(10_000) + "\"c\":3}", "*");
        assertThat(many.json().getJsonArray("problems")).hasSize(200);
        assertThat(many.json().getInteger("problemsUnnamed")).isPositive();
        String padded = text(cancelledUntil(600)) + " ".repeat(CatalogueRoutes.BODY_BYTES_MAX - 100_000);
        assertThat(put(padded, "*").status()).isEqualTo(200);
        assertThat(get().body()).isEqualTo(padded);
    }

    @Test
    void isForAdminsAlone() {
        for (String role : List.of("member", "operator", "gate")) {
            String bearer = "Bearer " + client.token("{\"roles\":[\"" + role + "\"],\"stations\":[\"s-1\"]}");
            assertThat(client.get(PATH, "Authorization", bearer).code()).isEqualTo("role-missing");
            assertThat(client.sendJson(bearer, "PUT", PATH, "x".repeat(1 << 20), "If-Match", "*")
                            .code())
                    .isEqualTo("role-missing");
        }
    }

    @Test
    void keepsCityAndZone() {
        Answer city = put(CityBuilder.like(TOWN).id("village").build());
        assertThat(city.status()).isEqualTo(409);
        assertThat(city.code()).isEqualTo("city-fixed");
        Answer zone =
                preview(CityBuilder.like(TOWN).zone(ZoneId.of("Europe/Berlin")).build());
        assertThat(zone.code()).isEqualTo("zone-fixed");
        assertThat(zone.json().getString("detail")).contains("Asia/Shanghai");
        assertUnchanged();
    }

    @Test
    void saysWhichNumbersWaitForTheNextStart() {
        City more = CityBuilder.like(TOWN)
                .activeReservationsMax(9)
                .holdsMax(2)
                .strikes(new StrikeRules(
                        4, Duration.ofDays(30).toMillis(), Duration.ofDays(9).toMillis()))
                .build();
        City moreAndAPolicy =
                CityBuilder.like(more).policies(cancelledUntil(600).policies()).build();
        for (Answer told : List.of(preview(more), put(more), put(moreAndAPolicy))) {
            assertThat(told.status()).as(told.body()).isEqualTo(200);
            assertThat(told.json().getJsonArray("fromNextStart"))
                    .containsExactly("activeReservationsMax", "holdsMax", "strikeDays", "strikesMax", "suspensionDays");
        }
        Answer asAtTheStart = put(cancelledUntil(600));
        assertThat(asAtTheStart.json().getInteger("version")).isEqualTo(4);
        assertThat(asAtTheStart.json().getJsonArray("fromNextStart")).isEmpty();
    }

    /** What is open stays; a slot that shares time with it is not opened. */
    @Test
    void slotsThatAreOpenStayAsTheyAre() {
        Station near = TOWN.stations().get(1);
        Venue longer = VenueBuilder.like(near.venues().getFirst())
                .schedule(VenueBuilder.daily(8 * 60, 22 * 60, 120))
                .build();
        City city = withStations(List.of(
                TOWN.stations().get(0),
                StationBuilder.like(near).venues(List.of(longer)).build(),
                TOWN.stations().get(2)));
        String mine = placed("m-1", COURT);
        JsonObject would = preview(city).json();
        // Of three days, two more slots of two hours in the evening; of today ten are still to come.
        assertThat(would.getJsonObject("slots").encode()).isEqualTo("{\"opened\":3,\"kept\":33}");
        assertThat(would.getJsonObject("reservations").getJsonObject("kept").encode())
                .contains(mine);
        assertThat(would.getJsonArray("doubts").getJsonObject(0).getString("place"))
                .isEqualTo("stations[0].activities[0].places");
        assertThat(put(city).status()).isEqualTo(200);
        placed("m-2", "s-2-b1.20261121T1900");
        placed("m-2", "s-2-b1.20261121T2000");
    }
}
