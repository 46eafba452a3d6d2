package io.yizhan.core;

import java.util.Arrays;

/** Venues by number: to which station they belong and under which terms they are booked. */
final class VenueTable {
    int[] stationNo = new int[64];
    boolean[] exclusive = new boolean[64];
    int[] holdTtlMs = new int[64];
    int[] cancelCutoffMs = new int[64];

    boolean has(int venueNo) {
        return venueNo > 0 && venueNo < stationNo.length && stationNo[venueNo] != 0;
    }

    boolean same(int venueNo, int station, boolean isExclusive, int holdTtl, int cancelCutoff) {
        return has(venueNo)
                && stationNo[venueNo] == station
                && exclusive[venueNo] == isExclusive
                && holdTtlMs[venueNo] == holdTtl
                && cancelCutoffMs[venueNo] == cancelCutoff;
    }

    void define(int venueNo, int station, boolean isExclusive, int holdTtl, int cancelCutoff) {
        if (venueNo >= stationNo.length) grow(Math.max(venueNo + 1, stationNo.length * 2));
        stationNo[venueNo] = station;
        exclusive[venueNo] = isExclusive;
        holdTtlMs[venueNo] = holdTtl;
        cancelCutoffMs[venueNo] = cancelCutoff;
    }

    /** What a party takes of a slot. */
    int places(int venueNo, int party) {
        return exclusive[venueNo] ? 1 : party;
    }

    private void grow(int venues) {
        stationNo = Arrays.copyOf(stationNo, venues);
        exclusive = Arrays.copyOf(exclusive, venues);
        holdTtlMs = Arrays.copyOf(holdTtlMs, venues);
        cancelCutoffMs = Arrays.copyOf(cancelCutoffMs, venues);
    }
}
