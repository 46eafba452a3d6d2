package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Courses, teams, and what is called off, for {@link NaiveBooks}. */
final class NaiveActivities {
    private final NaiveBooks books;
    /** Of the slots that there are. */
    final Map<Long, ActivityTerms> bySlot = new TreeMap<>();
    /** What a decision has said to call off, and no event has yet. */
    private int owedClosureNo;

    private long owedSlot;

    NaiveActivities(NaiveBooks books) {
        this.books = books;
    }

    void apply(Event.ActivityPlanned it) {
        books.slot(it.slotKey(), it);
        unless(bySlot.put(it.slotKey(), it.terms()) == null, "a slot is planned once", it);
    }

    void apply(Event.ActivityDecided it) {
        ActivityTerms terms = bySlot.get(it.slotKey());
        unless(
                terms != null && terms.decidesMin() != 0 && it.atMs() >= terms.decidesMin() * 60_000L,
                "whether something takes place is decided once, and not early",
                it);
        if (terms == null) return;
        NaiveSlot slot = books.slot(it.slotKey(), it);
        boolean shut = slot.closed || books.closures.closed(it.slotKey(), slot.endMin);
        boolean begun = it.atMs() >= SlotKey.startMs(it.slotKey());
        boolean tooFew = !shut && !begun && slot.taken < terms.placesMin();
        unless(tooFew == (it.closureNo() != 0), "it is called off where too few come, and only there", it);
        bySlot.put(it.slotKey(), terms.decided());
        owedClosureNo = it.closureNo();
        owedSlot = it.slotKey();
    }

    /** Whether the closure comes of a decision, so that nobody has asked for it. */
    boolean calls(Event.ClosureBegan it) {
        return it.closureNo() == owedClosureNo;
    }

    /** One that was owed has begun. */
    void apply(Event.VenueClosed it) {
        if (it.closureNo() != owedClosureNo) return;
        NaiveClosures.One closure = books.closures.ever.get(it.closureNo());
        NaiveSlot slot = books.slot(owedSlot, it);
        unless(
                closure != null
                        && it.venueNo() == SlotKey.venueNo(owedSlot)
                        && closure.began.fromMin() == SlotKey.startMin(owedSlot)
                        && closure.began.toMin() == slot.endMin
                        && closure.began.cancels(),
                "what is called off is closed for its time",
                it);
        owedClosureNo = 0;
    }

    void commandBegins() {
        unless(owedClosureNo == 0, "what is called off is closed by the same command", "" + owedClosureNo);
    }

    /** Whether what is booked is a course. */
    boolean isCourse(NaiveBooks.Booking booking) {
        return Arrays.stream(booking.placed.slots())
                .mapToObj(bySlot::get)
                .anyMatch(terms -> terms != null && terms.course().length > 0);
    }

    /** Whoever enters does so as is planned. */
    void judge(Event.ReservationPlaced it) {
        Set<Long> asked = Arrays.stream(it.slots()).boxed().collect(Collectors.toSet());
        for (long key : it.slots()) {
            ActivityTerms terms = bySlot.get(key);
            if (terms == null) continue;
            unless(
                    terms.partyMin() <= it.party() && it.party() <= terms.partyMax(),
                    "a team has as many as is planned",
                    it);
            Set<Long> course = Arrays.stream(terms.course()).boxed().collect(Collectors.toSet());
            unless(course.isEmpty() || course.equals(asked), "a course is entered as a whole", it);
        }
    }

    void retire() {
        bySlot.keySet().retainAll(books.slots.keySet());
    }

    void requireNothingOverdue(long nowMs) {
        bySlot.forEach((key, terms) -> unless(
                terms.decidesMin() == 0 || terms.decidesMin() * 60_000L >= nowMs - 1_000,
                "whether something takes place is decided in time",
                key + ": " + terms));
    }
}
