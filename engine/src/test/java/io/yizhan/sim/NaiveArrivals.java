package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** Who comes, who does not, and what becomes of them, for {@link NaiveBooks}. */
final class NaiveArrivals {
    private static final int MINUTE_MS = 60_000;

    private final StrikeRules rules;
    private final NaiveBooks books;
    /** Until when members book nothing. */
    final Map<String, Long> suspendedUntilMs = new TreeMap<>();
    /** When the strike came that was one too many. */
    private final Map<String, Long> suspendedSinceMs = new TreeMap<>();

    NaiveArrivals(StrikeRules rules, NaiveBooks books) {
        this.rules = rules;
        this.books = books;
    }

    void requireNotSuspended(String member, Event it) {
        unless(it.atMs() >= suspendedUntilMs.getOrDefault(member, 0L), "whoever is suspended books nothing", it);
    }

    /** Of a course whose member was awaited at a date that is closed: that they are awaited at the next one that is not, or at none. */
    void requireLater(NaiveBooks.Booking booking, Event.ReservationConfirmed it) {
        unless(
                booking.state == ReservationState.CONFIRMED
                        && fellOut(booking, it)
                        && booking.checkInByMs != 0
                        && it.atMs() >= booking.checkInByMs
                        && it.checkInByMs() == byMs(booking, it),
                "whoever's date is closed is awaited at the next",
                it);
    }

    /** By when it is awaited, as things are now. */
    private long byMs(NaiveBooks.Booking booking, Event it) {
        if (booking.checkInByMs == 0 || !fellOut(booking, it)) return booking.checkInByMs;
        OptionalLong next = next(booking, it);
        if (next.isEmpty()) return 0;
        long byMs = byMs(next.getAsLong(), it);
        return byMs == Long.MAX_VALUE ? 0 : byMs;
    }

    private long opensAtMs(NaiveBooks.Booking booking, Event it) {
        LongStream slots = Arrays.stream(booking.placed.slots());
        if (books.activities.isCourse(booking)) {
            long awaited = awaited(booking, it);
            slots = LongStream.of(fellOut(booking, it) ? next(booking, it).orElse(awaited) : awaited);
        }
        return slots.map(key -> SlotKey.startMs(key) - books.venue(key, it).get(Term.CHECK_IN_FROM_MS))
                .min()
                .orElseThrow();
    }

    private boolean fellOut(NaiveBooks.Booking booking, Event it) {
        return books.activities.isCourse(booking) && isClosed(awaited(booking, it), it);
    }

    /** Of a course, the last date that would be missed by the moment that the member has; else the first. */
    private long awaited(NaiveBooks.Booking booking, Event it) {
        long first = Arrays.stream(booking.placed.slots()).min().orElseThrow();
        return Arrays.stream(booking.placed.slots())
                .filter(key -> byMs(key, it) <= booking.checkInByMs)
                .max()
                .orElse(first);
    }

    private OptionalLong next(NaiveBooks.Booking booking, Event it) {
        long awaited = awaited(booking, it);
        return Arrays.stream(booking.placed.slots())
                .filter(key -> key > awaited && !isClosed(key, it))
                .min();
    }

    private long byMs(long key, Event it) {
        int afterMs = books.venue(key, it).get(Term.CHECK_IN_BY_MS);
        if (afterMs == Integer.MAX_VALUE) return Long.MAX_VALUE;
        return Math.min(SlotKey.startMs(key) + afterMs, books.slot(key, it).endMin * 60_000L);
    }

    private boolean isClosed(long key, Event it) {
        NaiveSlot slot = books.slot(key, it);
        return slot.closed || books.closures.closed(key, slot.endMin);
    }

    /** That it is awaited as the terms of this moment say. */
    void requireTerms(NaiveBooks.Booking booking, long checkInByMs, Event it) {
        long byMs = Long.MAX_VALUE;
        for (long key : booking.placed.slots()) {
            int afterMs = books.venue(key, it).get(Term.CHECK_IN_BY_MS);
            if (afterMs != Integer.MAX_VALUE) byMs = Math.min(byMs, SlotKey.startMs(key) + afterMs);
        }
        long expected = byMs == Long.MAX_VALUE ? 0 : Math.max(byMs, it.atMs() + 10 * MINUTE_MS);
        unless(
                checkInByMs == Math.min(expected, booking.endsMin * 60_000L),
                "a member has as long to come as the venue says",
                it);
    }

    boolean mayBeCompleted(NaiveBooks.Booking booking) {
        if (booking.state == ReservationState.CHECKED_IN) return true;
        return booking.state == ReservationState.CONFIRMED && booking.checkInByMs == 0;
    }

