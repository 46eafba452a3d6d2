package io.yizhan.catalogue;

import io.yizhan.core.Rules;
import io.yizhan.core.StrikeRules;

/** Reads what becomes of members who don't come. */
final class StrikeRulesReader {
    static final int DAY_MS = 86_400_000;
    private static final int STRIKES_MAX = 20;
    /** As long as the books remember what was missed. */
    private static final int STRIKE_DAYS_MAX = 30;

    private static final int SUSPENSION_DAYS_MAX = 365;

    private StrikeRulesReader() {}

    static StrikeRules read(Fields fields, Problems problems) {
        StrikeRules usual = StrikeRules.NONE;
        int max = fields.optionalInteger("strikesMax", 1, STRIKES_MAX, Rules.NO_LIMIT);
        int days = fields.optionalInteger("strikeDays", 1, STRIKE_DAYS_MAX, (int) (usual.windowMs() / DAY_MS));
        int suspensionDays =
                fields.optionalInteger("suspensionDays", 1, SUSPENSION_DAYS_MAX, (int) (usual.suspensionMs() / DAY_MS));
        for (String name : new String[] {"strikeDays", "suspensionDays"}) {
            Node said = fields.optional(name);
            if (said != null && max == Rules.NO_LIMIT)
                problems.add(said, "needs \"strikesMax\" beside it: without that nobody is suspended");
        }
        if (max == Fields.NONE || days == Fields.NONE || suspensionDays == Fields.NONE) return usual;
        return new StrikeRules(max, (long) days * DAY_MS, (long) suspensionDays * DAY_MS);
    }
}
