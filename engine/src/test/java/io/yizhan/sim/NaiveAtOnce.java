package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** In how many places a member is at one time, and which of their holds give way, for {@link NaiveBooks}: minute by minute. */
final class NaiveAtOnce {
    private final NaiveBooks books;
    /** That have ended in the present command. */
    private final List<NaiveBooks.Booking> endedHolds = new ArrayList<>();

    NaiveAtOnce(NaiveBooks books) {
        this.books = books;
    }

    void commandBegins() {
        endedHolds.clear();
    }

    void holdEnds(NaiveBooks.Booking hold) {
        endedHolds.add(hold);
    }

    /** No hold of the same slot lasts longer than the one in whose place it comes. */
    long untilMs(Event.ReservationPlaced it) {
        long untilMs = Long.MAX_VALUE;
        for (NaiveBooks.Booking hold : endedHolds)
            if (sharesASlot(hold, it)) untilMs = Math.min(untilMs, hold.placed.holdExpiresAtMs());
        return untilMs;
    }

    /** It is about to be placed, and what gave way to it has ended. */
    void judge(Event.ReservationPlaced it) {
        List<NaiveBooks.Booking> standing = new ArrayList<>();
        for (NaiveBooks.Booking own : books.bookings.values())
            if (own.state.active() && own.placed.member().equals(it.member()) && !mayGiveWay(own, it))
                standing.add(own);
        standing.addAll(books.companions.along(it.member()));
        unless(
                standing.stream().noneMatch(own -> sharesASlot(own, it) && !books.orders.isSibling(own))
                        && distinct(it.slots()),
                "a slot is taken once",
                it);
        unless(crowded(it, standing).isEmpty(), "nobody is in more places at once than the terms say", it);
        List<NaiveBooks.Booking> beside = new ArrayList<>(endedHolds);
        beside.removeIf(hold -> sharesASlot(hold, it) || books.orders.isOfQuote(hold));
        while (!beside.isEmpty()) {
            NaiveBooks.Booking last = beside.removeLast();
            standing.add(last);
            unless(
                    crowded(it, standing).stream().anyMatch(minute -> covers(last.placed, minute, it)),
                    "a hold gives way only where it is in the way",
                    last.placed + " to " + it);
        }
        for (NaiveBooks.Booking hold : endedHolds) {
            boolean own = hold.placed.member().equals(it.member());
            unless(own || books.orders.isOfQuote(hold), "only one's own hold gives way", hold.placed + " to " + it);
            if (!own) books.orders.gaveWay(hold);
            hold.gaveWay = true;
        }
    }

    /** Whoever comes along is in one place at a time, as if it were theirs. */
    void judgeAlong(String member, NaiveBooks.Booking to, Event cause) {
        List<NaiveBooks.Booking> standing = new ArrayList<>(books.companions.along(member));
        for (NaiveBooks.Booking own : books.bookings.values())
            if (own.state.active() && own.placed.member().equals(member)) standing.add(own);
        unless(
                standing.stream().noneMatch(own -> sharesASlot(own, to.placed)),
                "nobody comes along to where they are already",
                cause);
        for (long key : to.placed.slots()) {
            for (int minute = SlotKey.startMin(key); minute < books.slot(key, cause).endMin; minute++) {
                Tally tally = new Tally();
                for (long theirs : to.placed.slots()) tally.count(theirs, minute, cause);
                tally.places = 1;
                for (NaiveBooks.Booking own : standing)
                    for (long mine : own.placed.slots()) tally.count(mine, minute, cause);
                unless(tally.places <= Math.max(1, tally.max), "nobody comes along while they are elsewhere", cause);
            }
        }
    }

    /** To somebody who waits a hold need not give way yet, and does not end. */
    static boolean mayGiveWay(NaiveBooks.Booking own, Event.ReservationPlaced it) {
        return (it.waits() || it.enters()) && own.state == ReservationState.HELD;
    }

    private static boolean distinct(long[] slots) {
        return Arrays.stream(slots).distinct().count() == slots.length;
    }

    private static boolean sharesASlot(NaiveBooks.Booking own, Event.ReservationPlaced it) {
        return Arrays.stream(own.placed.slots())
                .anyMatch(key -> Arrays.stream(it.slots()).anyMatch(wanted -> wanted == key));
    }

    /** The minutes at which these and what is placed are too many. */
    private List<Integer> crowded(Event.ReservationPlaced it, List<NaiveBooks.Booking> standing) {
        List<Integer> crowded = new ArrayList<>();
        for (long key : it.slots()) {
            for (int minute = SlotKey.startMin(key); minute < books.slot(key, it).endMin; minute++) {
                Tally tally = new Tally();
                for (long mine : it.slots()) tally.count(mine, minute, it);
                for (NaiveBooks.Booking own : standing)
                    for (long mine : own.placed.slots()) tally.count(mine, minute, it);
                if (tally.places > tally.max) crowded.add(minute);
            }
        }
        return crowded;
    }

    private boolean covers(Event.ReservationPlaced placed, int minute, Event cause) {
        return Arrays.stream(placed.slots()).anyMatch(key -> covers(key, minute, cause));
    }

    private boolean covers(long key, int minute, Event cause) {
        return SlotKey.startMin(key) <= minute && minute < books.slot(key, cause).endMin;
    }

    /** The places of one minute, and how many the strictest of them allows. */
    private final class Tally {
        private int places;
        /** Several items of an order in one slot are one place: the others are for those who come along. */
        private final Set<Long> slots = new HashSet<>();

        private int max = Integer.MAX_VALUE;

        private void count(long key, int minute, Event cause) {
            if (!covers(key, minute, cause) || !slots.add(key)) return;
            places++;
            max = Math.min(max, books.venue(key, cause).get(Term.AT_ONCE_MAX));
        }
    }
}
