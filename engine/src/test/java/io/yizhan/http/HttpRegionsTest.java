package io.yizhan.http;

import static io.yizhan.http.HttpClient.slots;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.http.HttpClient.Answer;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.town.HttpTown;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several regions behind one edge, and a node whose part in a region changes. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class HttpRegionsTest {
    private static final String REGION = "Yizhan-Region";
    private HttpEngine engine;
    private HttpNode node;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        node = new HttpNode(engine, options -> options, village());
    }

    @AfterEach
    void stop() {
        node.close();
        engine.close();
    }

    /** One station of the town is all of it; nothing can be booked there. */
    private static RegionSources village() {
        Directory directory = HttpTown.village();
        return FixedCatalogue.sources(
                "village",
                () -> directory,
                new Feed(),
                submission -> new Refusal.Overloaded(1_000),
                () -> Whereabouts.Here.HERE);
    }

    @Test
    void keepsRegionsApart() {
        node.believes(Whereabouts.Here.HERE);
        for (String there : new String[] {"town", "village"}) {
            boolean town = there.equals("town");
            assertThat(node.client.get("/v1/stations/s-1", REGION, there).status())
                    .isEqualTo(town ? 200 : 404);
            assertThat(node.client.get("/v1/stations/s-1/slots", REGION, there).status())
                    .isEqualTo(town ? 200 : 404);
            assertThat(node.client.get("/v1/stations", REGION, there).json().getJsonArray("stations"))
                    .hasSize(town ? 3 : 1);
        }
        assertThat(node.client.get("/v1/stations/s-1").status()).isEqualTo(200);
        assertThat(node.client.get("/v1/stations/s-2", REGION, "village").body())
                .contains("Station s-2");
    }

    @Test
    void anotherRegionIsHereWhileOneIsElsewhere() {
        node.believes(HttpNode.at(engine.port()));
        Answer placed = node.client.reserve("m-1", slots("s-1-b1.20261121T1800"));
        assertThat(placed.status()).as(placed.body()).isEqualTo(201);
        Answer busy = node.client.send(
                "POST",
                "/v1/reservations",
                slots("s-2-b1.20261121T1800"),
                "Authorization",
                node.client.bearer("m-1"),
                "Idempotency-Key",
                "k",
                "Content-Type",
                "application/json",
                REGION,
                "village");
        assertThat(busy.code()).isEqualTo("overloaded");
    }

    @Test
    void knowsNoOtherRegion() {
        node.believes(Whereabouts.Here.HERE);
        for (String unknown : new String[] {"", "Town", "town,village", "x".repeat(2_000)}) {
            for (String path : new String[] {"/v1/stations", "/v1/stations/s-1/slots", "/nothing"}) {
                Answer answer = node.client.get(path, REGION, unknown);
                assertThat(answer.status()).as(unknown).isEqualTo(404);
                assertThat(answer.code()).isEqualTo("region-unknown");
            }
            assertThat(node.client.get("/health/live", REGION, unknown).status())
                    .isEqualTo(200);
        }
        assertThat(node.client
                        .get("/v1/stations", REGION, "x", "Accept-Language", "zh")
                        .body())
                .contains("没有地区 x");
    }

    @Test
    void standsInForReadsAndSaysHowOldTheyAre() {
        node.believes(new Whereabouts.StandIn(engine.nowMs.get() - 7_900));
        for (String path : new String[] {
            "/v1/stations",
            "/v1/stations/s-1",
            "/v1/stations/s-1/slots",
            "/v1/stations/s-1/occupancy",
            "/v1/activities",
            "/v1/slots"
        }) {
            Answer read = node.client.get(path);
            assertThat(read.status()).as(path).isEqualTo(200);
            assertThat(read.header("age")).isEqualTo("7");
            assertThat(read.header("yizhan-stale")).isEqualTo("true");
        }
        assertThat(node.client.reserve("m-1", slots("s-1-b1.20261121T1800")).code())
                .isEqualTo("not-owner-reachable");
        assertThat(engine.client.get("/v1/stations").header("yizhan-stale")).isEmpty();
    }

    private void assertEnds(Whereabouts before, Runnable change) throws IOException {
        node.believes(before);
        try (LiveReader reader = follow()) {
            engine.client.reserve("m-1", slots("s-1-gym.20261121T1800"));
            reader.sees("s-1-gym.20261121T1800");
            assertThat(reader.isEnded()).isFalse();
            change.run();
            await().until(reader::isEnded);
            await().until(() -> node.meters.scrape().contains("yizhan_http_live_streams 0.0"));
        }
    }

    private LiveReader follow() throws IOException {
        return new LiveReader(node.port(), "/v1/stations/s-1/live", "").sees("\nid: ");
    }

    @Test
    void endsStreamsThatAreSentOnWhenTheOwnerChanges() throws IOException {
        try (HttpNode other = new HttpNode(engine)) {
            assertEnds(HttpNode.at(engine.port()), () -> node.believes(HttpNode.at(other.port())));
        }
    }

    @Test
    void endsStreamsOfItsOwnWhenItStepsDown() throws IOException {
        assertEnds(Whereabouts.Here.HERE, () -> node.believes(Whereabouts.Nowhere.NOWHERE));
    }

    @Test
    void endsStreamsOfItsOwnWhenTheBooksAreLoadedAnew() throws IOException {
        assertEnds(Whereabouts.Here.HERE, () -> engine.feed.restart(engine.feed.seq()));
    }

    @Test
    void goesOnWithItsStreamsFromStandInToOwner() throws IOException {
        node.believes(new Whereabouts.StandIn(engine.nowMs.get()));
        try (LiveReader reader = follow()) {
            node.believes(Whereabouts.Here.HERE);
            engine.client.reserve("m-1", slots("s-1-gym.20261121T1800"));
            reader.sees("s-1-gym.20261121T1800");
            assertThat(reader.isEnded()).isFalse();
        }
    }
}
