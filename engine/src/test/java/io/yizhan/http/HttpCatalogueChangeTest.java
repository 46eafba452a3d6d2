package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.http.HttpClient.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Another catalogue while the edge serves: what is read next is of it, whatever was kept of the one before. */
final class HttpCatalogueChangeTest {
    private static ErrorLog errors;
    private HttpEngine engine;
    private HttpClient client;

    @BeforeAll
    static void listen() {
        errors = ErrorLog.listening();
    }

    @AfterAll
    static void nothingWasLoggedAsAnError() {
        errors.assertEmpty();
    }

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    /** {@code s-1}'s venues renamed, {@code s-2} closed down, {@code s-4} new; former numbers are kept. */
    private Directory changed(String name) {
        City city = engine.directory.city();
        List<Station> stations = new ArrayList<>();
        for (Station station : city.stations()) {
            if (!station.id().equals("s-2")) stations.add(renamed(station, station.id(), name));
        }
        Station third = city.stations().get(2);
        stations.add(renamed(third, "s-4", name));
        Map<String, Integer> stationNos = new HashMap<>(Map.of("s-1", 1, "s-2", 2, "s-3", 3, "s-4", 4));
        Map<String, Integer> venueNos =
                new HashMap<>(Map.of("s-1-b1", 1, "s-1-b2", 2, "s-1-gym", 3, "s-2-b1", 4, "s-3-gym", 5, "s-4-gym", 6));
        venueNos.keySet()
                .forEach(id -> assertThat(engine.directory.venueNo(id)).as(id).isIn(0, venueNos.get(id)));
        City changed = new City(
                city.id(),
                city.name(),
                city.zone(),
                city.language(),
                city.horizonDays(),
                city.activeReservationsMax(),
                city.policies(),
                city.districts(),
                stations);
        return new Directory(changed, stationNos, venueNos);
    }

    private static Station renamed(Station it, String id, String name) {
        List<Venue> venues = it.venues().stream()
                .map(venue -> new Venue(
                        venue.id().replace(it.id(), id),
                        new Text(name, name),
                        venue.kind(),
                        venue.allocation(),
                        venue.capacity(),
                        venue.policyId(),
                        venue.schedule(),
                        venue.closures()))
                .toList();
        return new Station(
                id,
                new Text(name + id, name + id),
                it.kind(),
                it.districtId(),
                it.address(),
                it.lonDeg(),
                it.latDeg(),
                it.hours(),
                it.occupancyMax(),
                it.host(),
                it.services(),
                it.synthetic(),
                venues,
                it.machines(),
                it.gates().stream().map(gate -> gate.replace(it.id(), id)).toList(),
                List.of());
    }

    @Test
    void showsTheNewCatalogueToEverybodyAtOnce() {
        Map<String, String> tags = new HashMap<>();
        List<String> paths = List.of("/v1/stations", "/v1/stations/s-1", "/v1/stations/s-1/slots", "/v1/activities");
        // Asked for often enough that every event loop has what it keeps.
        for (int i = 0; i < 8; i++)
            for (String path : paths)
                tags.put(path, new HttpClient(engine.port()).get(path).header("etag"));

        engine.directory = changed("新");

        for (String path : paths) {
            Answer answer = client.get(path, "If-None-Match", tags.getOrDefault(path, ""));
            assertThat(answer.status()).as(path).isEqualTo(200);
            assertThat(answer.header("etag")).as(path).isNotEqualTo(tags.get(path));
        }
        assertThat(client.get("/v1/stations").body())
                .contains("\"新s-1\"", "\"新s-4\"")
                .doesNotContain("s-2", "驿站s-1");
        assertThat(client.get("/v1/stations/s-1/slots").body())
                .contains("\"name\":\"新\"")
                .doesNotContain("场地");
        assertThat(client.get("/v1/activities").body()).isEqualTo("{\"activities\":[]}");
        assertThat(client.get("/v1/stations/s-2").code()).isEqualTo("station-unknown");
        assertThat(client.get("/v1/stations/s-2/slots").code()).isEqualTo("station-unknown");
        // New, and its slots are not opened yet.
        assertThat(client.get("/v1/stations/s-4/slots").body()).contains("\"s-4-gym\"", "\"slots\":[]");
        assertThat(client.reserve("m-1", HttpClient.slots("s-4-gym.20261121T1800"))
                        .code())
                .isEqualTo("slot-unknown");
    }

    @Test
    void keepsReservationsOfVenuesThatAreGone() {
        Answer placed = client.reserve("m-1", HttpClient.slots("s-2-b1.20261121T1800"));
        String path = "/v1/reservations/" + placed.json().getString("id");
        assertThat(client.getAs("m-1", path).json().containsKey("pass")).isTrue();

        engine.directory = changed("新");

        JsonObject shown = client.getAs("m-1", path).json();
        assertThat(shown.getJsonArray("slots").getString(0)).isEqualTo("s-2-b1.20261121T1800");
        assertThat(shown.containsKey("pass")).isFalse();
        assertThat(client.getAs("m-1", path + "/pass.png").code()).isEqualTo("pass-unavailable");
        assertThat(client.getAs("m-1", path + ".ics").status()).isEqualTo(200);
        assertThat(client.getAs("m-1", "/v1/me/reservations").body()).contains("s-2-b1.20261121T1800");
        assertThat(client.as("m-1", "DELETE", path).status()).isEqualTo(200);
        assertThat(client.reserve("m-1", HttpClient.slots("s-1-b1.20261121T1800"))
                        .status())
                .isEqualTo(201);
    }

    /** Readers and bookings on both event loops while the catalogue changes again and again: each answer is of one catalogue, whole. */
    @Test
    void neverMixesTwoCatalogues() throws Exception {
        Directory[] both = {changed("甲"), changed("乙")};
        engine.directory = both[0];
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<Void>> readers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            HttpClient reader = new HttpClient(engine.port());
            readers.add(CompletableFuture.runAsync(() -> {
                while (!done.get()) {
                    for (String path : List.of("/v1/stations", "/v1/stations/s-1/slots")) {
                        String body = reader.get(path).body();
                        assertThat(body.contains("甲")).as(body).isNotEqualTo(body.contains("乙"));
                    }
                }
            }));
        }
        for (int i = 0; i < 300; i++) {
            engine.directory = both[i % 2];
            String wanted = i % 2 == 0 ? "甲" : "乙";
            assertThat(client.get("/v1/stations/s-1/slots").body()).contains(wanted);
        }
        done.set(true);
        for (CompletableFuture<Void> reader : readers) reader.get();
    }
}
