package io.yizhan.loadtest.city;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many are inside at each moment, by entries and exits. Of all passages it is the truth: the oracle of the city. Of those that gates tell
 * it is the clean sequence, and what an engine has to say once it has all of them.
 */
public final class Headcount {
    private final Map<String, Line> lines = new HashMap<>();

    /** Moments, and how many are inside from then on. */
    private record Line(long[] atMs, int[] inside) {}

    private Headcount() {}

    /** @param passages of each station by time; those of one station alone matter for it */
    public static Headcount of(List<Passage> passages) {
        Map<String, Integer> sizes = new HashMap<>();
        for (Passage it : passages) sizes.merge(it.station(), 1, Integer::sum);
        Map<String, Integer> filled = new HashMap<>();
        Headcount count = new Headcount();
        for (Passage it : passages) {
            Line line = count.lines.computeIfAbsent(it.station(), station -> {
                int size = sizes.getOrDefault(station, 0);
                return new Line(new long[size], new int[size]);
            });
            int at = filled.merge(it.station(), 1, Integer::sum) - 1;
            if (at > 0 && line.atMs[at - 1] > it.atMs()) throw new IllegalArgumentException("not by time: " + it);
            line.atMs[at] = it.atMs();
            line.inside[at] = (at == 0 ? 0 : line.inside[at - 1]) + (it.in() ? 1 : -1);
        }
        return count;
    }

    /** At a moment, with what happens at it. Below zero where an entry is missing. */
    public int inside(String station, long ms) {
        Line line = lines.get(station);
        if (line == null) return 0;
        int at = Arrays.binarySearch(line.atMs, ms);
        if (at < 0) at = -at - 2;
        while (at >= 0 && at + 1 < line.atMs.length && line.atMs[at + 1] == ms) at++;
        return at < 0 ? 0 : line.inside[at];
    }

    /** When all is over. */
    public int inside(String station) {
        return inside(station, Long.MAX_VALUE);
    }
}
