package io.yizhan.catalogue;

import io.yizhan.core.Command;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of a policy as the catalogue's file has them: by which name, in which unit and range, and which {@link Term} of the core each
 * one is. One that may be left out is then as the term is where nothing is said.
 */
public enum PolicyNumber {
    HOLD_TTL("holdTtlS", Term.HOLD_TTL_MS, 1_000, 10, 3_600, true),
    CANCEL_CUTOFF("cancelCutoffMin", Term.CANCEL_CUTOFF_MS, 60_000, 0, 10_080, true),
    AT_ONCE("atOnceMax", Term.AT_ONCE_MAX, 1, 1, Command.SLOTS_MAX, false),
    ACTIVE_OF_KIND("activeOfKindMax", Term.ACTIVE_OF_KIND_MAX, 1, 1, 100, false),
    DAILY("dailyMax", Term.DAILY_MAX, 1, 1, 50, false),
    WEEKLY("weeklyMax", Term.WEEKLY_MAX, 1, 1, 50, false),
    WEEKLY_MINUTES("weeklyMinutesMax", Term.WEEKLY_MINUTES_MAX, 1, 5, 10_080, false),
    GROUP_ACTIVE("groupActiveMax", Term.GROUP_ACTIVE_MAX, 1, 1, 100, false),
    GROUP_DAILY("groupDailyMax", Term.GROUP_DAILY_MAX, 1, 1, 50, false),
    GROUP_WEEKLY("groupWeeklyMax", Term.GROUP_WEEKLY_MAX, 1, 1, 50, false),
    BOOKING_CUTOFF("bookingCutoffMin", Term.BOOKING_CUTOFF_MS, 60_000, 0, 10_080, false),
    VERIFIED_EARLIER("verifiedEarlierMin", Term.VERIFIED_EARLIER_MS, 60_000, 0, 10_080, false),
    HOST_SHARE("hostSharePercent", Term.HOST_SHARE_PERCENT, 1, 0, 100, false),
    HOST_SHARE_UNTIL("hostShareUntilMin", Term.HOST_SHARE_UNTIL_MS, 60_000, 0, 10_080, false),
    WAITLIST("waitlistMax", Term.WAITLIST_MAX, 1, 0, 10_000, false),
    OFFER_TTL("offerTtlS", Term.OFFER_TTL_MS, 1_000, 0, 86_400, false),
    WAITLIST_CUTOFF("waitlistCutoffMin", Term.WAITLIST_CUTOFF_MS, 60_000, 0, 10_080, false),
    CHECK_IN_FROM("checkInFromMin", Term.CHECK_IN_FROM_MS, 60_000, 0, 1_440, false),
    CHECK_IN_BY("checkInByMin", Term.CHECK_IN_BY_MS, 60_000, -120, 240, false),
    COMPANIONS_UNTIL("companionsUntilMin", Term.COMPANIONS_UNTIL_MS, 60_000, 0, 10_080, false),
    COMPANION_CHANGES("companionChangesMax", Term.COMPANION_CHANGES_MAX, 1, 0, Command.PARTY_MAX, false),
    HOLDER_PRESENT("holderPresent", Term.HOLDER_PRESENT, 1, 0, 1, false);

    private final String field;
    private final Term term;
    private final int unit;
    private final int min;
    private final int max;
    private final boolean required;

    PolicyNumber(String field, Term term, int unit, int min, int max, boolean required) {
        this.field = field;
        this.term = term;
        this.unit = unit;
        this.min = min;
        this.max = max;
        this.required = required;
    }

    Term term() {
        return term;
    }

    /** Its name in the file, and in the API. */
    public String field() {
        return field;
    }

    /** In the unit of the file; null where the policy says nothing of it. */
    public @Nullable Integer of(Terms terms) {
        int value = terms.get(term);
        return !required && value == term.unset() ? null : Integer.valueOf(value / unit);
    }

    /** In the unit of the file, said or not; null where there is no limit. */
    public @Nullable Integer shown(Terms terms) {
        int value = terms.get(term);
        return value == Integer.MAX_VALUE ? null : Integer.valueOf(value / unit);
    }

    static Terms read(Fields fields) {
        Terms terms = Terms.UNSET;
        for (PolicyNumber each : values()) {
            if (each.required || fields.optional(each.field) != null)
                terms = terms.with(each.term, each.unit * fields.integer(each.field, each.min, each.max));
        }
        return terms;
    }
}
