package io.yizhan.core.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is due comes at the first poll after its moment, whatever those that come before it do to the others. */
class TimerWheelTest {
    private static final int TICK_MS = 256;
    private static final int CELLS = 40;

    private final Cells cells = new Cells(TimerWheel.BYTES);
    private final TimerWheel wheel = new TimerWheel(cells, 0);
    private final Map<Integer, Long> due = new HashMap<>();
    private final List<Integer> came = new ArrayList<>();

    @BeforeEach
    void addCells() {
        for (int i = 0; i < CELLS; i++) cells.add();
    }

    private void set(int cell, long atMs) {
        due.put(cell, atMs);
        wheel.set(cell, atMs);
    }

    private void clear(int cell) {
        due.remove(cell);
        wheel.clear(cell);
    }

    private boolean poll(long nowMs, int limit, Runnable... then) {
        return wheel.poll(nowMs, limit, new TimerWheel.Due() {
            @Override
            public long dueMs(int cell) {
                return java.util.Objects.requireNonNull(due.get(cell));
            }

            @Override
            public void due(int cell) {
                due.remove(cell);
                came.add(cell);
                if (came.size() <= then.length) then[came.size() - 1].run();
            }
        });
    }

    @Test
    void handsOverAllOfASpokeThoughTheFirstPutsOffTheNext() {
        set(1, 100);
        set(2, 100);
        set(3, 100);
        // 3 was set last, so it comes first, and 2 would be next.
        poll(200, 10, () -> set(2, 10_000));
        assertThat(came).containsExactly(3, 1);
        poll(11_000, 10);
        assertThat(came).containsExactly(3, 1, 2);
    }

    @Test
    void handsOverAllOfASpokeThoughTheFirstClearsTheNext() {
        set(1, 100);
        set(2, 100);
        set(3, 100);
        poll(200, 10, () -> clear(2));
        assertThat(came).containsExactly(3, 1);
    }

    @Test
    void handsOverWhatBecomesDueWhileItsSpokeIsGoneThrough() {
        set(1, 100);
        set(2, 100);
        // Time has moved far ahead: what is put on the spoke at hand must not wait for the wheel's next turn.
        poll(100 * TICK_MS, 10, () -> set(7, 50));
        assertThat(came).containsExactlyInAnyOrder(1, 2, 7);
    }

    @Test
    void keepsWhatIsDueATurnLaterOnTheSpokeAtHand() {
        long turnMs = 65_536L * TICK_MS;
        set(1, 100);
        poll(200, 10, () -> set(2, 100 + turnMs));
        assertThat(came).containsExactly(1);
        poll(turnMs, 10);
        assertThat(came).containsExactly(1);
        poll(200 + turnMs, 10);
        assertThat(came).containsExactly(1, 2);
    }

    /** Each cell that comes sets and clears others at random; a list of moments says what must come. */
    @Test
    void missesNothingWhateverCellsDoToEachOther() {
        for (long seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Runnable[] acts = new Runnable[3_000];
            long[] nowMs = {0};
            for (int i = 0; i < acts.length; i++) {
                acts[i] = () -> {
                    for (int n = random.nextInt(4); n > 0; n--) {
                        int cell = random.nextInt(CELLS);
                        int kind = random.nextInt(4);
                        if (kind == 0) clear(cell);
                        else if (kind == 1) set(cell, nowMs[0] + random.nextInt(3 * TICK_MS));
                        else set(cell, nowMs[0] + (random.nextInt(5) == 0 ? 65_536L * TICK_MS : 4_000));
                    }
                };
            }
            came.clear();
            due.keySet().stream().toList().forEach(this::clear);
            long base = seed * 100_000_000L;
            for (int cell = 0; cell < CELLS / 2; cell++) set(cell, base + random.nextInt(8 * TICK_MS));
            nowMs[0] = base;
            for (int step = 0; step < 60; step++) {
                nowMs[0] += random.nextInt(random.nextInt(6) == 0 ? 100_000 : 2 * TICK_MS);
                for (int n = 0; poll(nowMs[0], 5, acts); n++) if (n > 400) break;
                TreeSet<Integer> overdue = new TreeSet<>();
                due.forEach((cell, atMs) -> {
                    if (atMs <= nowMs[0]) overdue.add(cell);
                });
                if (came.size() < 2_000)
                    assertThat(overdue)
                            .as("seed %d, overdue at %d", seed, nowMs[0])
                            .isEmpty();
            }
        }
    }
}
