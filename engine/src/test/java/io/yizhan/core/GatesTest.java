package io.yizhan.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatesTest {
    private static final long DAY_MS = 86_400_000;
    private static final long NOW_MS = 1_000 * DAY_MS;

    private final Region region = new Region(Rules.DEFAULT);
    private final List<Event> journal = new ArrayList<>();

    private Outcome record(String boot, long nowMs, long happenedAtMs, boolean in, long... seqs) {
        long[] atMs = new long[seqs.length];
        Arrays.fill(atMs, happenedAtMs);
        boolean[] ins = new boolean[seqs.length];
        Arrays.fill(ins, in);
        String[] credentials = new String[seqs.length];
        Arrays.fill(credentials, "");
        Command command = new Command.RecordGateEvents("g-1", boot, 7, seqs, atMs, ins, credentials);
        Decision decision = region.decide(command, nowMs);
        if (decision instanceof Outcome outcome) return outcome;
        Event event = (Event) decision;
        region.apply(event);
        journal.add(event);
        return region.answer(command, event);
    }

    @Test
    void countsEachNumberOnceInWhateverOrderAndHoweverOftenItComes() {
        Random random = new Random(42);
        List<Long> deliveries = new ArrayList<>();
        for (long seq = 1; seq <= 2_000; seq++) for (int i = random.nextInt(3); i >= 0; i--) deliveries.add(seq);
        Collections.shuffle(deliveries, random);
        Set<Long> heard = new HashSet<>();
        for (int from = 0; from < deliveries.size(); ) {
            int to = Math.min(deliveries.size(), from + 1 + random.nextInt(20));
            long[] seqs = deliveries.subList(from, to).stream()
                    .distinct()
                    .mapToLong(Long::longValue)
                    .toArray();
            int fresh = 0;
            for (long seq : seqs) if (heard.add(seq)) fresh++;
            long through = 0;
            while (heard.contains(through + 1)) through++;
            assertThat(record("b", NOW_MS, NOW_MS, true, seqs))
                    .isEqualTo(new Outcome.GateReceipt(through, fresh, seqs.length - fresh));
            from = to;
        }
        assertThat(region.inside(7)).isEqualTo(2_000);
    }

    @Test
    void replaysToTheSameBooks() {
        record("b", NOW_MS, NOW_MS, true, 1, 2, 5, 9);
        record("b", NOW_MS, NOW_MS, false, 3);
        record("c", NOW_MS, NOW_MS, true, 1);
        Region replayed = new Region(Rules.DEFAULT);
        journal.forEach(replayed::apply);

        assertThat(replayed.stateHash()).isEqualTo(region.stateHash());
        assertThat(replayed.inside(7)).isEqualTo(4);
    }

    @Test
    void showsNobodyInsideWhenMoreLeftThanEntered() {
        record("b", NOW_MS, NOW_MS, false, 1, 2, 3);
        assertThat(region.inside(7)).isZero();

        record("b", NOW_MS, NOW_MS, true, 4, 5, 6, 7);
        assertThat(region.inside(7)).as("the order does not matter").isEqualTo(1);
    }

    @Test
    void acknowledgesButDoesNotCountWhatIsOlderThanSevenDays() {
        assertThat(record("b", NOW_MS, NOW_MS - 7 * DAY_MS - 1, true, 1)).isEqualTo(new Outcome.GateReceipt(1, 1, 0));
        assertThat(region.inside(7)).isZero();
        record("b", NOW_MS, NOW_MS - 7 * DAY_MS, true, 2);
        assertThat(region.inside(7)).isEqualTo(1);
    }

    @Test
    void startsAnewWithEachBoot() {
        record("b", NOW_MS, NOW_MS, true, 1);
        assertThat(record("c", NOW_MS, NOW_MS, true, 1)).isEqualTo(new Outcome.GateReceipt(1, 1, 0));
        assertThat(region.inside(7)).isEqualTo(2);
    }

    @Test
    void refusesANumberThatWouldLeaveAGapTooLargeToRemember() {
        assertThat(record("b", NOW_MS, NOW_MS, true, Gates.AHEAD_MAX + 1))
                .isEqualTo(new Refusal.GateSequenceTooFarAhead(0, Gates.AHEAD_MAX + 1));
        assertThat(record("b", NOW_MS, NOW_MS, true, Gates.AHEAD_MAX)).isInstanceOf(Outcome.GateReceipt.class);
    }

    @Test
    void refusesMoreBootsOfAGateThanItCanHaveAndForgetsSilentOnes() {
        for (int boot = 0; boot < Gates.BOOTS_MAX; boot++) record("b-" + boot, NOW_MS, NOW_MS, true, 1);
        assertThat(record("one-more", NOW_MS, NOW_MS, true, 1))
                .isEqualTo(new Refusal.GateBootsExceeded(Gates.BOOTS_MAX));

        long laterMs = NOW_MS + 8 * DAY_MS + 1;
        region.elapse(laterMs, 10, event -> {
            assertThat(event).isInstanceOf(Event.GateBootForgotten.class);
            region.apply(event);
        });
        assertThat(record("one-more", laterMs, laterMs, true, 1)).isEqualTo(new Outcome.GateReceipt(1, 1, 0));
        assertThat(region.inside(7)).as("those who came in stay in").isEqualTo(Gates.BOOTS_MAX + 1);
    }
}
