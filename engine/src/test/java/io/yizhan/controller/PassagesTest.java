package io.yizhan.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Controller;
import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.core.GateCommand;
import io.yizhan.town.ControllerTown;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What messages of controllers come to, and by which numbers it counts once. */
class PassagesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Controller CONTROLLER = ControllerTown.zkteco("A7");
    private static final String NOON = "2026-11-21 12:00:00";

    private static Passages passages(Controller controller, ZoneId zone, String now) {
        long nowMs = time(now).atZone(zone).toInstant().toEpochMilli();
        return new Passages(controller, zone, nowMs);
    }

    private static LocalDateTime time(String text) {
        return Objects.requireNonNull(LocalTimes.parse(text));
    }

    private static Report report(String at, long index, String pin) {
        return report(at, index, pin, null, Direction.IN);
    }

    private static Report report(
            String at, long index, String pin, @Nullable Verdict instead, @Nullable Direction said) {
        return new Report(time(at), index, pin + said, instead, 1, said, pin);
    }

    private static List<GateCommand.RecordGateEvents> commands(Passages passages) {
        return passages.commands("g", 1, 0);
    }

    private static Set<String> numbers(Passages passages) {
        Set<String> numbers = new HashSet<>();
        for (GateCommand.RecordGateEvents each : commands(passages))
            for (long seq : each.seqs()) numbers.add(each.boot() + "#" + seq);
        return numbers;
    }

    @Test
    void givesTheDevicesIndexAsTheNumberWithinItsHour() {
        Passages passages = passages(CONTROLLER, SHANGHAI, NOON);
        assertThat(passages.add(report("2026-11-21 10:59:59", 7, "1001"))).isEqualTo(Verdict.PASSED);
        passages.add(report("2026-11-21 11:00:00", 8, "1002"));

        List<GateCommand.RecordGateEvents> commands = commands(passages);
        assertThat(commands)
                .extracting(GateCommand.RecordGateEvents::boot)
                .containsExactly("zk-A7-2026112110", "zk-A7-2026112111");
        assertThat(commands.getFirst().seqs()).containsExactly(7);
        assertThat(commands.getFirst().credentials()).containsExactly("1001");
        assertThat(commands.getFirst().atMs())
                .containsExactly(Instant.parse("2026-11-21T02:59:59Z").toEpochMilli());
        assertThat(commands.getFirst().in()).containsExactly(true);
    }

    @Test
    void takesADeviceThatWasResetForOneThatGoesOn() {
        Passages before = passages(CONTROLLER, SHANGHAI, NOON);
        for (int i = 1; i <= 10; i++) before.add(report("2026-11-21 09:30:00", i, "p" + i));
        Passages after = passages(CONTROLLER, SHANGHAI, NOON);
        for (int i = 1; i <= 10; i++) after.add(report("2026-11-21 11:30:00", i, "p" + i));

        assertThat(numbers(before)).doesNotContainAnyElementsOf(numbers(after));
    }

    @Test
    void numbersTheSameAlikeWheneverItComes() {
        for (long index : new long[] {0, 12}) {
            Passages first = passages(CONTROLLER, SHANGHAI, NOON);
            Passages later = passages(CONTROLLER, SHANGHAI, "2026-11-24 08:00:00");
            later.add(report("2026-11-21 11:00:00", index == 0 ? 0 : 11, "another"));
            first.add(report("2026-11-21 11:00:00", index, "1001"));
            later.add(report("2026-11-21 11:00:00", index, "1001"));
            assertThat(numbers(later)).containsAll(numbers(first));
        }
    }

    @Test
    void tellsThoseOfOneSecondApartWhereThereIsNoIndex() {
        Passages passages = passages(CONTROLLER, SHANGHAI, NOON);
        for (int pin = 0; pin < 20_000; pin++) passages.add(report("2026-11-21 11:00:00", 0, "" + pin));
        passages.add(report("2026-11-21 11:00:00", 0, "0", null, Direction.OUT));
        passages.add(report("2026-11-21 11:00:01", 0, "0"));
        passages.add(report("2026-11-21 11:00:01", 0, "0"));

        assertThat(numbers(passages)).hasSize(20_002).allMatch(it -> it.startsWith("zk-A7-2026112111t#"));
        for (GateCommand.RecordGateEvents each : commands(passages)) {
            assertThat(each.seqs()).hasSizeLessThanOrEqualTo(GateCommand.GATE_EVENTS_MAX);
            for (long seq : each.seqs()) assertThat(seq).isPositive();
        }
    }

    @Test
    void usesUpNumbersOfWhatIsNoPassage() {
        Passages passages = passages(CONTROLLER, SHANGHAI, NOON);
        assertThat(passages.add(report("2026-11-21 11:00:00", 1, "1", Verdict.DENIED, Direction.IN)))
                .isEqualTo(Verdict.DENIED);
        passages.add(report("2026-11-21 11:00:01", 2, "1"));
        assertThat(passages.add(report("2026-11-21 11:00:01", 3, "1", null, null)))
                .isEqualTo(Verdict.UNDIRECTED);
        passages.add(report("2026-11-21 11:00:01", 0, "1", Verdict.DEVICE, null));

        List<GateCommand.RecordGateEvents> commands = commands(passages);
        assertThat(commands).hasSize(1);
        assertThat(commands.getFirst().seqs()).containsExactly(2);
        assertThat(commands.getFirst().spoilt()).containsExactlyInAnyOrder(1, 3);
        assertThat(passages.count(Verdict.DENIED)).isOne();
        assertThat(passages.count(Verdict.PASSED)).isOne();
    }

    @Test
    void goesByTheCatalogueBeforeTheDevice() {
        Controller out = ControllerTown.leading(CONTROLLER, Direction.OUT);
        Passages passages = passages(out, SHANGHAI, NOON);
        passages.add(report("2026-11-21 11:00:00", 1, "1"));
        assertThat(commands(passages).getFirst().in()).containsExactly(false);

        Controller second = ControllerTown.withDoors(out, Map.of(2, Direction.IN));
        Passages ofDoors = passages(second, SHANGHAI, NOON);
        assertThat(ofDoors.add(report("2026-11-21 11:00:00", 1, "1"))).isEqualTo(Verdict.UNDIRECTED);
        ofDoors.add(new Report(time("2026-11-21 11:00:00"), 2, "", null, 2, Direction.OUT, "1"));
        assertThat(commands(ofDoors).getFirst().in()).containsExactly(true);
    }

    @Test
    void takesNothingOfLastYearNorOfNextWeek() {
        Passages passages = passages(CONTROLLER, SHANGHAI, NOON);
        List<Verdict> verdicts = new ArrayList<>();
        for (String at : new String[] {
            "2025-11-21 12:00:00",
            "2000-01-01 00:00:00",
            "2026-11-14 11:59:59",
            "2026-11-14 12:00:00",
            "2026-11-22 12:00:00",
            "2026-11-22 12:00:01",
            "2099-01-01 00:00:00"
        }) verdicts.add(passages.add(report(at, 1 + verdicts.size(), "1")));
        assertThat(verdicts)
                .containsExactly(
                        Verdict.UNTIMELY,
                        Verdict.UNTIMELY,
                        Verdict.UNTIMELY,
                        Verdict.PASSED,
                        Verdict.PASSED,
                        Verdict.UNTIMELY,
                        Verdict.UNTIMELY);
        assertThat(commands(passages)).hasSize(2);
    }

    /** In Berlin the clock shows 02:30 twice on 25 October 2026, and never on 29 March. */
    @Test
    void meansOneMomentByATimeThatTheClockShowsTwiceOrSkips() {
        Passages autumn = passages(CONTROLLER, BERLIN, "2026-10-25 12:00:00");
        autumn.add(report("2026-10-25 02:30:00", 1, "1"));
        autumn.add(report("2026-10-25 02:30:00", 2, "1"));
        assertThat(commands(autumn)).hasSize(1);
        assertThat(commands(autumn).getFirst().seqs()).containsExactly(1, 2);
        assertThat(commands(autumn).getFirst().atMs())
                .containsOnly(Instant.parse("2026-10-25T00:30:00Z").toEpochMilli());

        Passages spring = passages(CONTROLLER, BERLIN, "2026-03-29 12:00:00");
        spring.add(report("2026-03-29 02:30:00", 1, "1"));
        assertThat(commands(spring).getFirst().atMs())
                .containsExactly(Instant.parse("2026-03-29T01:30:00Z").toEpochMilli());
    }

    @Test
    void readsTimesAsDevicesWriteThem() {
        assertThat(LocalTimes.parse("2026-11-21T18:02:11")).isEqualTo(LocalDateTime.of(2026, 11, 21, 18, 2, 11));
        for (String nonsense : new String[] {
            "",
            "2026-11-21",
            "2026-11-21 24:00:00",
            "2026-02-29 00:00:00",
            "2026-13-01 00:00:00",
            "2026-11-21 18:02:60",
            "2026/11/21 18:02:11",
            "2026-11-21 18:02:11Z",
            "２026-11-21 18:02:11",
            "0000-00-00 00:00:00",
            "-026-11-21 18:02:11"
        }) assertThat(LocalTimes.parse(nonsense)).as(nonsense).isNull();
    }
}
