package io.yizhan.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
import io.yizhan.core.NumberRange;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
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
    private static final long HOUR_MS = 3_600_000;
    private static final long NOW_MS = 1_000 * DAY_MS;

    private final Region region = new Region(Rules.DEFAULT);
    private final List<Event> journal = new ArrayList<>();

    private Outcome record(String boot, long nowMs, long happenedAtMs, boolean in, long... seqs) {
        return record(boot, nowMs, happenedAtMs, in, seqs, new long[0], new long[0]);
    }

    private Outcome forget(String boot, long... bounds) {
        return record(boot, NOW_MS, NOW_MS, true, new long[0], new long[0], bounds);
    }

    private static Outcome receipt(long through, int accepted, int duplicates, long... missing) {
        List<NumberRange> gaps = new ArrayList<>();
        for (int i = 0; i < missing.length; i += 2) gaps.add(new NumberRange(missing[i], missing[i + 1]));
        return new Outcome.GateReceipt(through, accepted, duplicates, gaps);
    }

    private Outcome record(
            String boot, long nowMs, long happenedAtMs, boolean in, long[] seqs, long[] spoilt, long[] forget) {
        long[] atMs = new long[seqs.length];
        Arrays.fill(atMs, happenedAtMs);
        boolean[] ins = new boolean[seqs.length];
        Arrays.fill(ins, in);
        String[] credentials = new String[seqs.length];
        Arrays.fill(credentials, "");
        Command command =
                new GateCommand.RecordGateEvents("g-1", boot, 7, seqs, atMs, ins, credentials, spoilt, forget);
        return region.carryOut(command, nowMs, journal::add);
    }

    @Test
    void countsEachNumberOnceInWhateverOrderAndHoweverOftenItComes() {
        Random random = new Random(42);
        List<Long> deliveries = new ArrayList<>();
        for (long seq = 1; seq <= 2_000; seq++) for (int i = random.nextInt(3); i >= 0; i--) deliveries.add(seq);
        Collections.shuffle(deliveries, random);
        Set<Long> heard = new HashSet<>();
        List<Outcome.GateReceipt> told = new ArrayList<>();
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
                    .isInstanceOfSatisfying(Outcome.GateReceipt.class, receipt -> told.add(receipt));
            Outcome.GateReceipt receipt = told.getLast();
            assertThat(receipt.through()).isEqualTo(through);
            assertThat(receipt.accepted()).isEqualTo(fresh);
            assertThat(receipt.duplicates()).isEqualTo(seqs.length - fresh);
            for (NumberRange gap : receipt.missing())
                for (long seq = gap.from(); seq <= gap.to(); seq++)
                    assertThat(heard).doesNotContain(seq);
            from = to;
        }
        assertThat(region.headcount(7).inside()).isEqualTo(2_000);
    }

    @Test
    void replaysToTheSameBooks() {
        record("b", NOW_MS, NOW_MS, true, 1, 2, 5, 9);
        record("b", NOW_MS, NOW_MS, false, 3);
        record("b", NOW_MS, NOW_MS, true, new long[] {20}, new long[] {17, 40}, new long[] {4, 4, 8, 12});
        record("c", NOW_MS, NOW_MS, true, 1);
        Region replayed = new Region(Rules.DEFAULT);
        journal.forEach(replayed::apply);

        assertThat(replayed.stateHash()).isEqualTo(region.stateHash());
        assertThat(replayed.headcount(7).inside()).isEqualTo(5);
    }

    @Test
    void showsNobodyInsideWhenMoreLeftThanEntered() {
        record("b", NOW_MS, NOW_MS, false, 1, 2, 3);
        assertThat(region.headcount(7).inside()).isZero();

        record("b", NOW_MS, NOW_MS, true, 4, 5, 6, 7);
        assertThat(region.headcount(7).inside()).as("the order does not matter").isEqualTo(1);
    }

    @Test
    void acknowledgesButDoesNotCountWhatIsOlderThanSevenDays() {
        assertThat(record("b", NOW_MS, NOW_MS - 7 * DAY_MS - 1, true, 1)).isEqualTo(receipt(1, 1, 0));
        assertThat(region.headcount(7).inside()).isZero();
        record("b", NOW_MS, NOW_MS - 7 * DAY_MS, true, 2);
        assertThat(region.headcount(7).inside()).isEqualTo(1);
    }

    @Test
    void startsAnewWithEachBoot() {
        record("b", NOW_MS, NOW_MS, true, 1);
        assertThat(record("c", NOW_MS, NOW_MS, true, 1)).isEqualTo(receipt(1, 1, 0));
        assertThat(region.headcount(7).inside()).isEqualTo(2);
    }

    @Test
    void takesANumberHoweverFarItIsAheadAndTellsWhatIsMissing() {
        long far = 1L << 53;
        assertThat(record("b", NOW_MS, NOW_MS, true, far)).isEqualTo(receipt(0, 1, 0, 1, far - 1));
        assertThat(record("b", NOW_MS, NOW_MS, true, Long.MAX_VALUE))
                .isEqualTo(receipt(0, 1, 0, 1, far - 1, far + 1, Long.MAX_VALUE - 1));
        assertThat(record("b", NOW_MS, NOW_MS, true, 1, 2, 4))
                .isEqualTo(receipt(2, 3, 0, 3, 3, 5, far - 1, far + 1, Long.MAX_VALUE - 1));
        assertThat(record("b", NOW_MS, NOW_MS, true, far, Long.MAX_VALUE, 1, 3))
                .isEqualTo(receipt(4, 1, 3, 5, far - 1, far + 1, Long.MAX_VALUE - 1));
        assertThat(forget("b", 1, Long.MAX_VALUE)).isEqualTo(receipt(Long.MAX_VALUE, 0, 0));
        assertThat(region.headcount(7).inside()).isEqualTo(6);
    }

    @Test
    void countsOnWhereALostNumberIsGivenUp() {
        record("b", NOW_MS, NOW_MS, true, 1, 2, 4, 5, 9);

        assertThat(forget("b", 3, 3)).isEqualTo(receipt(5, 0, 0, 6, 8));
        assertThat(forget("b", 3, 3)).as("again").isEqualTo(receipt(5, 0, 0, 6, 8));
        assertThat(record("b", NOW_MS, NOW_MS, true, 3))
                .as("it comes all the same")
                .isEqualTo(receipt(5, 0, 1, 6, 8));
        assertThat(forget("b", 1, 9, 2, 7)).as("what has counted stays counted").isEqualTo(receipt(9, 0, 0));
        assertThat(record("b", NOW_MS, NOW_MS, true, 5, 10)).isEqualTo(receipt(10, 1, 1));
        assertThat(region.headcount(7).inside()).isEqualTo(6);
    }

    @Test
    void doesNotGiveUpWhatIsStillToCome() {
        assertThat(forget("b", 1, 1_000)).as("nothing came yet").isEqualTo(receipt(0, 0, 0));
        record("b", NOW_MS, NOW_MS, true, 3);
        assertThat(forget("b", 1, 1_000)).isEqualTo(receipt(3, 0, 0));

        assertThat(record("b", NOW_MS, NOW_MS, true, 4, 5)).isEqualTo(receipt(5, 2, 0));
        assertThat(journal).as("a boot that only forgets is none").hasSize(3);
    }

    @Test
    void takesEventsBeforeItGivesUpNumbersOfTheSameReport() {
        assertThat(record("b", NOW_MS, NOW_MS, true, new long[] {2, 6}, new long[0], new long[] {1, 9}))
                .isEqualTo(receipt(6, 2, 0));
        assertThat(region.headcount(7).inside()).isEqualTo(2);
    }

    @Test
    void usesUpTheNumbersOfWhatIsWrongInItself() {
        assertThat(record("b", NOW_MS, NOW_MS, true, new long[] {1, 3}, new long[] {2, 4, 7}, new long[0]))
                .isEqualTo(receipt(4, 2, 0, 5, 6));
        assertThat(record("b", NOW_MS, NOW_MS, true, 2, 5)).isEqualTo(receipt(5, 1, 1, 6, 6));
        assertThat(record("c", NOW_MS, NOW_MS, true, new long[0], new long[] {1}, new long[0]))
                .isEqualTo(receipt(1, 0, 0));
        assertThat(region.headcount(7).inside()).isEqualTo(3);
    }

    @Test
    void refusesAReportThatWouldLeaveMoreGapsThanItCanRemember() {
        for (long i = 1; i <= Gates.GAPS_MAX; i++) record("b", NOW_MS, NOW_MS, true, 2 * i);
        long next = 2L * Gates.GAPS_MAX + 2;

        assertThat(record("b", NOW_MS, NOW_MS, true, next))
                .isInstanceOfSatisfying(Refusal.GateGapsExceeded.class, refusal -> {
                    assertThat(refusal.limit()).isEqualTo(Gates.GAPS_MAX);
                    assertThat(refusal.through()).isZero();
                    assertThat(refusal.missing()).hasSize(100).startsWith(new NumberRange(1, 1), new NumberRange(3, 3));
                });
        assertThat(record("b", NOW_MS, NOW_MS, true, next - 2, next - 1))
                .as("what leaves no more gaps than before")
                .isInstanceOf(Outcome.GateReceipt.class);
        assertThat(record("other", NOW_MS, NOW_MS, true, 7)).isInstanceOf(Outcome.GateReceipt.class);
        assertThat(record("b", NOW_MS, NOW_MS, true, 1)).as("the lowest one").isInstanceOf(Outcome.GateReceipt.class);
        assertThat(record("b", NOW_MS, NOW_MS, true, next + 1)).isInstanceOf(Outcome.GateReceipt.class);
        assertThat(record("b", NOW_MS, NOW_MS, true, next + 9)).isInstanceOf(Refusal.GateGapsExceeded.class);
        assertThat(record("b", NOW_MS, NOW_MS, true, new long[] {next + 9}, new long[0], new long[] {1, 500}))
                .as("with room made by itself")
                .isInstanceOf(Outcome.GateReceipt.class);
        assertThat(forget("b", 1, Long.MAX_VALUE)).isEqualTo(receipt(next + 9, 0, 0));
        assertThat(region.headcount(7).inside()).isEqualTo(Gates.GAPS_MAX + 5);
    }

    @Test
    void makesLittleGarbageOfEventsInOrder() {
        int size = 5_000;
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        List<Command> commands = new ArrayList<>();
        for (long first = 1; first < 200L * size; first += size) {
            long[] seqs = new long[size];
            for (int i = 0; i < size; i++) seqs[i] = first + i;
            long[] atMs = new long[size];
            Arrays.fill(atMs, NOW_MS);
            commands.add(
                    new GateCommand.RecordGateEvents("g", "b", 7, seqs, atMs, new boolean[size], new String[size]));
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (Command command : commands) region.carryOut(command, NOW_MS, event -> {});

        // Which are new, and whether they are counted: 5 bytes each.
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(6L * size * commands.size());
    }

    /** Every second number, for ever: such a gate says so once in a while, and is never refused. */
    @Test
    void keepsNoMoreOfABootThanItsGaps() {
        long nextMs = NOW_MS;
        for (long seq = 1; seq < 20_000; seq += 2) {
            assertThat(record("b", nextMs, nextMs, true, seq)).isInstanceOf(Outcome.GateReceipt.class);
            if (seq % 999 == 0) forget("b", 1, seq);
        }
        assertThat(region.headcount(7).inside()).isEqualTo(10_000);
    }

    /** Hundreds of gates may fall silent in one hour; whoever books then is not to wait for all of them. */
    @Test
    void forgetsSilentBootsInSlices() {
        for (int boot = 0; boot < 25; boot++) record("b-" + boot, NOW_MS, NOW_MS, true, 1);
        long laterMs = NOW_MS + 8 * DAY_MS + HOUR_MS;
        List<Integer> slices = new ArrayList<>();
        boolean more = true;
        while (more) {
            int before = journal.size();
            more = region.elapse(laterMs, 10, journal::add);
            slices.add(journal.size() - before);
        }
        assertThat(slices).containsExactly(10, 10, 5);
        assertThat(region.elapse(laterMs, 10, journal::add)).isFalse();
    }

    @Test
    void refusesMoreBootsOfAGateThanItCanHaveAndForgetsSilentOnes() {
        for (int boot = 0; boot < Gates.BOOTS_MAX; boot++) record("b-" + boot, NOW_MS, NOW_MS, true, 1);
        long laterMs = NOW_MS + 8 * DAY_MS + HOUR_MS;
        assertThat(record("one-more", NOW_MS, NOW_MS, true, 1))
                .isEqualTo(new Refusal.GateBootsExceeded(Gates.BOOTS_MAX, laterMs));
        assertThat(record("b-1", NOW_MS, NOW_MS, true, 1, 2))
                .as("one that is known")
                .isEqualTo(receipt(2, 1, 1));
        assertThat(forget("one-more", 1, 1)).isEqualTo(receipt(0, 0, 0));

        while (region.elapse(laterMs, 10, event -> assertThat(event).isInstanceOf(Event.GateBootForgotten.class))) {}
        assertThat(record("one-more", laterMs, laterMs, true, 1)).isEqualTo(receipt(1, 1, 0));
        assertThat(region.headcount(7).inside()).as("those who came in stay in").isEqualTo(Gates.BOOTS_MAX + 2);
    }
}
