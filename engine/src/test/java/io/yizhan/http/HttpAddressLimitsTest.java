package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Gauge;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.client.TrustedProxies;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.VenueBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What one address may have of what all share. Other addresses are this machine's own: 127.0.0.2 and so on. */
@HearsErrors
class HttpAddressLimitsTest {
    private static final String ASK = "GET /v1/stations/s-1 HTTP/1.1\r\nHost: localhost\r\n";

    private static HttpEngine engine(
            int connectionsMax, int ofOne, int streams, @Nullable RateLimit requests, String... proxies) {
        return new HttpEngine(
                with(new ClientLimits(connectionsMax, ofOne, streams, requests, TrustedProxies.of(List.of(proxies)))));
    }

    private static UnaryOperator<EdgeOptions> with(ClientLimits limits) {
        return options -> EdgeOptions.of(options.host(), 0, 1, options.tokens()).withClients(limits);
    }

    /** One that answers so many requests of one address, and no more for a long time. */
    private static HttpEngine answering(int requests, String... proxies) {
        return engine(1_000, 1_000, 1_000, new RateLimit(1, requests), proxies);
    }

    private static String asked(Wire wire, String headers) throws IOException {
        return Wire.statuses(wire.send(ASK + headers + "\r\n").next()).getFirst();
    }

    /** Only its own make room, and while all of them are new, none does. */
    @Test
    void closesWhatOneAddressOpensBeyondItsShare() throws IOException {
        try (HttpEngine engine = engine(1_000, 2, 10, null);
                Wire first = new Wire("127.0.0.2", engine.port());
                Wire second = new Wire("127.0.0.2", engine.port());
                Wire third = new Wire("127.0.0.2", engine.port());
                Wire other = new Wire("127.0.0.3", engine.port())) {
            await().until(third::isClosed);
            assertThat(asked(first, "")).isEqualTo("200");
            assertThat(asked(second, "")).isEqualTo("200");
            assertThat(asked(other, "")).isEqualTo("200");
            await().ignoreExceptions().untilAsserted(() -> {
                try (Wire again = new Wire("127.0.0.2", engine.port())) {
                    assertThat(asked(again, "")).isEqualTo("200");
                }
            });
            assertThat(first.isClosed() || second.isClosed()).isTrue();
            assertThat(asked(other, "")).isEqualTo("200");
            assertThat(engine.meters.counter("yizhan.http.connections.refused").count())
                    .isPositive();
        }
    }

    @Test
    void letsSomebodyInByEndingWhatIsIdleOfWhoeverHasTheMost() throws IOException {
        List<Wire> idle = new ArrayList<>();
        try (HttpEngine engine = engine(6, 5, 10, null);
                Wire one = new Wire("127.0.0.3", engine.port())) {
            for (int i = 0; i < 5; i++) idle.add(new Wire("127.0.0.2", engine.port()));
            assertThat(asked(one, "")).isEqualTo("200");
            await().ignoreExceptions().untilAsserted(() -> {
                try (Wire late = new Wire("127.0.0.4", engine.port())) {
                    assertThat(asked(late, "")).isEqualTo("200");
                }
            });
            assertThat(asked(one, "")).isEqualTo("200");
            int ended = 0;
            for (Wire each : idle) if (each.isClosed()) ended++;
            assertThat(ended).isPositive();
            assertThat(engine.meters.find("yizhan.http.connections").gauges())
                    .extracting(Gauge::value)
                    .allMatch(open -> open <= 6);
        } finally {
            for (Wire each : idle) each.close();
        }
    }

