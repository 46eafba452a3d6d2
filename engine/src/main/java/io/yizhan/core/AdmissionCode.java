package io.yizhan.core;

/** What a gate is told that asks whether it may open (api.md, admissions). What a pass itself says is looked at before the books are asked. */
public enum AdmissionCode {
    ADMITTED(true),
    /** Somebody else of the same party, or the same person once more. */
    ADMITTED_AGAIN(true),
    /** Somebody without a reservation, while there is room. */
    WALK_IN(true),
    /** Whoever wants out gets out. */
    EXIT(true),
    /** It is no pass of this engine's. */
    PASS_INVALID(false),
    PASS_OF_OTHER_CITY(false),
    PASS_OF_OTHER_STATION(false),
    /** The place was given up or taken away, or its member is forgotten; or a companion's is taken back, or left. */
    CANCELLED(false),
    /** The place is not had: it is held, waited for, or has expired. */
    NOT_CONFIRMED(false),
    TOO_EARLY(false),
    TOO_LATE(false),
    /** As many are inside by this pass as its party has. */
    ALREADY_INSIDE(false),
    /** A companion, and whoever has the place has not come yet: which their venue wants (anti-resale). */
    HOLDER_FIRST(false),
    /** To those without a reservation. */
    STATION_CLOSED(false),
    /** There is no room for those without a reservation. */
    FULL(false);

    private final boolean admits;

    AdmissionCode(boolean admits) {
        this.admits = admits;
    }

    public boolean admits() {
        return admits;
    }
}
