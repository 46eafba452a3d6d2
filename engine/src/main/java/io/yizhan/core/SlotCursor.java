package io.yizhan.core;

import io.yizhan.core.activity.Activities;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.draw.DrawCommands;
import io.yizhan.core.rule.HostShare;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows one slot after the other. */
final class SlotCursor implements SlotView {
    private static final int MINUTE_MS = 60_000;
    /** The terms that a slot is shown by: from when and until when it can be booked, and by whom. */
    private static final Set<Term> SHOWN = EnumSet.of(
            Term.VERIFIED_EARLIER_MS, Term.BOOKING_CUTOFF_MS, Term.HOST_SHARE_PERCENT, Term.HOST_SHARE_UNTIL_MS);

    private final VenueTable venues;
    private final SlotTable slots;
    private final Activities activities;
    private final Closures closures;
    private final Waitlists waitlists;
    private final DrawCommands draws;
    private int cell;

    SlotCursor(
            VenueTable venues,
            SlotTable slots,
            Activities activities,
            Closures closures,
            Waitlists waitlists,
            DrawCommands draws) {
        this.draws = draws;
        this.activities = activities;
        this.waitlists = waitlists;
        this.venues = venues;
        this.slots = slots;
        this.closures = closures;
    }

    /** Whether the venue's slots look under these terms as they did under those. */
    static boolean showsTheSame(VenueTerms former, VenueTerms terms) {
        return former.stationNo() == terms.stationNo()
                && former.withdrawn() == terms.withdrawn()
                && former.host().equals(terms.host())
                && SHOWN.stream().allMatch(term -> former.get(term) == terms.get(term));
    }

    private VenueTerms venue() {
        return venues.termsOf(slots.key(cell));
    }

    SlotView at(int slot) {
        cell = slot;
        return this;
    }

    @Override
    public long key() {
        return slots.key(cell);
    }

    @Override
    public int endMin() {
        return slots.endMin(cell);
    }

    @Override
    public int capacity() {
        return slots.capacity(cell);
    }

    @Override
    public int remaining() {
        return slots.waitedFor(cell) ? forHost() : Math.max(0, slots.remaining(cell));
    }

    @Override
    public int waiting() {
        return slots.waitedFor(cell) ? waitlists.waiting(slots.key(cell)) : 0;
    }

    @Override
    public int expected() {
        return slots.expected(cell);
    }

    @Override
    public int releaseMin() {
        return slots.releaseMin(cell);
    }

    @Override
    public int neighboursMin() {
        return venue().host().isEmpty() ? slots.releaseMin(cell) : slots.neighboursMin(cell);
    }

    @Override
    public int verifiedEarlierMin() {
        return venue().get(Term.VERIFIED_EARLIER_MS) / MINUTE_MS;
    }

    @Override
    public int closesMin() {
        return SlotKey.startMin(slots.key(cell)) - venue().get(Term.BOOKING_CUTOFF_MS) / MINUTE_MS;
    }

    @Override
    public int forHost() {
        boolean staffWaits = slots.waitedFor(cell) && waitlists.staffWaits(slots.key(cell));
        return staffWaits ? 0 : HostShare.kept(venue(), slots, cell);
    }

    @Override
    public int hostShareEndsMin() {
        return (int) (HostShare.endsAtMs(venue(), slots.startMs(cell)) / MINUTE_MS);
    }

    @Override
    public boolean closed() {
        return slots.closed(cell) || closures.closing(cell) != null;
    }

    @Override
    public @Nullable String closureReason() {
        Closure closing = closures.closing(cell);
        return closing == null ? null : closing.reason();
    }

    @Override
    public @Nullable ActivityTerms activity() {
        return activities.of(cell);
    }

    @Override
    public @Nullable DrawView draw() {
        return draws.viewOf(slots.key(cell));
    }

    @Override
    public boolean exclusive() {
        return slots.exclusive(cell);
    }
}
