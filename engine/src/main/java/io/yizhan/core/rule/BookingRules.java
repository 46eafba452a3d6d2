package io.yizhan.core.rule;

import io.yizhan.core.Claims;
import io.yizhan.core.Refusal;
import io.yizhan.core.Rules;
import io.yizhan.core.Usage;
import io.yizhan.core.activity.Activities;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.draw.Draws;
import io.yizhan.core.strike.Strikes;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The rules of booking, in the order in which a member should hear of them: what is wrong with the slots, then the member's own conflicts
 * and limits, and a lack of places last; for who has the very place should hear so, and not that it is taken. Before the member's own
 * conflicts, {@link OwnHolds} give way.
 *
 * <p>The list is written as calls, and is no array that is gone through: so each call has one target, which the compiler inlines. As an
 * array it took a refusal twice the time (bench/results/core.md).
 */
public final class BookingRules {
    private final BookingRequest request;
    private final SlotsKnown slotsKnown = new SlotsKnown();
    private final OneStation oneStation = new OneStation();
    private final TakingPart takingPart;
    private final SlotsAhead slotsAhead = new SlotsAhead();
    private final BookingCutoff bookingCutoff = new BookingCutoff();
    private final SlotsNotClosed slotsNotClosed;
    private final SlotsReleased slotsReleased;
    private final EnteringDraw enteringDraw;
    private final NotSuspended notSuspended;
    private final OwnHolds ownHolds;
    private final AtOnce atOnce;
    private final ActiveReservations activeReservations;
    private final HoldsAtOnce holdsAtOnce;
    private final PolicyLimits policyLimits;
    private final RememberedReservations rememberedReservations;
    private final PlacesLeft placesLeft;
    private final HostShare hostShare;
    private final JoiningWaitlist joiningWaitlist;
    private final ReservationTable table;

    public BookingRules(
            Rules limits,
            VenueTable venues,
            SlotTable slots,
            Activities activities,
            Closures closures,
            ReservationTable table,
            MemberTable members,
            Waitlists waitlists,
            Strikes strikes,
            Draws draws,
            Companions companions,
            PassingTime time) {
        this.table = table;
        request = new BookingRequest(venues, slots, members);
        takingPart = new TakingPart(slots, activities);
        slotsNotClosed = new SlotsNotClosed(slots, closures);
        slotsReleased = new SlotsReleased(slots);
        enteringDraw = new EnteringDraw(draws, slots, table, members);
        notSuspended = new NotSuspended(strikes);
        atOnce = new AtOnce(venues, slots, table, members, companions);
        ownHolds = new OwnHolds(atOnce, table, members);
        activeReservations = new ActiveReservations(limits, table, members, time);
        holdsAtOnce = new HoldsAtOnce(limits, table, members);
        policyLimits = new PolicyLimits(venues, slots, table, members, time);
        rememberedReservations = new RememberedReservations(limits, table, members, time);
        placesLeft = new PlacesLeft(slots, table, waitlists);
        hostShare = new HostShare(slots, table);
        joiningWaitlist = new JoiningWaitlist(slots, table, members, waitlists);
    }

    /**
     * What the first rule that says no has to say; null where none does, or where nothing but places is lacking and whoever asks can wait for
     * some: then the {@link #request} {@link BookingRequest#waits waits}.
     *
     * @param slots their keys, without repetition; not to be changed
     * @param hold whether a hold is asked for, and not a confirmed reservation
     * @param waitlist whether the member would wait
     */
    public @Nullable Refusal refusal(
            String member, Claims claims, long[] slots, int party, boolean hold, boolean waitlist, long nowMs) {
        return refusal(member, claims, slots, party, hold, waitlist, false, nowMs);
    }

    /** @param mayEnter whether it can be an entry in a draw, which is asked for as one */
    public @Nullable Refusal refusal(
            String member,
            Claims claims,
            long[] slots,
            int party,
            boolean hold,
            boolean waitlist,
            boolean mayEnter,
            long nowMs) {
        request.of(member, claims, slots, party, hold, nowMs);
        if (mayEnter) request.mayEnter(true);
        Refusal no = refusal();
        if (no == null || !waitlist || request.enters() || !lacksPlaces(no)) return no;
        no = joiningWaitlist.refusal(request, no);
        if (no == null) request.letWait();
        return no;
    }

