package io.yizhan.core.waitlist;

import io.yizhan.core.Command;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Who waits for places of one slot, by their turns: those who were drawn for it, in that order, and then those who came, by their reservations'
 * ids; no turn is 0. How far ahead somebody is costs
 * the logarithm of how many wait, and so does finding the first whom the places that are free suffice: those who need as many places are a
 * line of their own, and there are {@value Command#PARTY_MAX} lines at most.
 */
final class Waitlist {
    private static final int DEAD_MAX = 64;

    /** Ascending; of those who have left as well, until there are too many. */
    private long[] ids = new long[4];
    /** That each needs; 0 for one who has left. */
    private byte[] places = new byte[4];
    /** Sums of those who are there: a Fenwick tree, from 1 on. */
    private int[] sums = new int[5];

    private int end;
    private int size;
    private final @Nullable Line[] lines = new Line[Command.PARTY_MAX + 1];

    /** How many wait. */
    int size() {
        return size;
    }

    void add(long id, int needed) {
        if (end > 0 && id < ids[end - 1]) insert(id, needed);
        else append(id, needed);
    }

    private void append(long id, int needed) {
        if (end == ids.length) {
            ids = Arrays.copyOf(ids, end * 2);
            places = Arrays.copyOf(places, end * 2);
            sums = Arrays.copyOf(sums, end * 2 + 1);
        }
        ids[end] = id;
        places[end] = (byte) needed;
        int node = end + 1;
        sums[node] = 1;
        for (int child = node - 1; child > node - (node & -node); child -= child & -child) sums[node] += sums[child];
        Line line = lines[needed];
        if (line == null) lines[needed] = line = new Line();
        line.add(end);
        end++;
        size++;
    }

    /** While books are restored, in whatever order. */
    private void insert(long id, int needed) {
        long[] formerIds = Arrays.copyOf(ids, end);
        byte[] formerPlaces = Arrays.copyOf(places, end);
        clear();
        boolean done = false;
        for (int i = 0; i < formerIds.length; i++) {
            if (!done && id < formerIds[i]) {
                append(id, needed);
                done = true;
            }
            if (formerPlaces[i] != 0) append(formerIds[i], formerPlaces[i]);
        }
    }

    /** Whether it was there. */
    boolean remove(long id) {
        int at = find(id);
        if (at < 0) return false;
        places[at] = 0;
        for (int node = at + 1; node <= end; node += node & -node) sums[node]--;
        size--;
        if (end - size > size + DEAD_MAX) compact();
        return true;
    }

    /** 1 for whoever is next; 0 for somebody who does not wait. */
    int position(long id) {
        int at = find(id);
        if (at < 0) return 0;
        int position = 0;
        for (int node = at + 1; node > 0; node -= node & -node) position += sums[node];
        return position;
    }

    /** The first behind {@code id} who needs no more places than these; 0 for nobody. */
    long next(long id, int placesMax) {
        int after = Arrays.binarySearch(ids, 0, end, id);
        int from = after < 0 ? -after - 1 : after + 1;
        int first = Integer.MAX_VALUE;
        for (int needed = 1; needed <= Math.min(placesMax, Command.PARTY_MAX); needed++) {
            Line line = lines[needed];
            if (line != null) first = Math.min(first, line.first(from));
        }
        return first == Integer.MAX_VALUE ? 0 : ids[first];
    }

    /** Those who need more places than these, in no order. */
    void needingMore(int places, LongConsumer each) {
        for (int i = 0; i < end; i++) if (this.places[i] > places) each.accept(ids[i]);
    }

    /** Of the one who waits under this id; negative for nobody. */
    private int find(long id) {
        int at = Arrays.binarySearch(ids, 0, end, id);
        return at >= 0 && places[at] != 0 ? at : -1;
    }

    private void compact() {
        long[] formerIds = Arrays.copyOf(ids, end);
        byte[] formerPlaces = Arrays.copyOf(places, end);
        clear();
        for (int i = 0; i < formerIds.length; i++) if (formerPlaces[i] != 0) append(formerIds[i], formerPlaces[i]);
    }

    private void clear() {
        end = 0;
        size = 0;
        Arrays.fill(lines, null);
    }

    /** Those who need as many places as each other: where they are in {@link #ids}, ascending. */
    private final class Line {
        private int[] at = new int[4];
        private int from;
        private int to;

        void add(int index) {
            if (to == at.length) at = Arrays.copyOf(at, to * 2);
            at[to++] = index;
        }

        /** The first at this place or behind it; {@link Integer#MAX_VALUE} for none. */
        int first(int index) {
            while (from < to && places[at[from]] == 0) from++;
            if (from == to) return Integer.MAX_VALUE;
            int found = at[from] >= index ? from : Arrays.binarySearch(at, from, to, index);
            if (found < 0) found = -found - 1;
            while (found < to && places[at[found]] == 0) found++;
            return found == to ? Integer.MAX_VALUE : at[found];
        }
    }
}
