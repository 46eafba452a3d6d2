package io.yizhan.uhppote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.HearsErrors;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.auth.TestSessions;
import io.yizhan.town.ControllerTown;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Datagrams of a controller, until they are in the books of a real engine. */
@Timeout(180)
@HearsErrors
class UhppoteEdgeTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final long SERIAL = 423_187_757L;
    private static final long FAR = 423_187_758L;

    private static final int TOGETHER = 40;

    private final List<Event.GateEventsRecorded> recorded = new CopyOnWriteArrayList<>();
    private HttpEngine engine;
    private UhppoteEdge edge;
    private DatagramSocket socket;

    @BeforeEach
    void start() throws IOException {
        engine = new HttpEngine();
        engine.directory = ControllerTown.directory(
                ControllerTown.uhppote("" + SERIAL, "127.0.0.1"), ControllerTown.uhppote("" + FAR, "203.0.113.7"));
        engine.heard = event -> {
            if (event instanceof Event.GateEventsRecorded it) recorded.add(it);
        };
        edge = HttpEngine.await(UhppoteEdge.start(
                engine.loops,
                new UhppoteOptions("127.0.0.1", 0, "0.0.0.0", engine.port(), false),
                new UhppoteSources(
                        TestSessions.of(() -> Instant.ofEpochMilli(engine.nowMs.get())),
                        engine.regions(),
                        engine.meters,
                        () -> Instant.ofEpochMilli(engine.nowMs.get()))));
        socket = new DatagramSocket();
        assertThat(inside()).isZero();
    }

    @AfterEach
    void stop() {
        socket.close();
        HttpEngine.await(edge.stop());
        engine.close();
    }

    private void send(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), edge.port()));
    }

    private static byte[] event(long serial, int index, boolean granted, boolean in, LocalDateTime at) {
        byte[] bytes = UhppoteEventTest.bytes(UhppoteEventTest.VECTOR);
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        buffer.putInt(4, (int) serial).putInt(8, index);
        bytes[13] = (byte) (granted ? 1 : 0);
        bytes[15] = (byte) (in ? 1 : 2);
        buffer.putInt(16, 7_000_000 + index);
        int[] parts = {
            at.getYear() / 100,
            at.getYear() % 100,
            at.getMonthValue(),
            at.getDayOfMonth(),
            at.getHour(),
            at.getMinute(),
            at.getSecond()
        };
        for (int i = 0; i < parts.length; i++) bytes[20 + i] = (byte) (((parts[i] / 10) << 4) | (parts[i] % 10));
        return bytes;
    }

    private LocalDateTime now() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(engine.nowMs.get()), ZONE);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60));
    }

    private int inside() {
        return engine.client.get("/v1/stations/s-1/occupancy").json().getInteger("inside");
    }

    private double counted(String name, String tag, String value) {
        return engine.meters
                .get("yizhan.controllers." + name)
                .tag("kind", "uhppote")
                .tag(tag, value)
                .counter()
                .count();
    }

    @Test
    void everybodyWhoPassedCountsOnce() throws IOException {
        List<byte[]> datagrams = new ArrayList<>();
        for (int i = 1; i <= 300; i++) {
            LocalDateTime at = now().minusHours(3).plusSeconds(30L * i);
            byte[] event = event(SERIAL, i, i % 10 != 0, i % 3 != 0, at);
            datagrams.add(event);
            if (i % 5 == 0) datagrams.add(event);
        }
        Collections.shuffle(datagrams, new Random(3));
        // What the system has no room for while nobody reads is lost, as on any network.
        for (int sent = 0; sent < datagrams.size(); ) {
            for (int end = Math.min(datagrams.size(), sent + TOGETHER); sent < end; sent++) send(datagrams.get(sent));
            int all = sent;
            patiently()
                    .until(() ->
                            counted("events", "verdict", "passed") + counted("events", "verdict", "denied") == all);
        }
        // Of 270 that were let in, each third but each thirtieth went out.
        assertThat(inside()).isEqualTo(270 - 2 * 90);
        assertThat(recorded).allSatisfy(it -> assertThat(it.gate()).isEqualTo("s-1-g1"));
        assertThat(recorded.getFirst().boot()).startsWith("uhppote-423187757-2026112");
        assertThat(recorded.getFirst().credentials()[0]).startsWith("7000");
    }

    /** Answered as a controller does, which keeps its events; the question and the answer may be lost, too. */
    @Test
    void asksForWhatItHasMissed() throws Exception {
        Map<Integer, byte[]> kept = new HashMap<>();
        for (int i = 1; i <= 60; i++)
            kept.put(i, event(SERIAL, i, true, true, now().minusHours(1).plusSeconds(i)));
        Random random = new Random(8);
        Thread controller = new Thread(() -> {
            DatagramPacket question = new DatagramPacket(new byte[64], 64);
            try {
                while (true) {
                    socket.receive(question);
                    byte[] answer = kept.get(ByteBuffer.wrap(question.getData())
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getInt(8));
                    if (answer == null || random.nextInt(10) == 0) continue;
                    byte[] told = answer.clone();
                    told[1] = (byte) 0xb0;
                    send(told);
                }
            } catch (IOException closed) {
                // The test is over.
            }
        });
        controller.start();
        for (int i : new int[] {20, 21, 40, 60}) send(Objects.requireNonNull(kept.get(i)));
        patiently().until(() -> inside() == 60);
        socket.close();
        controller.join();
    }

    @Test
    void waitsForAnEngineThatHasNoTime() throws IOException {
        engine.refusing.set(new Refusal.Overloaded(1_000));
        for (int i = 1; i <= 20; i++) send(event(SERIAL, i, true, true, now().minusMinutes(2)));
        patiently()
                .untilAsserted(() -> assertThat(engine.meters
                                .get("yizhan.http.requests")
                                .tag("status", "503")
                                .timers())
                        .anyMatch(it -> it.count() > 0));
        assertThat(inside()).isZero();
        engine.refusing.set(null);
        patiently().until(() -> inside() == 20);
    }

    @Test
    void listensToNobodyElse() throws IOException {
        send(event(FAR, 1, true, true, now()));
        send(event(99, 1, true, true, now()));
        Random random = new Random(5);
        for (int length : new int[] {0, 1, 63, 64, 65, 1_000}) {
            byte[] rubbish = new byte[length];
            random.nextBytes(rubbish);
            send(rubbish);
        }
        byte[] status = event(SERIAL, 0, true, true, now());
        send(status);
        send(event(SERIAL, 2, true, true, now()));
        patiently().until(() -> inside() == 1);
        assertThat(counted("refused", "why", "address")).isOne();
        assertThat(counted("refused", "why", "unknown")).isEqualTo(7);
        assertThat(recorded).hasSize(1);
    }

    @Test
    void letsGoOfAControllerThatNoGateHasAnyMore() throws IOException {
        engine.refusing.set(new Refusal.Overloaded(1_000));
        send(event(SERIAL, 1, true, true, now()));
        patiently()
                .until(() -> engine.meters.get("yizhan.http.requests").tag("status", "503").timers().stream()
                        .anyMatch(it -> it.count() > 0));
        engine.directory = ControllerTown.directory();
        patiently()
                .until(() -> engine.meters
                                .get("yizhan.controllers.lost")
                                .tag("kind", "uhppote")
                                .counter()
                                .count()
                        == 1);
    }
}
