package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;

/** Which items of an order may be booked, for {@link NaiveOrders}, and what becomes of one: the rules of any booking, for all of its items together. */
final class NaiveOrderRules {
    private final NaiveRegion region;

    NaiveOrderRules(NaiveRegion region) {
        this.region = region;
    }

    /**
     * What speaks against an order, each of whose slots is an item, with repetition; the last one is asked about beside the others.
     * "" where nothing does.
     *
     * @param quoted the holds of its former quote, which give way
     */
    String refusal(
            String member, Claims claims, List<Long> wanted, List<NaiveBooking> quoted, boolean hold, long nowMs) {
        List<Long> distinct = wanted.stream().distinct().toList();
        for (int i = 0; i < wanted.size(); i++) {
            String no = refusalOfSlot(claims, wanted.get(i), nowMs);
            if (!no.isEmpty()) return no;
        }
        if (!region.arrivals.refusal(member, nowMs).isEmpty()) return region.arrivals.refusal(member, nowMs);
        List<NaiveBooking> yielding = yielding(member, distinct, quoted);
        List<NaiveBooking> own = region.own(member);
        long remembered = own.size();
        own.removeAll(yielding);
        if (!region.holds.conflicts(region.withOthers(own, member), distinct).isEmpty()) return "conflict";
        String quota = region.quotas.refusalOfOrder(own, wanted, hold);
        if (!quota.isEmpty()) return quota;
        if (remembered + wanted.size() > region.rules.rememberedReservationsMax())
            return "quota REMEMBERED_RESERVATIONS " + remembered;
        for (NaiveBooking it : yielding) it.state = ReservationState.CANCELLED;
        String places = "";
        for (long key : distinct) {
            int count = (int) wanted.stream().filter(it -> it == key).count();
            // Of a court one place is all, so two items of it are one too many.
            if (places.isEmpty()) places = placesOfItems(claims, key, count, yielding, nowMs);
        }
        String share = "";
        for (long key : distinct) {
            int count = (int) wanted.stream().filter(it -> it == key).count();
            if (!region.isShared(key, nowMs)
                    && !region.ofHost(claims, key)
                    && count > region.remaining(key) - region.kept(key)) share = "not eligible HOST_SHARE 0";
        }
        for (NaiveBooking it : yielding) it.state = ReservationState.HELD;
        return places.isEmpty() ? share : places;
    }

    private String placesOfItems(Claims claims, long key, int count, List<NaiveBooking> yielding, long nowMs) {
        int waiting = region.waitlist.waiting(key).size();
        if (waiting == 0) return count > region.remaining(key) ? "full 0 " + region.remaining(key) : "";
        int kept = region.keptFor(claims, key, nowMs);
        int theirs = kept;
        for (NaiveBooking hold : yielding)
            if (hold.slots.contains(key)) theirs += hold.places.get(hold.slots.indexOf(key));
        return count > theirs ? "full 0 " + kept + ", waiting " + waiting : "";
    }

    private String refusalOfSlot(Claims claims, long key, long nowMs) {
        if (!region.slots.containsKey(key)) return "unknown 0";
        ActivityTerms terms = region.activities.bySlot.get(key);
        if (terms != null && terms.course().length > 0) return "course whole 0";
        if (terms != null && !terms.fits(partyOfItem(key))) return "party unfit 0";
        if (nowMs >= NaiveRegion.startMs(key)) return "past 0";
        if (nowMs >= NaiveRegion.startMs(key) - region.venueOf(key).get(Term.BOOKING_CUTOFF_MS))
            return "booking closed 0";
        if (region.closures.cover(key) || region.venueOf(key).withdrawn()) return "closed 0";
        return region.released(claims, key, 0, nowMs);
    }

    private int partyOfItem(long key) {
        if (!region.slot(key).exclusive()) return 1;
        ActivityTerms terms = region.activities.bySlot.get(key);
        return terms == null ? 4 : Math.min(4, terms.partyMax());
    }

    /** The quote's holds, whoever they are of, and the member's own that are in the way. */
    List<NaiveBooking> yielding(String member, List<Long> wanted, List<NaiveBooking> quoted) {
        for (NaiveBooking it : quoted) it.state = ReservationState.CANCELLED;
        List<NaiveBooking> yielding = new ArrayList<>(quoted);
        yielding.addAll(region.holds.yielding(member, wanted.stream().distinct().toList()));
        for (NaiveBooking it : quoted) it.state = ReservationState.HELD;
        return yielding;
    }

    NaiveBooking placeItem(String member, Claims claims, long key, boolean hold, long untilMs, long nowMs) {
        NaiveBooking booking = new NaiveBooking();
        booking.id = region.giveId();
        booking.member = member;
        booking.keyText = "item " + booking.id;
        booking.slots = List.of(key);
        booking.endsMin = List.of(region.slot(key).endMin());
        booking.party = partyOfItem(key);
        booking.places = List.of(1);
        booking.hold = hold;
        booking.byHost = region.ofHost(claims, key);
        booking.createdAtMs = nowMs;
        booking.localDays = List.of(region.slot(key).localDay());
        booking.state = hold ? ReservationState.HELD : ReservationState.CONFIRMED;
        if (!hold) booking.checkInByMs = region.arrivals.byMs(booking.slots, nowMs);
        booking.stationNo = region.venueOf(key).stationNo();
        booking.cancelClosesAtMs = region.cancelClosesAtMs(booking.slots);
        booking.endsAtMs = NaiveRegion.endMs(region.slot(key));
        booking.holdExpiresAtMs = hold ? untilMs : 0;
        region.bookings.put(booking.id, booking);
        return booking;
    }
}
