package io.yizhan.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.HearsErrors;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.town.ControllerTown;
import io.yizhan.town.HttpTown;
import java.time.Instant;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Controllers whose network loses requests and answers, and brings some twice: in the end everybody who passed has counted once. */
@Tag("slow")
@Timeout(120)
@HearsErrors
class HttpPushDevicesTest {
    private static final int PASSAGES = 10_000;
    private static final String LOOPBACK = "127.0.0.0/8";

    @AutoClose
    private HttpEngine engine;

    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicInteger in = new AtomicInteger();
    private final AtomicInteger credentials = new AtomicInteger();

    boolean throughANode() {
        return false;
    }

    @BeforeEach
    void start() {
        engine = new HttpEngine(options -> options, throughANode());
        engine.directory = ControllerTown.directory(
                ControllerTown.zkteco("PANEL1", LOOPBACK), ControllerTown.zkteco("TERMINAL1", LOOPBACK));
        engine.heard = event -> {
            if (!(event instanceof Event.GateEventsRecorded recorded)) return;
            for (int i = 0; i < recorded.seqs().length; i++) {
                if (recorded.counted()[i]) counted.incrementAndGet();
                if (recorded.counted()[i] && recorded.in()[i]) in.incrementAndGet();
                if (recorded.credentials()[i].startsWith("p")) credentials.incrementAndGet();
            }
        };
    }

    private int inside() {
        return engine.client.get("/v1/stations/s-1/occupancy").json().getInteger("inside");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everybodyWhoPassedCountsOnceHoweverBadTheNetwork(boolean access) {
        PushDevice device =
                new PushDevice(engine.client, access ? "PANEL1" : "TERMINAL1", access, HttpTown.ZONE, 7).failing(15);
        assertThat(device.greets()).isTrue();
        Random random = new Random(access ? 1 : 2);
        Instant at = Instant.ofEpochMilli(engine.nowMs.get()).minusSeconds(4 * 86_400);
        int truth = 0;
        int entries = 0;
        for (int i = 0; i < PASSAGES; i++) {
            at = at.plusSeconds(random.nextInt(60));
            boolean entry = truth == 0 || random.nextInt(100) < 52;
            truth += entry ? 1 : -1;
            entries += entry ? 1 : 0;
            device.passes(at, "p" + random.nextInt(500) + "-" + i % 7, entry);
            if (random.nextInt(10) == 0) device.refuses(at, "p-denied");
            if (random.nextInt(20) == 0) device.isTampered(at);
            // Once in a while it is offline for long; a whole backlog comes then.
            if (i % 1_000 > 300) device.uploads();
        }
        while (device.waiting() > 0) device.uploads();

        assertThat(device.lost).isGreaterThan(50);
        assertThat(counted).hasValue(PASSAGES);
        assertThat(in).hasValue(entries);
        assertThat(credentials).hasValue(PASSAGES);
        assertThat(inside()).isEqualTo(truth);
        assertThat(device.polls()).isTrue();
    }

    @Test
    void aPanelThatWasResetGoesOn() {
        PushDevice device = new PushDevice(engine.client, "PANEL1", true, HttpTown.ZONE, 3).failing(10);
        Instant at = Instant.ofEpochMilli(engine.nowMs.get()).minusSeconds(5 * 3_600);
        for (int run = 0; run < 4; run++) {
            for (int i = 0; i < 20; i++) device.passes(at.plusSeconds(3_600L * run + i), "p" + i, true);
            while (device.waiting() > 0) device.uploads();
            device.reset();
        }
        assertThat(inside()).isEqualTo(80);
    }

    /** Of what has no index an hour has gaps only; there may be more of them than the books remember. */
    @Test
    void aTerminalMayBeAsBusyAsItLikes() {
        PushDevice device = new PushDevice(engine.client, "TERMINAL1", false, HttpTown.ZONE, 4);
        Instant at = Instant.parse("2026-11-21T01:00:00Z");
        for (int i = 0; i < 3_500; i++) device.passes(at.plusSeconds(i), "p" + i, true);
        while (device.waiting() > 0) device.uploads();
        assertThat(inside()).isEqualTo(3_500);
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsDurable() {
        PushDevice device = new PushDevice(engine.client, "PANEL1", true, HttpTown.ZONE, 5);
        Instant at = Instant.ofEpochMilli(engine.nowMs.get()).minusSeconds(86_400);
        for (int i = 0; i < 30; i++) device.passes(at.plusSeconds(i * 600L), "p" + i, true);
        engine.refusing.set(new Refusal.Overloaded(1_000));
        for (int i = 0; i < 5; i++) device.uploads();
        assertThat(device.waiting()).isEqualTo(30);
        assertThat(counted).hasValue(0);

        engine.refusing.set(null);
        while (device.waiting() > 0) device.uploads();
        assertThat(counted).hasValue(30);
    }

    /** One upload is several commands, an hour each: where one is refused, all of it comes again. */
    @Test
    void whatWasRecordedBeforeARefusalCountsOnce() {
        AtomicInteger asked = new AtomicInteger();
        PushDevice device = new PushDevice(engine.client, "PANEL1", true, HttpTown.ZONE, 6);
        Instant at = Instant.ofEpochMilli(engine.nowMs.get()).minusSeconds(2 * 86_400);
        for (int i = 0; i < 300; i++) device.passes(at.plusSeconds(i * 500L), "p" + i, true);
        engine.whileUnderWay =
                () -> engine.refusing.set(asked.incrementAndGet() % 3 == 0 ? new Refusal.Overloaded(1_000) : null);
        Set<Integer> waiting = new HashSet<>();
        for (int tries = 0; device.waiting() > 0 && tries < 2_000; tries++) {
            device.uploads();
            waiting.add(device.waiting());
        }
        engine.whileUnderWay = () -> {};
        engine.refusing.set(null);
        assertThat(waiting).contains(0).hasSizeGreaterThan(5);
        assertThat(counted).hasValue(300);
    }
}
