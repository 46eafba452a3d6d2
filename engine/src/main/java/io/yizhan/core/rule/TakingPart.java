package io.yizhan.core.rule;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.Refusal;
import io.yizhan.core.activity.Activities;
import io.yizhan.core.table.SlotTable;
import org.jspecify.annotations.Nullable;

/**
 * Whoever enters a course takes all its dates, and nothing besides; a pair or a team has as many people as its tournament says (product.md, the
 * model: activities). The items of an order are reservations of their own, so they are no course.
 */
final class TakingPart implements BookingRule {
    private final SlotTable slots;
    private final Activities activities;

    TakingPart(SlotTable slots, Activities activities) {
        this.slots = slots;
        this.activities = activities;
    }

    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            if (!slots.hasActivity(request.slot(i))) continue;
            ActivityTerms terms = activities.of(request.slot(i));
            if (terms == null) continue;
            if (terms.course().length > 0 && (request.ofOrder() || !isWhole(terms.course(), request)))
                return new Refusal.CourseWhole(i, terms.course());
            if (!terms.fits(request.party(i))) return new Refusal.PartyUnfit(i, terms.partyMin(), terms.partyMax());
        }
        return null;
    }

    /** Who may come by one item of an order: of a slot that one party has for itself, as many as play there; of any other, one. */
    int partyOfItem(int slot) {
        if (slot < 0 || !slots.exclusive(slot)) return 1;
        ActivityTerms terms = activities.of(slot);
        return terms == null ? OrderCommand.COURT_PARTY : Math.min(OrderCommand.COURT_PARTY, terms.partyMax());
    }

    /** No slot is asked for twice, so as many that are all of the course are the course. */
    private static boolean isWhole(long[] course, BookingRequest request) {
        if (request.slotCount() != course.length) return false;
        for (long key : request.keys()) {
            boolean known = false;
            for (long date : course) known |= date == key;
            if (!known) return false;
        }
        return true;
    }
}
