package io.yizhan.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.client.Announced;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.NodeSeal;
import io.yizhan.http.client.TrustedProxies;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behind a proxy that announces its clients by the PROXY protocol: 127.0.0.2. Clients are those that it names. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class HttpProxyHeaderTest {
    private static final String PROXY = "127.0.0.2";
    private static final String ASK = "GET /v1/stations/s-1 HTTP/1.1\r\nHost: localhost\r\n";

    private static UnaryOperator<EdgeOptions> behind(int ofOne, @Nullable RateLimit requests, String... proxies) {
        TrustedProxies announcing = TrustedProxies.of(List.of(proxies)).announcing();
        ClientLimits limits = new ClientLimits(1_000, ofOne, 1_000, requests, announcing);
        return options -> EdgeOptions.of(options.host(), 0, 1, options.tokens()).withClients(limits);
    }

    /** Two requests for each address, and no more for a long time. */
    private static HttpEngine answeringTwo(String... more) {
        List<String> proxies = new ArrayList<>(List.of(more));
        proxies.add(PROXY);
        return new HttpEngine(behind(1_000, new RateLimit(1, 2), proxies.toArray(String[]::new)));
    }

    private static double count(HttpEngine engine, String result) {
        return engine.meters
                .get("yizhan.proxy.headers")
                .tags("port", "http", "result", result)
                .counter()
                .count();
    }

    private static String asked(Wire wire, String headers) throws IOException {
        return Wire.statuses(wire.send(ASK + headers + "\r\n").next()).getFirst();
    }

    /** By a connection of its own. */
    private static String status(HttpEngine engine, byte[] header) throws IOException {
        try (Wire wire = new Wire(PROXY, engine.port())) {
            return asked(wire.send(header), "");
        }
    }

    /** Closed without a word. */
    private static boolean isHungUpOn(HttpEngine engine, String from, byte[] bytes) throws IOException {
        try (Wire wire = new Wire(from, engine.port())) {
            wire.send(bytes);
            return wire.untilClosed().isEmpty();
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void countsRequestsForWhomTheProxyNames() throws IOException {
        try (HttpEngine engine = answeringTwo()) {
            for (int i = 1; i < 5; i++) {
                byte[] text = Announced.inText("203.0.113." + i);
                byte[] bytes = Announced.inBytes("203.0.113." + i, 200 * i);
                assertThat(status(engine, text)).isEqualTo("200");
                assertThat(status(engine, bytes)).isEqualTo("200");
                assertThat(status(engine, text)).isEqualTo("429");
                assertThat(status(engine, bytes)).isEqualTo("429");
            }
            for (String network : List.of("2001:db8:1:2", "2001:db8:1:3")) {
                assertThat(status(engine, Announced.inText(network + "::1"))).isEqualTo("200");
                assertThat(status(engine, Announced.inBytes(network + "::2"))).isEqualTo("200");
                assertThat(status(engine, Announced.inText(network + "::3"))).isEqualTo("429");
                assertThat(status(engine, Announced.inBytes(network + "::4"))).isEqualTo("429");
            }
            // The same client as an address of IPv4.
            assertThat(status(engine, Announced.inBytes("::ffff:203.0.113.1"))).isEqualTo("429");
            assertThat(count(engine, "named")).isEqualTo(25);
        }
    }

    @Test
    void countsConnectionsForWhomTheProxyNames() throws IOException {
        byte[] one = Announced.inBytes("203.0.113.1");
        List<Wire> others = new ArrayList<>();
        try (HttpEngine engine = new HttpEngine(behind(2, null, PROXY));
                Wire first = new Wire(PROXY, engine.port()).send(one);
                Wire second = new Wire(PROXY, engine.port()).send(one)) {
            assertThat(asked(first, "")).isEqualTo("200");
            assertThat(asked(second, "")).isEqualTo("200");
            try (Wire third = new Wire(PROXY, engine.port()).send(one)) {
                await().until(third::isClosed);
            }
            for (int i = 2; i < 12; i++) {
                Wire other = new Wire(PROXY, engine.port()).send(Announced.inText("203.0.113." + i));
                others.add(other);
                assertThat(asked(other, "")).isEqualTo("200");
            }
            for (Wire other : others) assertThat(other.isClosed()).isFalse();
            assertThat(engine.meters.counter("yizhan.http.connections.refused").count())
                    .isOne();
        } finally {
            for (Wire other : others) other.close();
        }
    }

    @Test
    void takesAHeaderThatComesByteByByteAndWhatFollowsIt() throws IOException {
        try (HttpEngine engine = answeringTwo()) {
            for (byte[] header : List.of(Announced.inText("203.0.113.1"), Announced.inBytes("203.0.113.2", 9))) {
                try (Wire wire = new Wire(PROXY, engine.port())) {
                    for (byte each : header) wire.send(new byte[] {each});
                    assertThat(asked(wire, "")).isEqualTo("200");
                }
                try (Wire wire = new Wire(PROXY, engine.port())) {
                    String all = new String(header, ISO_8859_1) + ASK + "\r\n";
                    assertThat(Wire.statuses(wire.send(all).next())).containsExactly("200");
                }
            }
        }
    }

    @Test
    void believesNobodyElse() throws IOException {
        try (HttpEngine engine = answeringTwo()) {
            assertThat(isHungUpOn(engine, "127.0.0.3", Announced.inText("203.0.113.1")))
                    .isTrue();
            assertThat(isHungUpOn(engine, "127.0.0.3", Announced.inBytes("203.0.113.1")))
                    .isTrue();
            assertThat(isHungUpOn(engine, "127.0.0.3", Announced.ofItself())).isTrue();
            assertThat(count(engine, "untrusted")).isEqualTo(3);
            assertThat(count(engine, "named")).isZero();
            try (Wire direct = new Wire("127.0.0.3", engine.port())) {
                assertThat(asked(direct, "X-Forwarded-For: 203.0.113.1\r\n")).isEqualTo("200");
                assertThat(Wire.statuses(direct.send("P")
                                .send(ASK.replace("GET", "UT") + "\r\n")
                                .next()))
                        .as("it begins like a header")
                        .containsExactly("405");
                assertThat(asked(direct, "X-Forwarded-For: 203.0.113.2\r\n")).isEqualTo("429");
            }
        }
    }

    /** What its client writes into a request is the client's invention: a proxy that knows nothing of HTTP lets it pass. */
    @Test
    void believesNoHeadersOfRequestsThatOnlyPassThroughTheProxy() throws IOException {
        try (HttpEngine engine = answeringTwo("10.0.0.0/8");
                Wire client = new Wire(PROXY, engine.port()).send(Announced.inText("203.0.113.1"));
                Wire inner = new Wire(PROXY, engine.port()).send(Announced.inText("10.1.1.1"))) {
            for (int i = 1; i < 3; i++)
                assertThat(asked(client, "X-Forwarded-For: 198.51.100." + i + "\r\n"))
                        .isEqualTo("200");
            assertThat(asked(client, "X-Forwarded-For: 198.51.100.3\r\n")).isEqualTo("429");
            for (int i = 1; i < 5; i++)
                assertThat(asked(inner, "X-Forwarded-For: 198.51.100." + i + "\r\n"))
                        .as("another proxy before it, that speaks HTTP")
                        .isEqualTo("200");
        }
    }

    @Test
    void letsTheProxySpeakForItself() throws IOException {
        try (HttpEngine engine = answeringTwo()) {
            assertThat(status(engine, Announced.ofItself())).isEqualTo("200");
            assertThat(status(engine, Announced.ofNobody())).isEqualTo("200");
            assertThat(status(engine, Announced.ofASocketFile()))
                    .as("all three are of one address")
                    .isEqualTo("429");
            assertThat(count(engine, "own")).isEqualTo(3);
        }
    }

    @Test
    void hangsUpOnAHeaderThatMakesNoSense() throws IOException {
        try (HttpEngine engine = answeringTwo()) {
            byte[][] malformed = Announced.malformed();
            for (int i = 0; i < malformed.length; i++) {
                assertThat(isHungUpOn(engine, PROXY, malformed[i])).as("%d", i).isTrue();
                int all = i + 1;
                await().until(() -> count(engine, "malformed") == all);
            }
            assertThat(count(engine, "named")).isZero();
            assertThat(status(engine, Announced.inText("203.0.113.1"))).isEqualTo("200");
        }
    }

    /** However busily its bytes trickle in. */
    @Test
    void hangsUpOnAHeaderThatIsLate() throws IOException {
        try (HttpEngine engine = answeringTwo();
                Wire silent = new Wire(PROXY, engine.port());
                Wire slow = new Wire(PROXY, engine.port());
                Wire slowInBytes = new Wire(PROXY, engine.port())) {
            slow.send("PROXY TCP4 ");
            slowInBytes.send(Arrays.copyOf(Announced.inBytes("203.0.113.1", 4_000), 40));
            await().pollInterval(Duration.ofMillis(200))
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> isOver(slow) && isOver(slowInBytes));
            await().until(silent::isClosed);
            assertThat(count(engine, "late")).isEqualTo(3);
        }
    }

    /** What is written to a connection that has just been closed fails, where the end of it was not read before. */
    private static boolean isOver(Wire wire) {
        try {
            return wire.send("1").isClosed();
        } catch (IOException gone) {
            return true;
        }
    }

    /** A proxy that sends none would let its clients write one. */
    @Test
    void hangsUpOnTheProxyWithoutAHeader() throws IOException {
        try (HttpEngine engine = answeringTwo()) {
            String seal = "Yizhan-Node: " + new NodeSeal(new byte[32]).of(engine.nowMs.get()) + "\r\n";
            for (String bytes : List.of(ASK + "\r\n", ASK + seal + "\r\n", "nonsense\r\n\r\n"))
                assertThat(isHungUpOn(engine, PROXY, bytes.getBytes(US_ASCII)))
                        .as(bytes)
                        .isTrue();
            assertThat(count(engine, "missing")).isEqualTo(3);
        }
    }

    /** Nodes and proxies may be in one network. */
    @Test
    void takesNodesWithoutAHeader() throws IOException {
        try (HttpEngine owner = answeringTwo("127.0.0.0/8");
                HttpNode node = new HttpNode(owner, behind(1_000, null, PROXY)).believes(HttpNode.at(owner.port()))) {
            for (int i = 1; i < 3; i++) {
                try (Wire wire = new Wire(PROXY, node.port()).send(Announced.inText("203.0.113." + i))) {
                    assertThat(asked(wire, "")).isEqualTo("200");
                    assertThat(asked(wire, "")).isEqualTo("200");
                    assertThat(asked(wire, "")).as("the owner knows for whom").isEqualTo("429");
                }
            }
        }
    }
}