    /**
     * The same for an order as a whole, none of whose items can wait.
     *
     * @param slots of each item, with repetition; not to be changed
     * @param former cells of the holds of its former quote, which give way
     */
    public @Nullable Refusal refusalOfOrder(
            String member, Claims claims, long[] slots, boolean hold, IntArrayList former, long nowMs) {
        request.of(member, claims, slots, 1, hold, nowMs);
        int[] parties = new int[slots.length];
        for (int i = 0; i < parties.length; i++) parties[i] = takingPart.partyOfItem(request.slot(i));
        request.ofOrder(parties);
        for (int i = 0; i < former.size(); i++) request.yielding().add(former.getInt(i));
        return refusal();
    }

    private @Nullable Refusal refusal() {
        Refusal no = slotsKnown.refusal(request);
        if (no == null) no = oneStation.refusal(request);
        if (no == null) no = takingPart.refusal(request);
        if (no == null) no = slotsAhead.refusal(request);
        if (no == null) no = bookingCutoff.refusal(request);
        if (no == null) no = slotsNotClosed.refusal(request);
        if (no == null) no = slotsReleased.refusal(request);
        if (no == null) no = enteringDraw.refusal(request);
        if (no == null) no = notSuspended.refusal(request);
        if (no == null) ownHolds.giveWayTo(request);
        if (no == null) no = atOnce.refusal(request);
        if (no == null) no = activeReservations.refusal(request);
        if (no == null) no = holdsAtOnce.refusal(request);
        if (no == null) no = policyLimits.refusal(request);
        if (no == null) no = rememberedReservations.refusal(request);
        if (no != null || request.enters()) return no;
        no = placesLeft.refusal(request);
        if (no == null) no = hostShare.refusal(request);
        return no;
    }

    /** The same of any slot in the books. */
    public long waitlistClosesAtMs(long slotKey) {
        return JoiningWaitlist.closesAtMs(request.venueOf(slotKey), slotKey);
    }

    /** From when no place of the slot that was asked for last is offered any more. */
    public long waitlistClosesAtMs() {
        return JoiningWaitlist.closesAtMs(request.venue(0), request.keys()[0]);
    }

    private static boolean lacksPlaces(Refusal refused) {
        return refused instanceof Refusal.SlotFull
                || (refused instanceof Refusal.NotEligible it && it.rule() == Refusal.Eligibility.HOST_SHARE);
    }

    /**
     * Why whoever waits under this reservation for a slot of the books, or was drawn for it, can't have the place now, of which there are enough; null where they can.
     * Since when the slot is released is not asked: it was when they came.
     *
     * @param reservation the cell
     */
    public @Nullable Refusal refusalToTake(int reservation, long nowMs) {
        request.ofWaiting(table, reservation, nowMs);
        Refusal no = slotsAhead.refusal(request);
        if (no == null) no = bookingCutoff.refusal(request);
        if (no == null) no = slotsNotClosed.refusal(request);
        if (no == null) no = notSuspended.refusal(request);
        if (no == null) no = atOnce.refusal(request);
        if (no == null) no = activeReservations.refusal(request);
        if (no == null) no = policyLimits.refusal(request);
        if (no == null) no = hostShare.refusal(request);
        return no;
    }

    /**
     * Why a member can't come along to somebody else's reservation of these slots, which are to come; null where they can. No limit counts it, but
     * nobody is in two places.
     */
    public @Nullable Refusal refusalToComeAlong(String member, long[] slots, long nowMs) {
        request.of(member, Claims.NONE, slots, 1, false, nowMs);
        Refusal no = notSuspended.refusal(request);
        return no == null ? atOnce.refusalToComeAlong(request) : no;
    }

    /** Of the limits that what was asked for last would count for. */
    public List<Usage> usages() {
        return usages(request.member(), request.yielding(), request.hold(), policyLimits.usages(request));
    }

    /**
     * Of all limits.
     *
     * @param member the cell; negative for somebody who has nothing
     * @param localDay that, or whose week, is looked at
     */
    public List<Usage> usages(int member, int localDay) {
        return usages(member, YieldingHolds.NONE, true, policyLimits.usages(member, localDay));
    }

    private List<Usage> usages(int member, YieldingHolds yielding, boolean holds, List<Usage> ofPolicies) {
        List<Usage> usages = new ArrayList<>();
        usages.add(activeReservations.usage(member, yielding));
        if (holds && holdsAtOnce.isLimited()) usages.add(holdsAtOnce.usage(member, yielding));
        usages.addAll(ofPolicies);
        usages.add(rememberedReservations.usage(member));
        return usages;
    }

    /** What was asked for last, as the rules saw it. */
    public BookingRequest request() {
        return request;
    }
}
