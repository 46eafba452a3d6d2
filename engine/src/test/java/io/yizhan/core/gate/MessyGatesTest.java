package io.yizhan.core.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Event;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 100,000 passages at four gates with wrong clocks, some told twice, out of order, hours late or after their numbers were given up; and counts by
 * eye and nights in between: the number shown is that of the same passages in the order in which they happened.
 */
class MessyGatesTest {
    private static final int PASSAGES = 100_000;
    private static final int GATES = 4;
    private static final int STATION = 7;
    private static final long HOUR_MS = 3_600_000;
    private static final long BEGAN_MS = 500_000 * HOUR_MS;
    /** A passage every so often, so a week and a half. */
    private static final long EVERY_MS = 9_000;

    private final List<Event> journal = new ArrayList<>();
    private final Region region = new Region(Rules.DEFAULT);

    /** @param toldAtMs never less than {@code atMs}; what is told at once shows how wrong the gate's clock is */
    private record Passage(int gate, long seq, long atMs, boolean in, long toldAtMs) {}

    private record Correction(long atMs, int inside) {}

    private static List<Passage> passages(SplittableRandom random) {
        long[] seqs = new long[GATES];
        List<Passage> all = new ArrayList<>();
        for (int i = 0; i < PASSAGES; i++) {
            int gate = random.nextInt(GATES);
            // A number that is lost is no passage.
            seqs[gate] += random.nextInt(200) == 0 ? 1 + random.nextInt(3) : 1;
            long atMs = BEGAN_MS + i * EVERY_MS + random.nextInt(9) * 1_000L;
            long lateMs = random.nextInt(10) > 0
                    ? 0
                    : random.nextInt(50) > 0 ? random.nextInt(120_000) : random.nextLong(5 * HOUR_MS);
            all.add(new Passage(gate, seqs[gate], atMs, random.nextInt(100) < 52, atMs + lateMs));
        }
        return all;
    }

    private static List<Correction> corrections(SplittableRandom random) {
        List<Correction> all = new ArrayList<>();
        for (long atMs = BEGAN_MS; atMs < BEGAN_MS + PASSAGES * EVERY_MS; atMs += 1 + random.nextLong(14 * HOUR_MS))
            // Between two passages: gates tell whole seconds.
            all.add(new Correction(atMs / 1_000 * 1_000 + 500, random.nextInt(3) == 0 ? 0 : random.nextInt(80)));
        return all;
    }

    /** Whoever counts sees what is so. */
    private static int truth(List<Passage> passages, List<Correction> corrections, long untilMs) {
        Correction last = corrections.stream()
                .filter(it -> it.atMs <= untilMs)
                .reduce(new Correction(0, 0), (former, next) -> next);
        int inside = last.inside;
        for (Passage each : passages) if (each.atMs > last.atMs && each.toldAtMs <= untilMs) inside += each.in ? 1 : -1;
        return Math.max(0, inside);
    }

    private void tell(List<Passage> some, int gate, long clockBehindMs, long nowMs) {
        int count = some.size();
        long[] seqs = new long[count];
        long[] atMs = new long[count];
        boolean[] in = new boolean[count];
        String[] credentials = new String[count];
        Arrays.fill(credentials, "");
        for (int i = 0; i < count; i++) {
            seqs[i] = some.get(i).seq;
            atMs[i] = some.get(i).atMs - clockBehindMs;
            in[i] = some.get(i).in;
        }
        region.carryOut(
                new GateCommand.RecordGateEvents("g" + gate, "b", STATION, seqs, atMs, in, credentials),
                nowMs,
                journal::add);
    }

    private void correct(Correction correction) {
        region.carryOut(
                correction.inside == 0
                        ? new GateCommand.ResetOccupancy(STATION, correction.atMs)
                        : new GateCommand.CountByEye(STATION, correction.inside, false),
                correction.atMs,
                journal::add);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void showTheNumberOfTheCleanSequence(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Passage> passages = passages(random);
        List<Correction> corrections = corrections(random);
        long[] clocksBehindMs = {0, 75_000, -40_000, 3 * HOUR_MS};
        List<Passage> told = new ArrayList<>(passages);
        told.sort(Comparator.comparingLong(Passage::toldAtMs));
        List<Passage> recent = new ArrayList<>();
        int next = 0;
        for (Passage each : told) {
            while (next < corrections.size() && corrections.get(next).atMs <= each.toldAtMs) {
                correct(corrections.get(next++));
            }
            tell(List.of(each), each.gate, clocksBehindMs[each.gate], each.toldAtMs);
            recent.add(each);
            if (random.nextInt(5) == 0) {
                Passage again = recent.get(Math.max(0, recent.size() - 1 - random.nextInt(300)));
                tell(List.of(again), again.gate, clocksBehindMs[again.gate], each.toldAtMs);
            }
            if (random.nextInt(5_000) == 0)
                assertThat(region.headcount(STATION).inside())
                        .as("seed %d, after %d", seed, recent.size())
                        .isEqualTo(truth(recent, corrections.subList(0, next), each.toldAtMs));
        }
        assertThat(region.headcount(STATION).inside())
                .isEqualTo(truth(passages, corrections.subList(0, next), Long.MAX_VALUE));
        Region replayed = new Region(Rules.DEFAULT);
        journal.forEach(replayed::apply);
        assertThat(replayed.stateHash()).isEqualTo(region.stateHash());
    }
}
