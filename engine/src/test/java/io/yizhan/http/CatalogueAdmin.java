package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.HttpTown;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;

/** An admin before a real engine, and the files that it sends. */
abstract class CatalogueAdmin {
    static final String PATH = "/v1/admin/catalogue";
    static final String PUT = PATH + "?reason=why";
    static final City TOWN = HttpTown.directory().city();
    static final String COURT = "s-2-b1.20261121T1800";

    @AutoClose
    HttpEngine engine;

    HttpClient client;
    String admin;

    HttpEngine engine() {
        return new HttpEngine();
    }

    @BeforeEach
    void start() {
        engine = engine();
        client = engine.client;
        admin = "Bearer " + client.token("{\"roles\":[\"admin\"],\"subject\":\"a-1\"}");
    }

    final Answer get(String... headers) {
        List<String> all = new ArrayList<>(List.of("Authorization", admin));
        all.addAll(List.of(headers));
        return client.get(PATH, all.toArray(String[]::new));
    }

    final Answer put(String file, String ifMatch) {
        return client.sendJson(admin, "PUT", PUT, file, "If-Match", ifMatch);
    }

    final Answer put(City city) {
        return put(text(city), get().header("etag"));
    }

    final Answer preview(City city) {
        return client.sendJson(admin, "PUT", PATH + "?preview=true", text(city), "If-Match", "*");
    }

    static String text(City city) {
        return new String(CatalogueFile.write(city), UTF_8);
    }

    static City withStations(List<Station> stations) {
        return CityBuilder.like(TOWN).stations(stations).build();
    }

    static City withoutNear() {
        return withStations(TOWN.stations().stream()
                .filter(station -> !station.id().equals("s-2"))
                .toList());
    }

    static City withACourtMore() {
        Station near = TOWN.stations().get(1);
        Venue more = VenueBuilder.like(near.venues().getFirst()).id("s-2-b2").build();
        return withStations(List.of(
                TOWN.stations().get(0),
                StationBuilder.like(near)
                        .venues(Stream.concat(near.venues().stream(), Stream.of(more))
                                .toList())
                        .build(),
                TOWN.stations().get(2)));
    }

    static City cancelledUntil(int minutesBefore) {
        return CityBuilder.like(TOWN)
                .policies(List.of(TestPolicies.policy("p", 120, minutesBefore, 1, LocalTime.of(12, 0))))
                .build();
    }

    final String placed(String member, String slot) {
        Answer placed = client.reserve(member, slots(slot));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        return placed.json().getString("id");
    }

    final Answer cancelled(String member, String id) {
        return client.as(member, "DELETE", "/v1/reservations/" + id);
    }

    final void assertUnchanged() {
        assertThat(get().body()).isEqualTo(text(TOWN));
        assertThat(engine.editions.latest.version()).isEqualTo(1);
    }

    /** As whoever bears this sees the audit. */
    final JsonArray acts(String bearer) {
        return client.send("GET", "/v1/admin/audit", "", "Authorization", bearer)
                .json()
                .getJsonArray("acts");
    }
}