    @Test
    void leavesLiveStreamsToOthers() throws IOException {
        String live = "GET /v1/stations/s-1/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (HttpEngine engine = engine(1_000, 1_000, 2, null);
                Wire first = new Wire("127.0.0.2", engine.port());
                Wire second = new Wire("127.0.0.2", engine.port());
                Wire third = new Wire("127.0.0.2", engine.port());
                Wire other = new Wire("127.0.0.3", engine.port())) {
            first.send(live).until("id: ");
            second.send(live).until("id: ");
            assertThat(third.send(live).until("}")).contains(" 503 ", "live-streams-exceeded");
            other.send(live).until("id: ");
            first.hangUp();
            await().ignoreExceptions().untilAsserted(() -> {
                try (Wire again = new Wire("127.0.0.2", engine.port())) {
                    assertThat(Wire.statuses(again.send(live).until("\r\n\r\n")))
                            .containsExactly("200");
                }
            });
        }
    }

    /** By a connection of its own: that of a refusal is closed. */
    private static String status(HttpEngine engine, String from, String path, String headers) throws IOException {
        try (Wire wire = new Wire(from, engine.port())) {
            return Wire.statuses(wire.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n")
                            .next())
                    .getFirst();
        }
    }

    @Test
    void answersAnAddressNoFasterThanItsRate() throws IOException {
        try (HttpEngine engine = answering(3);
                Wire wire = new Wire("127.0.0.2", engine.port())) {
            for (int i = 0; i < 3; i++) assertThat(asked(wire, "")).isEqualTo("200");
            String refused = wire.send((ASK + "\r\n").repeat(3)).untilClosed();
            assertThat(refused).contains("address-rate-limited", "retry-after: 1", "connection: close");
            assertThat(Wire.statuses(refused)).endsWith("429").containsOnlyOnce("429");
            for (String path : List.of("/nowhere", "/v1/me/reservations", "/metrics", "/", "/openapi.yaml"))
                assertThat(status(engine, "127.0.0.2", path, "")).as(path).isEqualTo("429");
            for (String path : List.of("/health/live", "/health/ready"))
                assertThat(status(engine, "127.0.0.2", path, "")).as(path).isEqualTo("200");
            assertThat(status(engine, "127.0.0.3", "/v1/stations", "")).isEqualTo("200");
        }
    }

    /** A whole company may be behind one address. */
    @Test
    void goesOnForThoseWhomItKnows() throws IOException {
        try (HttpEngine engine = answering(3)) {
            String path = "/v1/stations/s-1";
            String known = "Authorization: " + engine.client.bearer("m-1") + "\r\n";
            assertThat(status(engine, "127.0.0.2", "/v1/me/reservations", known))
                    .isEqualTo("200");
            for (int i = 0; i < 4; i++) status(engine, "127.0.0.2", path, "");
            assertThat(status(engine, "127.0.0.2", path, "")).isEqualTo("429");
            assertThat(status(engine, "127.0.0.2", path, known)).isEqualTo("200");
            assertThat(status(engine, "127.0.0.2", path, "Authorization: Bearer nobody\r\n"))
                    .isEqualTo("429");
            String fresh = "Authorization: " + engine.client.bearer("m-2") + "\r\n";
            assertThat(status(engine, "127.0.0.2", path, fresh))
                    .as("nobody has verified it yet")
                    .isEqualTo("429");
            assertThat(status(engine, "127.0.0.2", "/v1/me/reservations", fresh))
                    .isEqualTo("200");
            assertThat(status(engine, "127.0.0.2", path, fresh)).isEqualTo("200");
        }
    }

    @Test
    void chargesLongAnswersForTheirLength() throws IOException {
        try (HttpEngine engine = answering(30)) {
            assertThat(status(engine, "127.0.0.2", "/openapi.yaml", "")).isEqualTo("200");
            assertThat(status(engine, "127.0.0.2", "/v1/stations", "")).isEqualTo("429");
        }
    }

    /** Where the town's stations are, with so many venues each that to look at them costs as much as some ten requests. */
    private static Directory crowded() {
        List<Station> stations = new ArrayList<>();
        for (String id : List.of("s-1", "s-2", "s-3")) {
            List<Venue> venues = new ArrayList<>();
            for (int i = 0; i < 4_000; i++)
                venues.add(VenueBuilder.venue(id + "-" + i).build());
            stations.add(StationBuilder.station(id).venues(venues).build());
        }
        return CityBuilder.numbered(CityBuilder.city("town").stations(stations).build());
    }

    /** Its answer is short, since nothing is found. */
    @Test
    void chargesSearchesForWhatTheyLookAt() throws IOException {
        try (HttpEngine engine = answering(30)) {
            engine.directory = crowded();
            String nothing = "/v1/slots?from=07:00&to=07:01";
            for (int i = 0; i < 3; i++)
                assertThat(status(engine, "127.0.0.2", nothing, "")).isEqualTo("200");
            assertThat(status(engine, "127.0.0.2", nothing, "")).isEqualTo("429");
        }
    }

    /** It is answered by its head, and then thrown away so that the answer is seen. */
    @Test
    void throwsAwayNoMoreThanAnAddressMayAskFor() throws IOException {
        String head = "POST /v1/gates/s-1-g1/events HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048576\r\n\r\n";
        String body = "x".repeat(64 * 1_024);
        try (HttpEngine engine = answering(500);
                Wire first = new Wire("127.0.0.2", engine.port());
                Wire second = new Wire("127.0.0.2", engine.port())) {
            assertThat(first.send(head + body.repeat(8)).next()).contains(" 401 ");
            second.send(head);
            try {
                for (int i = 0; i < 12; i++) second.send(body);
            } catch (IOException closed) {
                assertThat(closed).hasMessageMatching("(?i).*(reset|broken).*");
            }
            // Long before a slow body would be given up.
            await().atMost(Duration.ofSeconds(5)).until(second::isClosed);
            assertThat(status(engine, "127.0.0.3", "/v1/stations", "")).isEqualTo("200");
        }
    }

    /** The owner would refuse it, too, but the way there costs as much again. */
    @Test
    void sendsNothingOnThatIsTooMuchHere() throws IOException {
        ClientLimits limits = new ClientLimits(1_000, 1_000, 1_000, new RateLimit(1, 3), TrustedProxies.of(List.of()));
        try (HttpEngine owner = answering(1_000);
                HttpNode node = new HttpNode(owner, with(limits)).believes(HttpNode.at(owner.port()));
                Wire wire = new Wire("127.0.0.2", node.port())) {
            for (int i = 0; i < 3; i++) assertThat(asked(wire, "")).isEqualTo("200");
            assertThat(asked(wire, "")).isEqualTo("429");
        }
    }

    @Test
    void believesItsProxiesAloneAboutWhoAsks() throws IOException {
        try (HttpEngine engine = answering(2, "127.0.0.2", "10.0.0.0/8");
                Wire proxy = new Wire("127.0.0.2", engine.port());
                Wire stranger = new Wire("127.0.0.3", engine.port())) {
            for (int i = 0; i < 6; i++) {
                String from = "X-Forwarded-For: 198.51.100.7, 203.0.113." + i + ", 10.1.1.1\r\n";
                assertThat(asked(proxy, from)).as(from).isEqualTo("200");
            }
            String one = "Forwarded: for=\"[2001:db8:1:2::3]:4711\";proto=https\r\n";
            String neighbour = "Forwarded: proto=https;for=\"[2001:db8:1:2::9]\"\r\n";
            assertThat(asked(proxy, one)).isEqualTo("200");
            assertThat(asked(proxy, neighbour)).isEqualTo("200");
            assertThat(asked(proxy, one)).isEqualTo("429");
            for (int i = 0; i < 2; i++)
                assertThat(asked(stranger, "X-Forwarded-For: 203.0.113.9\r\n")).isEqualTo("200");
            assertThat(asked(stranger, "X-Forwarded-For: 203.0.113.10\r\n")).isEqualTo("429");
        }
    }

    @Test
    void believesNodesOfTheClusterAboutWhoAsks() throws IOException {
        try (HttpEngine engine = answering(2);
                Wire node = new Wire("127.0.0.2", engine.port());
                Wire stranger = new Wire("127.0.0.3", engine.port())) {
            String seal = "Yizhan-Node: " + new NodeSeal(HttpEngine.SECRET).of(engine.nowMs.get()) + "\r\n";
            String forged = "Yizhan-Node: " + new NodeSeal(new byte[32]).of(engine.nowMs.get()) + "\r\n";
            for (int i = 0; i < 6; i++)
                assertThat(asked(node, seal + "X-Forwarded-For: 203.0.113." + i + "\r\n"))
                        .isEqualTo("200");
            for (int i = 0; i < 2; i++)
                assertThat(asked(stranger, forged + "X-Forwarded-For: 203.0.113." + i + "\r\n"))
                        .isEqualTo("200");
            assertThat(asked(stranger, forged + "X-Forwarded-For: 203.0.113.9\r\n"))
                    .isEqualTo("429");
        }
    }

    @Test
    void saysWhatIsNoNetwork() {
        for (String wrong : new String[] {"proxy.example", "10.0.0.0/33", "10.0.0/8", "fd00::/129", "/", "10.0.0.1/x"})
            assertThatThrownBy(() -> TrustedProxies.of(List.of(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(wrong);
    }
}
