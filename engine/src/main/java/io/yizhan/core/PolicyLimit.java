package io.yizhan.core;

import io.yizhan.core.Refusal.Quota;

/**
 * A limit that policies set on what one member has: which reservations count, and what of them. One that is added here is held, shown and
 * told of without another line of a rule.
 */
public enum PolicyLimit {
    ACTIVE_OF_KIND(Term.ACTIVE_OF_KIND_MAX, Quota.ACTIVE_OF_KIND, Scope.KIND, Span.ACTIVE, Unit.RESERVATIONS),
    DAILY(Term.DAILY_MAX, Quota.RESERVATIONS_A_DAY, Scope.KIND, Span.DAY, Unit.RESERVATIONS),
    WEEKLY(Term.WEEKLY_MAX, Quota.RESERVATIONS_A_WEEK, Scope.KIND, Span.WEEK, Unit.RESERVATIONS),
    WEEKLY_MINUTES(Term.WEEKLY_MINUTES_MAX, Quota.MINUTES_A_WEEK, Scope.KIND, Span.WEEK, Unit.MINUTES),
    GROUP_ACTIVE(Term.GROUP_ACTIVE_MAX, Quota.ACTIVE_IN_GROUP, Scope.GROUP, Span.ACTIVE, Unit.RESERVATIONS),
    GROUP_DAILY(Term.GROUP_DAILY_MAX, Quota.GROUP_RESERVATIONS_A_DAY, Scope.GROUP, Span.DAY, Unit.RESERVATIONS),
    GROUP_WEEKLY(Term.GROUP_WEEKLY_MAX, Quota.GROUP_RESERVATIONS_A_WEEK, Scope.GROUP, Span.WEEK, Unit.RESERVATIONS);

    /** Whose slots count, by place. */
    public enum Scope {
        /** Those of venues of one kind, at all stations. */
        KIND,
        /** Those of all venues at the stations of one group. Where a station is in none, nothing is limited. */
        GROUP;

        /** Of which kind, or in which group, a venue is. */
        public String of(VenueTerms venue) {
            return switch (this) {
                case KIND -> venue.kind();
                case GROUP -> venue.group();
            };
        }
    }

    /** Which of a member's reservations count, by time. */
    public enum Span {
        /** That have places: held, offered, confirmed or checked in. */
        ACTIVE,
        /** With slots on the local day of what is asked for, unless they were cancelled or have expired. */
        DAY,
        /** The same of its week, Monday to Sunday. */
        WEEK;

        /**
         * Whether a slot of this day counts for what is asked for on that one.
         *
         * @param localDay since 1970-01-01, as {@code asked}
         */
        public boolean covers(int localDay, int asked) {
            return switch (this) {
                case ACTIVE -> true;
                case DAY -> localDay == asked;
                case WEEK -> Week.of(localDay) == Week.of(asked);
            };
        }
    }

    /** What is counted. */
    public enum Unit {
        /** Each is one, however many of its slots are of that kind or group, and of that day or week. */
        RESERVATIONS,
        /** How long its slots of that kind or group, and of that week, last. */
        MINUTES
    }

    private final Term term;
    private final Quota quota;
    private final Scope scope;
    private final Span span;
    private final Unit unit;

    PolicyLimit(Term term, Quota quota, Scope scope, Span span, Unit unit) {
        this.term = term;
        this.quota = quota;
        this.scope = scope;
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

    public Scope scope() {
        return scope;
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

    /** Whether a venue's policy limits anything by it. */
    public boolean limits(VenueTerms venue) {
        return isSetIn(venue.terms()) && (scope == Scope.KIND || !venue.group().isEmpty());
    }
}
