package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.http.client.ClientLimits;
import io.yizhan.http.client.TrustedProxies;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.HttpTown;
import io.yizhan.town.StationBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and take nothing of it: what was answered is memory that they hold. */
@HearsErrors
class HttpUntakenTest {
    private static final int MIB = 1 << 20;
    private static final int UNTAKEN_MAX = 16 * MIB;
    private static final String ASK = "GET /v1/stations?limit=500 HTTP/1.1\r\nHost: localhost\r\n\r\n";

    private HttpEngine engine;
    private final List<Wire> wires = new ArrayList<>();
    private int answerBytes;

    @BeforeEach
    void start() {
        start(75, 10);
    }

    private void start(int idleTimeoutS, int bodyTimeoutS) {
        engine = new HttpEngine(options -> EdgeOptions.of(options.host(), 0, 1, options.tokens())
                .withLimits(options.limits()
                        .withTimeouts(idleTimeoutS, bodyTimeoutS)
                        .withHeldBytes(UNTAKEN_MAX))
                .withClients(new ClientLimits(1_000, 1_000, 1_000, null, TrustedProxies.NONE)));
        City town = HttpTown.directory().city();
        List<Station> stations = new ArrayList<>(town.stations());
        IntStream.range(0, 490)
                .mapToObj(i -> StationBuilder.station("x-" + i)
                        .name(new Text("x".repeat(1_000), "x".repeat(1_000)))
                        .build())
                .forEach(stations::add);
        engine.directory =
                CityBuilder.numbered(CityBuilder.like(town).stations(stations).build(), town);
        answerBytes = engine.client.get("/v1/stations?limit=500").body().length();
        assertThat(answerBytes).isBetween(UNTAKEN_MAX / 80, UNTAKEN_MAX / 20);
    }

    @AfterEach
    void stop() throws IOException {
        for (Wire each : wires) each.close();
        engine.close();
    }

    private Wire asking(String from) throws IOException {
        Wire wire = new Wire(from, engine.port());
        wires.add(wire);
        return wire.send(ASK);
    }

    private double untaken() {
        return gauge("yizhan.http.untaken.bytes");
    }

    private double gauge(String name) {
        return engine.meters.get(name).gauge().value();
    }

    private double cutOff(String why) {
        return engine.meters
                .counter("yizhan.http.connections.cut.off", "why", why)
                .count();
    }

    @Test
    void answersWholeWhoTakesItsTime() throws IOException {
        Wire slow = asking("127.0.0.2");
        assertThat(slow.send(ASK.replace("limit=500", "limit=1")).until("\"next\":\"s-1\"}"))
                .hasSizeGreaterThan(answerBytes);
    }

    /** No request begins in all that time, and it is no idle connection. */
    @Test
    void letsWhoTakesItsTimeTakeLongerThanAConnectionMayBeIdle() throws Exception {
        engine.close();
        start(1, 10);
        Wire slow = asking("127.0.0.2");
        await().until(() -> untaken() > 0);
        long sinceNs = System.nanoTime();
        await().pollInterval(Duration.ofMillis(100)).until(() -> {
            slow.take(12 * 1_024);
            return System.nanoTime() - sinceNs > 2_500_000_000L;
        });
        assertThat(untaken()).as("it has not taken all yet").isPositive();
        assertThat(slow.send(ASK.replace("limit=500", "limit=1")).until("\"next\":\"s-1\"}"))
                .hasSizeGreaterThan(answerBytes);
    }

    /** All at once an answer would be copied to where the socket takes it from. */
    @Test
    void holdsLittleMemoryOutsideTheHeapForOneAnswer() throws IOException {
        int clients = UNTAKEN_MAX / answerBytes / 4;
        for (int i = 0; i < clients; i++) asking("127.0.0.2");
        await().untilAsserted(() -> assertThat(untaken()).isGreaterThan(answerBytes / 2.0 * clients));
        assertThat(gauge("yizhan.http.untaken.direct.bytes"))
                .isPositive()
                .isLessThanOrEqualTo(clients * (64 + 32) * 1_024);
    }

    @Test
    void cutsOffTheOneWhoHoldsTheMostAndNobodyElse() throws IOException {
        Wire good = asking("127.0.0.3");
        for (int i = 0; i < 200; i++) asking("127.0.0.2");
        await().untilAsserted(() -> assertThat(cutOff("memory")).isGreaterThan(50));
        assertThat(good.send(ASK.replace("limit=500", "limit=1")).until("\"next\":\"s-1\"}"))
                .hasSizeGreaterThan(answerBytes);
        assertThat(engine.client.get("/v1/stations?limit=500").body()).hasSize(answerBytes);
    }

    @Test
    void keepsItsLimitWhereEachHasItsOwnAddress() throws IOException {
        for (int i = 0; i < 120; i++) asking("127.0.1." + (1 + i));
        await().untilAsserted(() -> assertThat(cutOff("memory")).isPositive());
        assertThat(engine.client.get("/v1/stations?limit=500").body()).hasSize(answerBytes);
    }

    @Test
    void cutsOffWhoTakesNothingForLong() throws IOException {
        engine.close();
        start(75, 1);
        Wire none = asking("127.0.0.2");
        await().untilAsserted(() -> assertThat(cutOff("stalled")).isEqualTo(1));
        await().until(none::isClosed);
    }
}
