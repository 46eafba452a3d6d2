package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Directory;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.town.HttpTown;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another catalogue while the edge serves: what is read next is of it, whatever was kept of the one before. */
@Tag("slow")
@HearsErrors
final class HttpCatalogueChangeTest {
    @AutoClose
    private HttpEngine engine;

    private HttpClient client;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        client = engine.client;
    }

    private static Directory changed(String name) {
        return HttpTown.changed(name, HttpTown.ZONE, "zh");
    }

    @Test
    void showsTheNewCatalogueToEverybodyAtOnce() {
        Map<String, String> tags = new HashMap<>();
        List<String> paths =
                List.of("/v1/stations", "/v1/stations/s-1", "/v1/stations/s-1/slots", "/v1/activities", "/v1/slots");
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
        assertThat(client.get("/v1/slots").body())
                .contains("\"stationName\":\"新s-1\"", "\"venueName\":\"新\"")
                .doesNotContain("s-2", "驿站s-1");
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
        assertThat(shown.containsKey("pass")).as("whoever was told yes gets in").isTrue();
        assertThat(client.getAs("m-1", path + "/pass.png").status()).isEqualTo(200);
        assertThat(client.getAs("m-1", path + ".ics").status()).isEqualTo(200);
        assertThat(client.getAs("m-1", "/v1/me/reservations").body()).contains("s-2-b1.20261121T1800");
        assertThat(client.as("m-1", "DELETE", path).status()).isEqualTo(200);
        assertThat(client.reserve("m-1", HttpClient.slots("s-1-b1.20261121T1800"))
                        .status())
                .isEqualTo(201);
    }

    /** Its slots are published elsewhere or nowhere: what is told of them comes from the reservation. */
    @Test
    void showsAReservationOfSeveralSlotsWhoseVenueIsGone() {
        Answer placed = client.reserve("m-1", HttpClient.slots("s-2-b1.20261121T1600", "s-2-b1.20261121T1800"));
        assertThat(placed.status()).isEqualTo(201);
        String path = "/v1/reservations/" + placed.json().getString("id");

        engine.directory = changed("新");

        JsonObject shown = client.getAs("m-1", path).json();
        assertThat(shown.getString("stationId")).isEqualTo("s-2");
        assertThat(shown.getString("end")).isEqualTo("2026-11-21T19:00:00+08:00");
        assertThat(shown.getJsonArray("items").getJsonObject(1).getString("end"))
                .isEqualTo("2026-11-21T19:00:00+08:00");
        assertThat(client.getAs("m-1", path + ".ics").body()).contains("SUMMARY:s-2-b1");
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
                    for (String path : List.of("/v1/stations", "/v1/stations/s-1/slots", "/v1/slots")) {
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

    /** The catalogue changes while the writer has the command: what was read by the one is not told by the other. */
    @Test
    void answersARequestThatStraddlesAChangeByOneCatalogue() {
        Directory former = engine.directory;
        Directory later = HttpTown.changed("新", ZoneId.of("Asia/Tokyo"), "en");
        String booking = HttpClient.slots("s-1-b1.20261121T1800");
        engine.whileUnderWay = () -> engine.directory = later;

        Answer placed = client.reserve("m-1", booking);
        assertThat(placed.body()).contains("\"s-1-b1.20261121T1800\"", "+08:00").doesNotContain("+09:00");
        engine.directory = former;
        Answer full = client.reserve("m-2", booking);
        assertThat(full.code()).isEqualTo("slot-full");
        assertThat(full.header("content-language")).isEqualTo("zh");

        // Whoever asks now is told by the other, whole.
        String path = "/v1/reservations/" + placed.json().getString("id");
        assertThat(client.getAs("m-1", path).body())
                .contains("\"s-1-b1.20261121T1900\"", "+09:00")
                .doesNotContain("+08:00");
        assertThat(client.getAs("m-1", "/v1/reservations/r-zzzzzzz").header("content-language"))
                .isEqualTo("en");
    }
}
