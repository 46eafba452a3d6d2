package io.yizhan.http.search;

import io.yizhan.catalogue.ClockWindow;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.SlotState;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.search.Offers.Offer;
import java.time.ZoneId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds one page of slots in what the writer has published, nearest first, then by start, then by id. Stations are looked at from the nearest
 * on, and no farther than the page reaches. Of a venue, slots are looked at from the window's start on, until they come too late for the page.
 * Distances are whole metres, as they are shown: two stations at the same one share the order by time. On the thread that asks; waits for nobody.
 */
final class SlotSearch {
    private final Offers offers;
    private final Feed feed;
    private final Question question;
    private final long nowMs;
    private final ClockWindow window;
    /** The first minute that is still to come: what has started can't be had. */
    private final int soonestMin;

    private final Shortlist found;
    private int looks;

    private SlotSearch(Offers offers, Feed feed, Question question, ZoneId zone, long nowMs, int max) {
        this.offers = offers;
        this.feed = feed;
        this.question = question;
        this.nowMs = nowMs;
        window = ClockWindow.of(zone, question.date(), question.fromMin(), question.toMin());
        soonestMin = Math.toIntExact(Math.floorDiv(nowMs, 60_000L) + 1);
        found = new Shortlist(max);
    }

    /**
     * What was found.
     *
     * @param slots those of the page, and one more where there are more
     * @param looks how many stations, venues and slots were looked at
     */
    record Found(Shortlist slots, int looks) {}

    /**
     * @param after where the page before has ended; null for the first
     * @param max how many are wanted, with the one that tells that there are more
     */
    static Found find(
            Offers offers,
            Feed feed,
            Question question,
            ZoneId zone,
            @Nullable SearchCursor after,
            int max,
            long nowMs) {
        SlotSearch search = new SlotSearch(offers, feed, question, zone, nowMs, max);
        search.run(after);
        return new Found(search.found, search.looks);
    }

    private void run(@Nullable SearchCursor after) {
        Offer[] candidates = offers.of(question.kind());
        int fromMetres = after == null ? 0 : after.metres();
        long[] nearest = nearest(candidates, fromMetres);
        long behind = after == null ? 0 : Hit.order(after.startMin(), offers.rankBehind(after.venueId()));
        for (int i = 0; i < nearest.length && !found.isSettled(); i++) {
            int metres = metres(nearest[i]);
            look(candidates[(int) nearest[i]], metres, metres == fromMetres ? behind : 0);
            boolean last = i + 1 == nearest.length || metres(nearest[i + 1]) > metres;
            if (last) found.settle();
        }
    }

    /** Distance and index of each station that comes into question, in this order. */
    private long[] nearest(Offer[] candidates, int fromMetres) {
        long[] nearest = new long[candidates.length];
        int count = 0;
        for (int i = 0; i < candidates.length; i++) {
            Offer offer = candidates[i];
            if (question.districtId() != null && !question.districtId().equals(offer.districtId())) continue;
            long metres =
                    question.near() == null ? 0 : Math.round(question.near().metresTo(offer.at()));
            if (metres >= fromMetres && metres <= question.radiusM()) nearest[count++] = metres << 32 | i;
        }
        looks += candidates.length;
        Arrays.sort(nearest, 0, count);
        return Arrays.copyOf(nearest, count);
    }

    private static int metres(long distanceAndIndex) {
        return (int) (distanceAndIndex >>> 32);
    }

    private void look(Offer offer, int metres, long fromOrder) {
        StationFeed station = feed.station(offer.stationNo());
        DayView day = station == null ? null : station.day(question.date());
        if (day == null) return;
        for (int venueNo : offer.venueNos()) look(day, venueNo, metres, fromOrder);
    }

    private void look(DayView day, int venueNo, int metres, long fromOrder) {
        int rank = offers.rank(venueNo);
        looks++;
        for (int p = 0; p < window.pieces().size(); p++) {
            ClockWindow.Piece piece = window.pieces().get(p);
            int fromMin = Math.max(Math.max(piece.fromMin(), soonestMin), Hit.startMin(fromOrder));
            for (int i = day.firstFrom(SlotKey.of(venueNo, fromMin)); i < day.size(); i++) {
                int startMin = SlotKey.startMin(day.key(i));
                if (day.venueNo(i) != venueNo || startMin >= piece.endMin()) break;
                looks++;
                long order = Hit.order(startMin, rank);
                if (order < fromOrder) continue;
                // Whatever follows at this venue is later.
                if (found.excludes(order)) return;
                consider(day, i, order, metres);
            }
        }
    }

    private void consider(DayView day, int i, long order, int metres) {
        int places = day.places(i, question.party());
        if (places > day.capacity(i)) return;
        int remaining = day.remaining(i, nowMs);
        SlotState state = day.state(i, nowMs, remaining);
        if (question.free() && (state != SlotState.OPEN || !day.fits(i, question.party()))) return;
        if (question.free() && places > day.forAll(i, nowMs, remaining)) return;
        found.add(new Hit(order, metres, day, i, remaining, state));
    }
}
