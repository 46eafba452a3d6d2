package io.yizhan.http.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.http.gate.Snapshot.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Gates that put together what has changed have what the whole would have given them. */
class GivenSnapshotsTest {
    /** What a gate has. */
    private static final class Gate {
        long version;
        final Map<Snapshot.Key, Entry> entries = new HashMap<>();

        void ask(GivenSnapshots given, Snapshot now) {
            GivenSnapshots.Changed changed = given.give("sh", now, version);
            if (changed == null) entries.clear();
            List<Entry> told =
                    changed == null ? now.entries() : changed.snapshot().entries();
            if (changed != null) for (Snapshot.Key gone : changed.gone()) entries.remove(gone);
            for (Entry it : told) entries.put(it.key(), it);
            version = now.version();
        }
    }

    /** Versions stand still while entries change: two answers of one version need not be alike. */
    @Test
    void aGateHasWhatTheWholeWouldHaveGivenIt() {
        int deltas = 0;
        for (int seed = 1; seed <= 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            GivenSnapshots given = new GivenSnapshots();
            Gate[] gates = {new Gate(), new Gate(), new Gate()};
            Map<Snapshot.Key, Entry> books = new HashMap<>();
            long version = 1;
            for (int step = 0; step < 60; step++) {
                Snapshot.Key key = new Snapshot.Key(random.nextLong(4), random.nextInt(2));
                switch (random.nextInt(4)) {
                    case 0 -> books.put(key, Entry.revoked(key.id(), key.companion()));
                    case 1 -> books.remove(key);
                    default ->
                        books.put(
                                key,
                                new Entry(key.id(), key.companion(), random.nextLong(3), 9, 1, random.nextBoolean()));
                }
                if (random.nextInt(3) == 0) version++;
                Gate gate = gates[random.nextInt(gates.length)];
                Snapshot now = new Snapshot("s-1", version, step, new ArrayList<>(books.values()));
                if (gate.version > 0 && random.nextInt(20) == 0) gate.version = 0;
                long before = gate.version;
                gate.ask(given, now);
                if (before > 0) deltas++;
                assertThat(gate.entries).as("seed %d step %d", seed, step).isEqualTo(books);
            }
        }
        assertThat(deltas).isGreaterThan(1_000);
    }

    @Test
    void whatIsRememberedIsBounded() {
        GivenSnapshots given = new GivenSnapshots();
        List<Entry> many = new ArrayList<>();
        for (long id = 1; id <= GivenSnapshots.ENTRIES_MAX / 2; id++) many.add(Entry.revoked(id, 0));
        for (int station = 1; station <= 3; station++) given.give("sh", new Snapshot("s-" + station, 7, 0, many), 0);
        assertThat(given.give("sh", new Snapshot("s-1", 8, 0, many), 7)).isNull();
        assertThat(given.give("sh", new Snapshot("s-3", 8, 0, many), 7)).isNotNull();
        for (long version = 9; version <= 12; version++)
            given.give("sh", new Snapshot("s-9", version, 0, List.of()), 0);
        assertThat(given.give("sh", new Snapshot("s-9", 13, 0, List.of()), 12)).isNotNull();
        assertThat(given.give("sh", new Snapshot("s-9", 14, 0, List.of()), 9)).isNull();
        assertThat(given.give("village", new Snapshot("s-9", 14, 0, List.of()), 13))
                .isNull();
    }
}
