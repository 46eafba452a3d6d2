package io.yizhan.mqtt;

import static io.yizhan.mqtt.MqttEngine.entry;
import static io.yizhan.mqtt.MqttEngine.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import io.yizhan.HearsErrors;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.http.auth.TokenVerifier;
import io.yizhan.http.client.TrustedProxies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who connects and doesn't sign in. Other addresses are this machine's own: 127.0.0.2 and so on. */
@Tag("slow")
@Timeout(60)
@HearsErrors
final class MqttStrangersTest {
    private static final int OF_ONE = 5;

    private final List<RawGate> open = new ArrayList<>();

    private static MqttEngine engine(int max, String... proxies) {
        return new MqttEngine(options -> options.withStrangers(
                new MqttOptions.StrangerLimits(max, OF_ONE), TrustedProxies.of(List.of(proxies))));
    }

    @AfterEach
    void hangUp() {
        for (RawGate each : open) each.close();
    }

    /** So many that say nothing, as the server has them in this order. */
    private List<RawGate> strangers(MqttEngine engine, String from, int count) {
        List<RawGate> some = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double before = there(engine) + ended(engine);
            some.add(new RawGate(4, from, engine.port()));
            await().pollInterval(Duration.ofMillis(2)).until(() -> there(engine) + ended(engine) == before + 1);
        }
        open.addAll(some);
        return some;
    }

    private static double there(MqttEngine engine) {
        return engine.http.meters.get("yizhan.mqtt.strangers").gauge().value();
    }

    /** To make room. */
    private static double ended(MqttEngine engine) {
        return engine.count("yizhan.mqtt.connects", "result", "room");
    }

    private static void publishes(RawGate gate, int seq) {
        gate.publish(1, topic("s-1-g1"), seq, entry("b", seq));
        assertThat(gate.read()).isEqualTo(RawGate.PUBACK);
    }

    @Test
    void signsInGatesOfOthersWhileAnAddressOpensWhatItCan() {
        try (MqttEngine engine = engine(1_000)) {
            List<RawGate> flood = strangers(engine, "127.0.0.2", 40);

            assertThat(there(engine)).isEqualTo(OF_ONE);
            assertThat(ended(engine)).isEqualTo(40 - OF_ONE);
            for (RawGate each : flood.subList(0, 40 - OF_ONE)) await().until(each::isClosed);
            for (RawGate each : flood.subList(40 - OF_ONE, 40))
                assertThat(each.isClosed()).isFalse();
            try (RawGate gate = RawGate.of(5, engine.port(), engine.token("s-1-g1"))) {
                publishes(gate, 1);
                assertThat(there(engine)).as("a gate is none").isEqualTo(OF_ONE);
            }
        }
    }

    @Test
    void signsInAGateBesideThoseOfItsOwnAddressThatSayNothing() {
        try (MqttEngine engine = engine(1_000)) {
            strangers(engine, "127.0.0.2", 3 * OF_ONE);
            RawGate gate = strangers(engine, "127.0.0.2", 1).getFirst();
            strangers(engine, "127.0.0.2", OF_ONE - 1);
            gate.signIn("gate", engine.token("s-1-g1"));
            strangers(engine, "127.0.0.2", 3 * OF_ONE);

            publishes(gate, 1);
        }
    }

    /** They come as fast as a thread opens them. A gate that is pushed out before its CONNECT was there comes again, as gates do. */
    @Test
    void signsInGatesOfTheSameAddressDuringAFlood() {
        AtomicBoolean enough = new AtomicBoolean();
        try (MqttEngine engine = new MqttEngine(options ->
                options.withStrangers(MqttOptions.StrangerLimits.of(MqttOptions.STRANGERS_MAX), TrustedProxies.NONE))) {
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
                for (int i = 0; !enough.get(); i++) {
                    open.add(new RawGate(4, "127.0.0.2", engine.port()));
                    // The server has ended it; this machine has only so many files.
                    if (i >= 1_000) open.get(i - 1_000).close();
                }
            });
            try {
                await().until(() -> ended(engine) > 100);
                String token = engine.token("s-1-g1");
                for (int i = 1; i <= 3; i++) {
                    int seq = i;
                    await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
                        try (RawGate gate = new RawGate(5, "127.0.0.2", engine.port())) {
                            gate.signIn("gate", token);
                            publishes(gate, seq);
                        }
                    });
                }
            } finally {
                enough.set(true);
                flood.join();
            }
        }
    }

    @Test
    void makesRoomByWhoeverHasTheMostWhereAllPlacesAreTaken() {
        try (MqttEngine engine = engine(OF_ONE + 1)) {
            RawGate single = strangers(engine, "127.0.0.3", 1).getFirst();
            List<RawGate> many = strangers(engine, "127.0.0.2", OF_ONE);
            RawGate late = strangers(engine, "127.0.0.4", 1).getFirst();

            await().until(many.getFirst()::isClosed);
            assertThat(many.get(1).isClosed()).isFalse();
            assertThat(single.isClosed()).isFalse();
            late.signIn("late", engine.token("s-1-g1"));
            publishes(late, 1);
        }
    }

    /** Verifying a token may take its time, when a whole town comes back. */
    @Test
    void letsThoseGoFirstWhoHaveNotSaidWhoTheyAre() {
        try (Verifying verifying = new Verifying()) {
            MqttEngine engine = verifying.engine;
            RawGate gate = strangers(engine, "127.0.0.2", 1).getFirst();
            gate.connect("gate", engine.token("s-1-g1"));
            await().until(() -> verifying.asked.get() == 1);
            strangers(engine, "127.0.0.2", 3 * OF_ONE);
            verifying.released.complete();

            assertThat(gate.read()).isEqualTo(RawGate.CONNACK);
            publishes(gate, 1);
        }
    }

    @Test
    void letsThoseGoAsWellWhoAskForLongWhereNobodyIsSilent() {
        try (Verifying verifying = new Verifying()) {
            MqttEngine engine = verifying.engine;
            List<RawGate> some = strangers(engine, "127.0.0.2", OF_ONE);
            for (RawGate each : some) each.connect("same", engine.token("s-1-g1"));
            await().until(() -> verifying.asked.get() == OF_ONE);
            RawGate late = strangers(engine, "127.0.0.2", 1).getFirst();

            await().until(some.getFirst()::isClosed);
            assertThat(some.get(1).isClosed()).isFalse();
            assertThat(late.isClosed()).isFalse();
            verifying.released.complete();
        }
    }

    /** Nothing is wrong here then. */
    @Test
    void countsWhoLeavesWhileItsTokenIsVerified() {
        try (Verifying verifying = new Verifying()) {
            MqttEngine engine = verifying.engine;
            RawGate gate = strangers(engine, "127.0.0.2", 1).getFirst();
            gate.connect("gate", engine.token("s-1-g1"));
            await().until(() -> verifying.asked.get() == 1);
            gate.close();
            await().until(() -> there(engine) == 0);
            verifying.released.complete();

            await().until(() -> engine.count("yizhan.mqtt.connects", "result", "gone") == 1);
            assertThat(engine.count("yizhan.mqtt.connects", "result", "accepted"))
                    .isZero();
        }
    }

    /** An engine that says of no token what it is before it is told to. */
    private static final class Verifying implements AutoCloseable {
        final Promise<Void> released = Promise.promise();
        final AtomicInteger asked = new AtomicInteger();
        final MqttEngine engine;

        Verifying() {
            DevTokens tokens = new DevTokens(HttpEngine.SECRET);
            TokenVerifier slow = (token, suspect) -> {
                asked.incrementAndGet();
                return released.future().compose(now -> tokens.verify(token, suspect));
            };
            engine = MqttEngine.verifying(
                    slow,
                    options ->
                            options.withStrangers(new MqttOptions.StrangerLimits(1_000, OF_ONE), TrustedProxies.NONE));
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    /** Without a word of it about who comes through it, all that come are of its address. */
    @Test
    void holdsNoProxyToWhatOneAddressMayHave() {
        try (MqttEngine engine = engine(2 * OF_ONE, "127.0.0.2")) {
            List<RawGate> through = strangers(engine, "127.0.0.2", 2 * OF_ONE);
            assertThat(ended(engine)).isZero();
            strangers(engine, "127.0.0.2", 1);

            await().until(through.getFirst()::isClosed);
            assertThat(there(engine)).isEqualTo(2 * OF_ONE);
        }
    }

    @Test
    void forgetsThoseWhoGo() {
        try (MqttEngine engine = engine(1_000)) {
            for (RawGate each : strangers(engine, "127.0.0.2", OF_ONE)) each.close();
            await().until(() -> there(engine) == 0);
            try (RawGate refused = new RawGate(4, "127.0.0.2", engine.port())) {
                refused.connect("refused", "nobody's");
                assertThat(refused.read()).isEqualTo(RawGate.CONNACK);
            }
            await().until(() -> there(engine) == 0);
            strangers(engine, "127.0.0.2", OF_ONE);
            assertThat(ended(engine)).isZero();
        }
    }
}
