package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.Invitation;
import io.yizhan.core.Visit;
import io.yizhan.core.Visit.Ending;
import io.yizhan.core.Visit.Oddity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Who is inside by which reservation, for {@link NaiveBooks}: nobody who was seen is forgotten, and all of it fits together. */
final class NaiveVisits {
    private static final int HALF_AN_HOUR_MS = 30 * 60_000;

    private final long longestMs;
    private final NaiveBooks books;
    /** Of archived reservations as well. */
    final Map<Long, List<Visit>> visits = new TreeMap<>();

    NaiveVisits(long longestMs, NaiveBooks books) {
        this.longestMs = longestMs;
        this.books = books;
    }

    void apply(NaiveBooks.Booking booking, Event.VisitsRecorded it) {
        List<Visit> present = visits.getOrDefault(it.reservationId(), List.of());
        List<Visit> next = List.of(it.visits());
        unless(!present.equals(next), "visits are told where they have changed", it);
        unless(hasAll(passages(present), passages(next)), "nobody who was seen is forgotten", it);
        for (Visit visit : next) {
            long inside = next.stream()
                    .filter(other -> other.isInside() && other.companion() == visit.companion())
                    .count();
            unless(
                    inside <= (visit.companion() == 0 ? booking.placed.party() : 1),
                    "as many are inside by a pass as it lets in",
                    it);
        }
        if (!books.gateReports) for (Visit visit : next) admitted(booking, visit.companion(), present, next, it);
        for (Visit visit : next) judge(booking, visit, it);
        visits.put(it.reservationId(), next);
    }

    /** Whoever a gate was told to open for, and has not told of it itself: by a pass that is good, and while there is a place. */
    private void admitted(
            NaiveBooks.Booking booking, int companion, List<Visit> present, List<Visit> next, Event.VisitsRecorded it) {
        if (entries(next, companion) <= entries(present, companion)) return;
        Invitation invitation = books.companions.find(it.reservationId(), companion);
        boolean comes = invitation != null && invitation.state() == Invitation.State.ACCEPTED;
        unless(companion == 0 || comes, "whoever was taken back, or has left, is let in no more", it);
        long inside = next.stream()
                .filter(one -> one.isInside() && one.companion() == companion)
                .count();
        long mine = companion == 0 ? booking.placed.party() - books.companions.accepted(it.reservationId()) : 1;
        unless(
                inside <= mine && next.stream().filter(Visit::isInside).count() <= booking.placed.party(),
                "no more are let in than the party has places",
                it);
    }

    private static long entries(List<Visit> visits, int companion) {
        return visits.stream()
                .filter(it -> it.companion() == companion && it.enteredAtMs() != 0)
                .count();
    }

    private void judge(NaiveBooks.Booking booking, Visit visit, Event.VisitsRecorded it) {
        unless(
                visit.enteredAtMs() <= it.atMs() && visit.leftAtMs() <= it.atMs(),
                "nobody comes or goes in the future",
                visit);
        unless(visit.leftAtMs() == 0 || visit.leftAtMs() >= visit.enteredAtMs(), "people come before they go", visit);
        unless(
                (visit.enteredAtMs() == 0) == (visit.oddity() == Oddity.NO_ENTRY)
                        && (visit.enteredAtMs() == 0) == visit.entryGate().isEmpty(),
                "an entry has a gate and a time",
                visit);
        long untilMs = Math.max(visit.enteredAtMs() + longestMs, booking.endsMin * 60_000L + HALF_AN_HOUR_MS);
        boolean fits = switch (visit.ending()) {
            case INSIDE -> visit.leftAtMs() == 0 && untilMs > it.atMs();
            case EXIT -> visit.leftAtMs() != 0 && !visit.exitGate().isEmpty();
            case LONGEST_STAY -> visit.leftAtMs() == untilMs;
            case UNKNOWN -> visit.leftAtMs() == 0 && visit.oddity() != Oddity.NONE;
        };
        unless(fits, "a visit ends by an exit, or with the longest stay", visit);
    }

    /** Each entry and exit with its gate, in order. */
    private static List<String> passages(List<Visit> visits) {
        List<String> passages = new ArrayList<>();
        for (Visit it : visits) {
            if (it.enteredAtMs() != 0) passages.add(it.enteredAtMs() + " in " + it.entryGate());
            if (it.ending() == Ending.EXIT) passages.add(it.leftAtMs() + " out " + it.exitGate());
        }
        passages.sort(Comparator.naturalOrder());
        return passages;
    }

    private static boolean hasAll(List<String> former, List<String> next) {
        List<String> left = new ArrayList<>(next);
        return former.stream().allMatch(left::remove);
    }

    /** Nobody is inside for longer than anybody is. */
    void requireNothingOverdue(long nowMs) {
        visits.forEach((id, all) -> {
            NaiveBooks.Booking booking = books.bookings.get(id);
            if (booking == null) return;
            for (Visit it : all)
                unless(
                        !it.isInside()
                                || Math.max(it.enteredAtMs() + longestMs, booking.endsMin * 60_000L + HALF_AN_HOUR_MS)
                                        >= nowMs - 1_000,
                        "a visit whose exit nobody saw is over with the longest stay",
                        it);
        });
    }

    /** Whose exit nobody saw. */
    long leftUnseen() {
        return count(it -> it.ending() == Ending.LONGEST_STAY);
    }

    /** That don't fit the books. */
    long odd() {
        return count(it -> it.oddity() != Oddity.NONE);
    }

    private long count(Predicate<Visit> which) {
        return visits.values().stream().flatMap(List::stream).filter(which).count();
    }

    /** Whether rows have the same. */
    boolean agree(Map<Long, List<Visit>> rows) {
        return rows.equals(visits);
    }
}
