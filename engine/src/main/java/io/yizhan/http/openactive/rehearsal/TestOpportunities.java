package io.yizhan.http.openactive.rehearsal;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.openactive.OrderedThings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which slots of the catalogue were given out for tests: each once. Any thread. */
public final class TestOpportunities {
    private final Set<Long> given = new HashSet<>();
    /** Of one start time, how often: one test has several, and nobody is in two places at once. */
    private final Map<Long, Integer> times = new HashMap<>();

    /** All may be given out again that nobody has touched. */
    synchronized void forget() {
        given.clear();
        times.clear();
    }

    /** Null where the catalogue has none that is left. */
    synchronized @Nullable Long give(
            Exchange exchange, OrderedThings.Sort sort, Criteria criteria, OrderedThings things) {
        Directory directory = exchange.directory();
        Long best = null;
        long bestRank = Long.MAX_VALUE;
        for (Station station : directory.stations()) {
            StationFeed published = exchange.region.feed().station(directory.stationNo(station.id()));
            if (published == null) continue;
            for (DayView day : published.days()) {
                for (int i = 0; i < day.size(); i++) {
                    long key = day.key(i);
                    if (given.contains(key) || !fits(exchange, sort, criteria, things, day, i)) continue;
                    long rank = rank(day.startMs(i));
                    if (rank >= bestRank) continue;
                    bestRank = rank;
                    best = key;
                }
            }
        }
        if (best == null) return null;
        given.add(best);
        times.merge(SlotKey.startMs(best), 1, Integer::sum);
        return best;
    }

    /** Those at times that were seldom given out come first, and of these the earliest. */
    private long rank(long startMs) {
        return ((long) times.getOrDefault(startMs, 0) << 44) + startMs / 1_000;
    }

    private static boolean fits(
            Exchange exchange, OrderedThings.Sort sort, Criteria criteria, OrderedThings things, DayView day, int i) {
        Venue venue = exchange.directory().venue(day.venueNo(i));
        if (venue == null || things.sortOf(day.key(i)) != sort) return false;
        Criteria.Candidate candidate = new Criteria.Candidate(
                day, i, venue, exchange.directory().policy(venue.policyId()).terms(), exchange.nowMs());
        return candidate.isUntouched() && criteria.fits(candidate);
    }
}
