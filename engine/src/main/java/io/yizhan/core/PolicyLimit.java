package io.yizhan.core;

import io.yizhan.core.Refusal.Quota;

/**
 * A limit that policies set on what one member has: which reservations count, and what of them. One that is added here is held, shown and
 * told of without another line of a rule.
 */
public enum PolicyLimit {
    ACTIVE_OF_KIND(Term.ACTIVE_OF_KIND_MAX, Quota.ACTIVE_OF_KIND, Span.ACTIVE, Unit.RESERVATIONS),
    DAILY(Term.DAILY_MAX, Quota.RESERVATIONS_A_DAY, Span.DAY, Unit.RESERVATIONS),
    WEEKLY(Term.WEEKLY_MAX, Quota.RESERVATIONS_A_WEEK, Span.WEEK, Unit.RESERVATIONS),
    WEEKLY_MINUTES(Term.WEEKLY_MINUTES_MAX, Quota.MINUTES_A_WEEK, Span.WEEK, Unit.MINUTES);

    /** Which of a member's reservations count, by time. */
    public enum Span {
        /** That are held, confirmed or checked in. */
        ACTIVE,
        /** Of the local day of what is asked for, unless they were cancelled or have expired. */
        DAY,
        /** The same of its week, Monday to Sunday. */
        WEEK
    }

    /** What is counted. */
    public enum Unit {
        /** Each is one, however many of its slots are of that kind. */
        RESERVATIONS,
        /** How long its slots of that kind last. */
        MINUTES
    }

    private final Term term;
    private final Quota quota;
    private final Span span;
    private final Unit unit;

    PolicyLimit(Term term, Quota quota, Span span, Unit unit) {
        this.term = term;
        this.quota = quota;
        this.span = span;
        this.unit = unit;
    }

    public Term term() {
        return term;
    }

    /** What a member hears who goes beyond it. */
    public Quota quota() {
        return quota;
    }

    public Span span() {
        return span;
    }

    public Unit unit() {
        return unit;
    }

    public boolean isSetIn(Terms terms) {
        return terms.get(term) != term.unset();
    }
}
