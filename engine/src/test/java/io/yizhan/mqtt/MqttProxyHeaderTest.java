package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.RateLimit;
import io.yizhan.http.client.Announced;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.TrustedProxies;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Behind a proxy that announces gates by the PROXY protocol, as one must that knows nothing of MQTT: 127.0.0.2. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class MqttProxyHeaderTest {
    private static final String PROXY = "127.0.0.2";
    private static final int OF_ONE = 3;

    private final List<RawGate> open = new ArrayList<>();
    /** How often a token came from an address that has shown many bad ones. */
    private final AtomicInteger suspected = new AtomicInteger();

    private MqttEngine engine;

    private static MqttOptions behind(MqttOptions options) {
        return options.withStrangers(
                new MqttOptions.StrangerLimits(1_000, OF_ONE),
                TrustedProxies.of(List.of(PROXY)).announcing());
    }

    @BeforeEach
    void start() {
        DevTokens tokens = new DevTokens(HttpEngine.SECRET);
        engine = MqttEngine.verifying(
                (token, suspect) -> {
                    if (suspect) suspected.incrementAndGet();
                    return tokens.verify(token, suspect);
                },
                MqttProxyHeaderTest::behind);
    }

    @AfterEach
    void stop() {
        for (RawGate each : open) each.close();
        engine.close();
    }

    /** By the proxy, where that is where it comes from. */
    private RawGate gate(String from, byte[]... first) throws IOException {
        RawGate gate = new RawGate(4, from, engine.port());
        open.add(gate);
        for (byte[] each : first) gate.write(each);
        return gate;
    }

    private double count(String result) {
        return engine.count("yizhan.proxy.headers", "port", "mqtt", "result", result);
    }

    private double strangers() {
        return engine.http.meters.get("yizhan.mqtt.strangers").gauge().value();
    }

    private double ended() {
        return engine.count("yizhan.mqtt.connects", "result", "room");
    }

    private void signsIn(RawGate gate) {
        gate.signIn("gate", engine.token("s-1-g1"));
        gate.publish(1, topic("s-1-g1"), 1, entry("b", 1));
        assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
    }

    @Test
    void countsStrangersForWhomTheProxyNames() throws IOException {
        int named = 0;
        for (int i = 1; i <= 3; i++) {
            for (int n = 0; n < OF_ONE; n++) gate(PROXY, Announced.inText("203.0.113." + i));
            for (int n = 0; n < OF_ONE; n++) gate(PROXY, Announced.inBytes("2001:db8:1:" + i + "::" + (n + 1)));
            named += 2 * OF_ONE;
        }
        int all = named;
        await().until(() -> strangers() == all);
        assertThat(ended()).as("six clients have as many as each may").isZero();
        gate(PROXY, Announced.inBytes("203.0.113.1"));
        gate(PROXY, Announced.inText("2001:db8:1:1::9"));

        await().until(() -> ended() == 2);
        assertThat(strangers()).isEqualTo(all);
        assertThat(count("named")).isEqualTo(all + 2);
        signsIn(gate(PROXY, Announced.inText("203.0.113.9")));
        signsIn(gate(PROXY, Announced.inBytes("203.0.113.1")));
    }

    /** Whoever shows many bad tokens waits for all others: the proxy's other clients do not. */
    @Test
    void countsBadTokensForWhomTheProxyNames() throws IOException {
        for (int i = 0; i < 60; i++) {
            RawGate bad = gate(PROXY, Announced.inText("203.0.113.1"));
            bad.connect("bad", "nobody's-" + i);
            assertThat(bad.read()).isEqualTo(RawGate.CONNACK);
        }
        assertThat(suspected).hasPositiveValue();
        suspected.set(0);
        signsIn(gate(PROXY, Announced.inText("203.0.113.2")));
        assertThat(suspected).hasValue(0);
    }

    @Test
    void takesAHeaderThatComesByteByByteAndWhatFollowsIt() throws IOException {
        for (byte[] header : List.of(Announced.inText("203.0.113.1"), Announced.inBytes("2001:db8::1", 9))) {
            RawGate gate = gate(PROXY);
            for (byte each : header) gate.write(each);
            signsIn(gate);
        }
    }

    @Test
    void believesNobodyElse() throws IOException {
        for (byte[] header :
                List.of(Announced.inText("203.0.113.1"), Announced.inBytes("203.0.113.1"), Announced.ofItself()))
            assertThat(gate("127.0.0.3", header).read()).isEqualTo(RawGate.CLOSED);
        assertThat(count("untrusted")).isEqualTo(3);
        assertThat(count("named")).isZero();
        signsIn(gate("127.0.0.3"));
    }

    @Test
    void letsTheProxySpeakForItself() throws IOException {
        for (byte[] header : List.of(Announced.ofItself(), Announced.ofNobody(), Announced.ofASocketFile()))
            signsIn(gate(PROXY, header));
        assertThat(count("own")).isEqualTo(3);
    }

    /** A check of whether the port is open says nothing at all. */
    @Test
    void countsNoProxyThatGoesAway() throws IOException {
        gate(PROXY).close();
        gate(PROXY, new byte[] {'P', 'R'}).close();
        signsIn(gate(PROXY, Announced.inText("203.0.113.1")));
        for (String result : List.of("missing", "malformed", "late", "untrusted"))
            assertThat(count(result)).as(result).isZero();
        await().until(() -> strangers() == 0);
    }

    @Test
    void hangsUpOnAHeaderThatMakesNoSense() throws IOException {
        int sent = 0;
        for (byte[] header : Announced.malformed()) {
            assertThat(gate(PROXY, header).read()).isEqualTo(RawGate.CLOSED);
            int all = ++sent;
            await().until(() -> count("malformed") == all);
        }
        assertThat(count("named")).isZero();
    }

    /** However busily its bytes trickle in. */
    @Test
    void hangsUpOnAHeaderThatIsLate() throws IOException {
        RawGate silent = gate(PROXY);
        RawGate slow = gate(PROXY, new byte[] {'P', 'R', 'O', 'X', 'Y', ' '});
        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(20))
                .until(() -> isOver(slow));
        await().until(silent::isClosed);
        assertThat(count("late")).isEqualTo(2);
    }

    /** What is written to a connection that has just been closed fails, where the end of it was not read before. */
    private static boolean isOver(RawGate gate) {
        try {
            gate.write((byte) '1');
            return gate.isClosed();
        } catch (IOException gone) {
            return true;
        }
    }

    /** A proxy that sends none would let its clients write one. */
    @Test
    void hangsUpOnTheProxyWithoutAHeader() throws IOException {
        RawGate gate = gate(PROXY);
        gate.connect("gate", engine.token("s-1-g1"));
        assertThat(gate.read()).isEqualTo(RawGate.CLOSED);
        assertThat(count("missing")).isOne();
    }

    /** They come to this node's own HTTP edge from loopback, where a proxy may be as well. */
    @Test
    void bringsMessagesToAnEdgeToWhichTheProxyOfThisMachineAnnouncesClients() throws IOException {
        TrustedProxies proxies = TrustedProxies.of(List.of("127.0.0.1")).announcing();
        ClientLimits limits = new ClientLimits(1_000, 1_000, 1_000, new RateLimit(1_000, 1_000), proxies);
        HttpEngine http = new HttpEngine(options -> options.withClients(limits));
        String token = new DevTokens(HttpEngine.SECRET)
                .sign(new JsonObject()
                        .put("sub", "s-1-g1")
                        .put("roles", new JsonArray().add("gate"))
                        .put("exp", HttpEngine.START_MS / 1_000 + 3_600));
        try (MqttEngine behind = new MqttEngine(http, options -> options);
                RawGate gate = RawGate.of(4, behind.port(), token)) {
            gate.publish(1, topic("s-1-g1"), 1, entry("b", 1));

            assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
        }
    }
}
