package io.yizhan.core.table;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.agrona.collections.IntArrayList;

/** Places that active reservations take, station by station, and how many of them belong to a series or to the staff of the station's host. */
public final class StationShares {
    private static final int TAKEN = 0;
    private static final int RECURRING = 1;
    private static final int BY_HOST = 2;
    /** 1 for a station among the {@link #changed}. */
    private static final int CHANGED = 3;

    private static final int FIELDS = 4;

    private final IntArrayList changed = new IntArrayList();
    private int[] places = new int[64 * FIELDS];

    /** @param more below zero for places that are given back */
    public void count(ReservationTable table, int cell, int more) {
        table.count(cell, this, more);
    }

    void add(int stationNo, int more, boolean recurring, boolean byHost) {
        int at = stationNo * FIELDS;
        if (at >= places.length) places = Arrays.copyOf(places, Math.max(at + FIELDS, 2 * places.length));
        places[at + TAKEN] += more;
        if (recurring) places[at + RECURRING] += more;
        if (byHost) places[at + BY_HOST] += more;
        if (places[at + CHANGED] == 1) return;
        places[at + CHANGED] = 1;
        changed.addInt(stationNo);
    }

    /** Tells each station once whose numbers may have changed since this was asked for the last time. */
    public void takeChanged(IntConsumer station) {
        for (int i = 0; i < changed.size(); i++) {
            int stationNo = changed.getInt(i);
            places[stationNo * FIELDS + CHANGED] = 0;
            station.accept(stationNo);
        }
        changed.clear();
    }

    public int taken(int stationNo) {
        return of(stationNo, TAKEN);
    }

    public int recurring(int stationNo) {
        return of(stationNo, RECURRING);
    }

    public int byHost(int stationNo) {
        return of(stationNo, BY_HOST);
    }

    private int of(int stationNo, int field) {
        int at = stationNo * FIELDS;
        return at < places.length ? places[at + field] : 0;
    }
}