    void apply(NaiveBooks.Booking booking, Event.CheckedIn it) {
        long byMs = byMs(booking, it);
        unless(
                booking.state == ReservationState.CONFIRMED
                        && it.atMs() >= opensAtMs(booking, it)
                        && (byMs == 0 || it.atMs() < byMs || books.gateReports),
                "whoever has a place checks in, once, in time",
                it);
        booking.state = ReservationState.CHECKED_IN;
        booking.checkedInAtMs = it.atMs();
    }

    /** Before it ends by it. */
    void judge(NaiveBooks.Booking booking, Event.NoShow it) {
        unless(
                booking.state == ReservationState.CONFIRMED
                        && booking.checkInByMs != 0
                        && !fellOut(booking, it)
                        && it.atMs() >= booking.checkInByMs,
                "a place is taken from whoever has not come in time",
                it);
        unless(it.strike() != mayHaveBeenKeptOut(booking, it), "whoever may have been kept out gets no strike", it);
    }

    private boolean mayHaveBeenKeptOut(NaiveBooks.Booking booking, Event.NoShow it) {
        if (it.atMs() - booking.checkInByMs > rules.lateMs()) return true;
        NaiveCrowd crowd = books.crowds.get(booking.placed.stationNo());
        if (crowd != null && crowd.heardAtMs != 0 && it.atMs() - crowd.heardAtMs > 10 * MINUTE_MS) return true;
        if (books.activities.isCourse(booking)) return false;
        return Arrays.stream(booking.placed.slots()).anyMatch(key -> isClosed(key, it));
    }

    void apply(NaiveBooks.Booking booking, Event.NoShow it) {
        booking.strike = it.strike();
        String member = booking.placed.member();
        long untilMs = presentMs(member, it.atMs());
        boolean oneTooMany = it.strike() && struck(member, it.atMs()) >= rules.max();
        if (oneTooMany) {
            untilMs = Math.max(untilMs, it.atMs() + rules.suspensionMs());
            suspendedSinceMs.put(member, it.atMs());
        }
        unless(
                it.suspendedUntilMs() == (it.strike() ? untilMs : 0),
                "so many strikes suspend a member for so long",
                it);
        if (it.suspendedUntilMs() != 0) suspendedUntilMs.put(member, untilMs);
    }

    private long presentMs(String member, long nowMs) {
        long untilMs = suspendedUntilMs.getOrDefault(member, 0L);
        return untilMs > nowMs ? untilMs : 0;
    }

    void apply(NaiveBooks.Booking booking, Event.StrikeForgiven it) {
        unless(booking.strike, "only a strike is forgiven, and once", it);
        booking.strike = false;
        booking.forgiven = true;
        String member = booking.placed.member();
        long untilMs = presentMs(member, it.atMs());
        if (untilMs != 0 && isIn(booking.endedAtMs, suspendedSinceMs.getOrDefault(member, 0L))) {
            long earlierMs = lastOneTooMany(member);
            suspendedSinceMs.put(member, earlierMs);
            untilMs = Math.min(untilMs, earlierMs + rules.suspensionMs());
            if (untilMs <= it.atMs()) untilMs = 0;
        }
        unless(it.suspendedUntilMs() == untilMs, "a strike is forgiven with the suspension that it belongs to", it);
        suspendedUntilMs.put(member, untilMs);
    }

    private long lastOneTooMany(String member) {
        return strikes(member)
                .filter(atMs -> struck(member, atMs) >= rules.max())
                .max()
                .orElse(-rules.suspensionMs());
    }

    /** How often within the window that ends with this moment. */
    private long struck(String member, long lastAtMs) {
        return strikes(member).filter(atMs -> isIn(atMs, lastAtMs)).count();
    }

    private boolean isIn(long atMs, long lastAtMs) {
        return atMs <= lastAtMs && atMs > lastAtMs - rules.windowMs();
    }

    private LongStream strikes(String member) {
        return books.bookings.values().stream()
                .filter(it -> it.strike && it.placed.member().equals(member))
                .mapToLong(it -> it.endedAtMs);
    }

    /** As rows have it. */
    static int strikeCode(NaiveBooks.Booking booking) {
        return booking.strike ? 1 : booking.forgiven ? 2 : 0;
    }

    /** Whether rows suspend the same members. */
    boolean agree(Map<String, Long> rows) {
        return rows.keySet().equals(suspendedUntilMs.keySet())
                && rows.entrySet().stream()
                        .allMatch(row -> Objects.equals(suspendedUntilMs.get(row.getKey()), row.getValue()));
    }
}
