package io.yizhan.core;

/**
 * Where a venue is, how it is shared and under which terms it is booked, from now on. Slots that are open keep how they are shared, and
 * reservations keep the terms under which they were made.
 *
 * @param stationNo above 0
 * @param exclusive one party has all of a slot: a reservation takes the one place, whatever the party's size
 * @param holdTtlMs how long a hold lasts
 * @param cancelCutoffMs a confirmed reservation can be cancelled until so long before its first slot starts
 * @param atOnceMax in how many places a member may be at one time where this venue is among them; 1 or above
 * @param withdrawn it takes no more reservations, since the catalogue has it no longer
 */
public record VenueTerms(
        int stationNo, boolean exclusive, int holdTtlMs, int cancelCutoffMs, int atOnceMax, boolean withdrawn) {

    /** The terms of a venue in use, where a member is in one place at a time. */
    public VenueTerms(int stationNo, boolean exclusive, int holdTtlMs, int cancelCutoffMs) {
        this(stationNo, exclusive, holdTtlMs, cancelCutoffMs, 1, false);
    }

    public VenueTerms withdraw() {
        return new VenueTerms(stationNo, exclusive, holdTtlMs, cancelCutoffMs, atOnceMax, true);
    }

    /** What a party takes of a slot that is opened now. */
    int places(int party) {
        return exclusive ? 1 : party;
    }
}
