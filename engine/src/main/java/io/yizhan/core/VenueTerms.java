package io.yizhan.core;

/**
 * Where a venue is, what it is, how it is shared and under which terms it is booked, from now on. Slots that are open keep how they are
 * shared, and reservations keep the terms under which they were made.
 *
 * @param stationNo 1 to {@value #STATION_NO_MAX}
 * @param kind for instance BADMINTON; "" in records of before it was kept
 * @param host the employer whose staff the station is for in the first place, as their tokens name it; "" for none
 * @param group of stations that its station belongs to; "" for none
 * @param exclusive one party has all of a slot: a reservation takes the one place, whatever the party's size
 * @param terms the numbers of its policy
 * @param withdrawn it takes no more reservations, since the catalogue has it no longer
 */
public record VenueTerms(
        int stationNo, String kind, String host, String group, boolean exclusive, Terms terms, boolean withdrawn) {
    /** Numbers are given once, so that is how many stations a city ever has. A reservation keeps its station in two bytes. */
    public static final int STATION_NO_MAX = 0xffff;

    /** Of a venue in use, of no kind, with what is unset otherwise. */
    public VenueTerms(int stationNo, boolean exclusive, int holdTtlMs, int cancelCutoffMs) {
        this(
                stationNo,
                "",
                exclusive,
                Terms.UNSET.with(Term.HOLD_TTL_MS, holdTtlMs).with(Term.CANCEL_CUTOFF_MS, cancelCutoffMs));
    }

    /** Of a venue in use, at a station of no host and no group. */
    public VenueTerms(int stationNo, String kind, boolean exclusive, Terms terms) {
        this(stationNo, kind, "", "", exclusive, terms, false);
    }

    public VenueTerms with(Term term, int value) {
        return new VenueTerms(stationNo, kind, host, group, exclusive, terms.with(term, value), withdrawn);
    }

    public VenueTerms withdraw() {
        return new VenueTerms(stationNo, kind, host, group, exclusive, terms, true);
    }

    public VenueTerms hostedBy(String employer) {
        return new VenueTerms(stationNo, kind, employer, group, exclusive, terms, withdrawn);
    }

    public VenueTerms inGroup(String stations) {
        return new VenueTerms(stationNo, kind, host, stations, exclusive, terms, withdrawn);
    }

    public int get(Term term) {
        return terms.get(term);
    }
}
