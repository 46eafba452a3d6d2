package io.yizhan.region;

import io.yizhan.catalogue.City;
import io.yizhan.core.PolicyLimit;
import io.yizhan.core.Rules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Which rules of a city look further back than reservations are remembered: they count less than their numbers say, and nothing fails. */
final class RetentionDoubts {
    /** A week that has begun is counted until it is over, whatever the hour. */
    private static final int WEEK_DAYS = 8;

    private RetentionDoubts() {}

    /** What an operator should hear at a start: one sentence each, in plain words. */
    static List<String> of(City city, int retentionDays) {
        List<String> doubts = new ArrayList<>();
        List<String> weekly = weeklyLimits(city);
        if (!weekly.isEmpty() && retentionDays < WEEK_DAYS)
            doubts.add(String.join(", ", weekly)
                    + " of its policies count what is in memory: remember reservations for at least " + WEEK_DAYS
                    + " days");
        long strikeDays = TimeUnit.MILLISECONDS.toDays(city.strikes().windowMs());
        if (city.strikes().max() != Rules.NO_LIMIT && retentionDays < strikeDays)
            doubts.add("strikes are meant to count for " + strikeDays
                    + " days (strikeDays), and lapse with the memory of their reservations after " + retentionDays
                    + ": remember reservations for at least as long, or lower strikeDays");
        return doubts;
    }

    private static List<String> weeklyLimits(City city) {
        return Arrays.stream(PolicyLimit.values())
                .filter(limit -> limit.span() == PolicyLimit.Span.WEEK)
                .filter(limit -> city.policies().stream().anyMatch(policy -> limit.isSetIn(policy.terms())))
                .map(limit -> limit.term().text())
                .toList();
    }
}
