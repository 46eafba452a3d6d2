package io.yizhan.catalogue;

import java.time.LocalTime;

/** Reads what a city says of the people inside its stations. */
final class OccupancyRulesReader {
    private static final int WALK_IN_AHEAD_MIN_MAX = 240;
    /** Less is no time to play; more than a day and a night is nobody's visit. */
    private static final int LONGEST_STAY_MIN_MIN = 30;

    private static final int LONGEST_STAY_MIN_MAX = 1_440;

    private OccupancyRulesReader() {}

    static OccupancyRules read(Fields fields) {
        OccupancyRules usual = OccupancyRules.DEFAULT;
        Node node = fields.optional("occupancyResetAt");
        String at = node == null
                ? ""
                : fields.string(
                        node,
                        time -> Notation.time(time) >= 0 && Notation.time(time) < Notation.DAY_MIN,
                        "a local time such as 04:00");
        int aheadMin = fields.optionalInteger("walkInAheadMin", 0, WALK_IN_AHEAD_MIN_MAX, usual.walkInAheadMin());
        int stayMin = fields.optionalInteger(
                "longestStayMin", LONGEST_STAY_MIN_MIN, LONGEST_STAY_MIN_MAX, usual.longestStayMin());
        if (aheadMin == Fields.NONE || stayMin == Fields.NONE) return usual;
        LocalTime resetAt = at.isEmpty() ? usual.resetAt() : LocalTime.ofSecondOfDay(Notation.time(at) * 60L);
        return new OccupancyRules(resetAt, aheadMin, stayMin);
    }
}
