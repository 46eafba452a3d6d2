package io.yizhan.http.openactive.rehearsal;

import io.yizhan.catalogue.Venue;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.feed.DayView;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What opportunities a test asks for (https://openactive.io/test-interface/, TestOpportunityCriteriaEnumeration), as far as there are such here: all
 * that costs something, or wants an approval, is missing.
 */
enum Criteria {
    BOOKABLE("TestOpportunityBookable") {
        @Override
        boolean fits(Candidate it) {
            return it.isAhead() && it.isPlain() && it.hasMany();
        }
    },
    FREE("TestOpportunityBookableFree") {
        @Override
        boolean fits(Candidate it) {
            return BOOKABLE.fits(it);
        }
    },
    OFFLINE("TestOpportunityOfflineBookable") {
        @Override
        boolean fits(Candidate it) {
            return BOOKABLE.fits(it);
        }
    },
    CANCELLABLE("TestOpportunityBookableCancellable") {
        @Override
        boolean fits(Candidate it) {
            return BOOKABLE.fits(it);
        }
    },
    RELEASED("TestOpportunityBookableWithinValidFromBeforeStartDate") {
        @Override
        boolean fits(Candidate it) {
            return BOOKABLE.fits(it);
        }
    },
    NOT_RELEASED("TestOpportunityBookableOutsideValidFromBeforeStartDate") {
        @Override
        boolean fits(Candidate it) {
            return it.isAhead() && it.cutoffMs() == 0 && it.hasMany() && it.releasesAtMs() > it.nowMs() + MARGIN_MS;
        }
    },
    CUTOFF_AHEAD("TestOpportunityBookableCancellableWithinWindow") {
        @Override
        boolean fits(Candidate it) {
            return it.isAhead()
                    && it.isReleased()
                    && it.hasMany()
                    && it.cutoffMs() > 0
                    && it.startMs() - it.cutoffMs() > it.nowMs() + MARGIN_MS;
        }
    },
    CUTOFF_PASSED("TestOpportunityBookableCancellableOutsideWindow") {
        @Override
        boolean fits(Candidate it) {
            return it.isAhead()
                    && it.isReleased()
                    && it.hasMany()
                    && it.startMs() - it.cutoffMs() < it.nowMs() - MINUTE_MS;
        }
    },
    NOT_CANCELLABLE("TestOpportunityBookableNotCancellable") {
        @Override
        boolean fits(Candidate it) {
            return CUTOFF_PASSED.fits(it);
        }
    },
    FIVE_PLACES("TestOpportunityBookableFiveSpaces") {
        @Override
        boolean fits(Candidate it) {
            return it.isAhead() && it.isPlain() && it.capacity() == 5;
        }
    },
    ONE_PLACE("TestOpportunityBookableOneSpace") {
        @Override
        boolean fits(Candidate it) {
            return it.isAhead() && it.isPlain() && it.capacity() == 1;
        }
    },
    /** One of one place, which is booked before it is given out. */
    NO_PLACE("TestOpportunityBookableNoSpaces") {
        @Override
        boolean fits(Candidate it) {
            return ONE_PLACE.fits(it);
        }
    },
    OVER("TestOpportunityBookableInPast") {
        @Override
        boolean fits(Candidate it) {
            return it.isOver() && it.hasMany();
        }
    };

    private static final String BELOW = "https://openactive.io/test-interface#";
    private static final int MANY = 10;
    /** A run of tests takes less. */
    private static final long MARGIN_MS = TimeUnit.HOURS.toMillis(4);

    private static final long MINUTE_MS = 60_000;

    private final String url;

    Criteria(String name) {
        url = BELOW + name;
    }

    abstract boolean fits(Candidate candidate);

    static @Nullable Criteria of(@Nullable String url) {
        for (Criteria each : values()) if (each.url.equals(url)) return each;
        return null;
    }

    /** A slot. */
    record Candidate(DayView day, int index, Venue venue, Terms terms, long nowMs) {
        boolean isUntouched() {
            return !day.closed(index)
                    && !day.inDraw(index)
                    && day.fits(index, 1)
                    && day.remaining(index, nowMs) == day.capacity(index);
        }

        boolean isAhead() {
            return startMs() > nowMs + TimeUnit.HOURS.toMillis(24);
        }

        boolean isOver() {
            return day.endMs(index) < nowMs;
        }

        int capacity() {
            return day.capacity(index);
        }

        /** Of a court: the one that there is. */
        boolean hasMany() {
            return capacity() >= MANY || venue.allocation() == Venue.Allocation.EXCLUSIVE;
        }

        long startMs() {
            return day.startMs(index);
        }

        long releasesAtMs() {
            return day.releasesAtMs(index);
        }

        boolean isReleased() {
            return releasesAtMs() <= nowMs;
        }

        int cutoffMs() {
            return terms.get(Term.CANCEL_CUTOFF_MS);
        }

        boolean isPlain() {
            return isReleased() && cutoffMs() == 0;
        }
    }
}
