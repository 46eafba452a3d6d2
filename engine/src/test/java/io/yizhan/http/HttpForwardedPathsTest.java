package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a path is spelled, the node that sends a request on takes it for what the owner takes it for. */
@Tag("slow")
@Timeout(120)
@HearsErrors
final class HttpForwardedPathsTest {
    /** More than there are connections to the owner for short requests. */
    private static final int STREAMS = 70;

    private HttpEngine engine;
    private HttpNode node;

    @BeforeEach
    void start() {
        engine = new HttpEngine();
        node = new HttpNode(engine).believes(HttpNode.at(engine.port()));
    }

    @AfterEach
    void stop() {
        node.close();
        engine.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/stations/s-1/live",
                "/v1/stations/s-1/live/",
                "/v1/stations/s-1/live//",
                "/v1/stations/s-1/liv%65",
                "/v1/stations/s-1/%6Cive",
                "/v1/stations/s-1/%6cive/",
                "//v1///stations/s-1//live",
                "/v1/./stations/s-1/./live/.",
                "/v1/activities/../stations/s-1/slots/%2e%2E/live",
                "/%76%31/stations/s%2D1/live",
                "http://x/v1/stations/s-1/live/",
                "/v1/me/live",
                "/v1/me//liv%65/"
            })
    void leavesConnectionsForShortRequestsHoweverStreamsAreAskedFor(String path) throws IOException {
        String bearer = node.client.bearer("m-1");
        List<Wire> streams = new ArrayList<>();
        try {
            for (int i = 0; i < STREAMS; i++) {
                // Each of somebody else: a member has few.
                streams.add(new Wire(node.port())
                        .send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: "
                                + node.client.bearer("m-" + i) + "\r\n\r\n"));
            }
            for (Wire stream : streams) assertThat(stream.until("\r\n\r\n")).startsWith("HTTP/1.1 200");
            assertThat(node.client.get("/v1/stations/s-1/occupancy").status()).isEqualTo(200);
            assertThat(node.client
                            .get("/v1/me/reservations", "Authorization", bearer)
                            .status())
                    .isEqualTo(200);
            assertThat(node.meters.get("yizhan.http.live.streams").gauge().value())
                    .isEqualTo(STREAMS);
        } finally {
            for (Wire stream : streams) stream.close();
        }
    }

    @Test
    void findsTheSameRouteByEachSpelling() throws IOException {
        for (int port : new int[] {engine.port(), node.port()}) {
            for (String path :
                    List.of("/v1/stations/s-1/slots/", "/v1/stations/s-1/slot%73", "//v1/stations//s-1/slots")) {
                assertThat(statusOf(port, path)).as(path).isEqualTo("200");
            }
            for (String path : List.of("/health/liv%65", "/metrics/", "/./openapi.yaml", "//")) {
                assertThat(statusOf(port, path)).as(path).isEqualTo("200");
            }
            for (String path : List.of(
                    "/v1/stations/s-1/live;x",
                    "/v1/stations/s-1%2Flive",
                    "/v1/stations/s-1/LIVE",
                    "/v1/stationsx",
                    "/v1/stations/live",
                    "/%2561/live",
                    "/v1/stations/s-1/live/x")) {
                assertThat(statusOf(port, path)).as(path).isEqualTo("404");
            }
            for (String path : List.of("/v1/stations/%", "/v1/stations/%zz", "v1/stations")) {
                assertThat(statusOf(port, path)).as(path).isEqualTo("400");
            }
        }
        assertThat(engine.meters
                        .get("yizhan.http.requests")
                        .tag("route", "/v1/stations/{id}/slots")
                        .timer()
                        .count())
                .isEqualTo(6);
    }

    private static String statusOf(int port, String path) throws IOException {
        try (Wire wire = new Wire(port)) {
            wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return Wire.statuses(wire.untilClosed()).get(0);
        }
    }
}
