package io.yizhan.http.gate;

import io.yizhan.http.gate.Snapshot.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What gates were given by this node in the last snapshots of each station, so that the next need say only what has changed. No more than a
 * convenience: who asks for what is not known here, as after a take-over, gets the whole. Any thread.
 */
public final class GivenSnapshots {
    private static final int VERSIONS_MAX = 4;
    /** Of all stations together: some 25 MB. */
    static final int ENTRIES_MAX = 200_000;
    /** Stands for one that not everybody who has this version was given alike. */
    private static final Entry DOUBTFUL = new Entry(0, 0, -1, 0, 0, false);

    private final Map<String, SortedMap<Long, Map<Snapshot.Key, Entry>>> byStation = new HashMap<>();
    /** Oldest first. */
    private final Deque<Given> order = new ArrayDeque<>();

    private int entries;

    private record Given(String station, long version) {}

    /**
     * What has changed since a version, for who has that one; null for the whole. Remembers the present one.
     *
     * @param since the version that the gate has, 0 for none
     */
    synchronized @Nullable Changed give(String region, Snapshot now, long since) {
        String station = region + '/' + now.station();
        SortedMap<Long, Map<Snapshot.Key, Entry>> given = byStation.computeIfAbsent(station, any -> new TreeMap<>());
        Map<Snapshot.Key, Entry> former = given.get(since);
        Changed changed = former == null ? null : Changed.between(former, now, since);
        remember(station, given, now);
        return changed;
    }

    private void remember(String station, SortedMap<Long, Map<Snapshot.Key, Entry>> given, Snapshot now) {
        Map<Snapshot.Key, Entry> same = given.get(now.version());
        if (same == null) {
            given.put(now.version(), byKey(now));
            order.add(new Given(station, now.version()));
            entries += now.entries().size();
        } else {
            int before = same.size();
            Map<Snapshot.Key, Entry> other = byKey(now);
            // Whoever has this version may have either: what is not the same in both is told again.
            same.replaceAll((key, entry) -> entry.equals(other.get(key)) ? entry : DOUBTFUL);
            for (Snapshot.Key key : other.keySet()) same.putIfAbsent(key, DOUBTFUL);
            entries += same.size() - before;
        }
        while (given.size() > VERSIONS_MAX) forget(new Given(station, given.firstKey()));
        while (entries > ENTRIES_MAX && order.size() > 1) forget(order.getFirst());
    }

    private void forget(Given it) {
        Map<Long, Map<Snapshot.Key, Entry>> given = byStation.get(it.station);
        Map<Snapshot.Key, Entry> gone = given == null ? null : given.remove(it.version);
        if (gone != null) entries -= gone.size();
        order.remove(it);
    }

    private static Map<Snapshot.Key, Entry> byKey(Snapshot snapshot) {
        Map<Snapshot.Key, Entry> byKey = HashMap.newHashMap(snapshot.entries().size());
        for (Entry it : snapshot.entries()) byKey.put(it.key(), it);
        return byKey;
    }

    /**
     * @param snapshot only with what is new, or other than it was
     * @param gone passes that are of no use any more
     */
    record Changed(long since, Snapshot snapshot, Iterable<Snapshot.Key> gone) {
        static Changed between(Map<Snapshot.Key, Entry> former, Snapshot now, long since) {
            Map<Snapshot.Key, Entry> left = new HashMap<>(former);
            List<Entry> changed = now.entries().stream()
                    .filter(it -> !it.equals(left.remove(it.key())))
                    .toList();
            return new Changed(since, now.with(changed), left.keySet());
        }
    }
}
