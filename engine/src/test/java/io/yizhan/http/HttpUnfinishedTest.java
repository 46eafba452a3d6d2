package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bodies that begin and do not end, of clients that may send them: what has come of them is memory that they hold. */
@HearsErrors
class HttpUnfinishedTest {
    private static final int MIB = 1 << 20;
    private static final int KEPT_MAX = 4 * MIB;
    private static final String WHOLE =
            "{\"boot\":\"b\",\"events\":[{\"seq\":1,\"at\":\"2026-11-21T09:59:00+08:00\",\"direction\":\"IN\"}]}";

    private final List<Wire> wires = new ArrayList<>();
    private HttpEngine engine;
    private String gate;

    @BeforeEach
    void start() {
        engine = new HttpEngine(options -> EdgeOptions.of(options.host(), 0, 1, options.tokens())
                .withLimits(options.limits().withHeldBytes(KEPT_MAX)));
        gate = engine.client.token("{\"roles\":[\"gate\"],\"subject\":\"s-1-g1\"}");
    }

    @AfterEach
    void stop() throws IOException {
        for (Wire each : wires) each.close();
        engine.close();
    }

    private Wire sending(String from, int announced, String sent) throws IOException {
        Wire wire = new Wire(from, engine.port());
        wires.add(wire);
        return wire.send("POST /v1/gates/s-1-g1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + gate
                + "\r\nContent-Type: application/json\r\nContent-Length: " + announced + "\r\n\r\n" + sent);
    }

    private void awaitKept(int bytes) {
        await().until(() ->
                engine.meters.get("yizhan.http.unfinished.bytes").gauge().value() == bytes);
    }

    @Test
    void refusesWhatOneAddressBeginsBeyondItsShare() throws IOException {
        String half = "x".repeat(MIB / 2);
        for (int i = 0; i < 2; i++) sending("127.0.0.2", MIB, half);
        awaitKept(MIB);
        String refused = sending("127.0.0.2", MIB, half).next();
        assertThat(refused).contains(" 503 ", "overloaded", "retry-after: 1");
        assertThat(sending("127.0.0.3", WHOLE.length(), WHOLE).next()).contains(" 200 ");
        assertThat(sending("127.0.0.2", WHOLE.length(), WHOLE).next())
                .as("a body that comes at once waits for nothing")
                .contains(" 200 ");
    }

    @Test
    void refusesWhatAllBeginBeyondTheLimitAndTakesItAgainAfterwards() throws IOException {
        String half = "x".repeat(MIB / 2);
        for (int i = 0; i < 8; i++) sending("127.0.0." + (2 + i / 2), MIB, half);
        awaitKept(KEPT_MAX);
        assertThat(sending("127.0.0.9", MIB, half).next()).contains(" 503 ", "overloaded");
        wires.get(0).close();
        awaitKept(KEPT_MAX - MIB / 2);
        assertThat(sending("127.0.0.9", MIB / 2, half).next()).contains(" 400 ");
        for (Wire each : wires) each.close();
        awaitKept(0);
    }
}
