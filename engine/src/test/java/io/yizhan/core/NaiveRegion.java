package io.yizhan.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The oracle: the same rules as {@link Region}, written as plainly as possible, with maps and loops, and no thought of speed. It gives each
 * answer as a text.
 */
final class NaiveRegion {
    final Rules rules;
    final NaiveQuotas quotas;
    final NaiveHolds holds = new NaiveHolds(this);
    final NaiveArrivals arrivals;
    final NaiveAdmissions admissions;
    final NaiveClosures closures = new NaiveClosures(this);
    final NaiveActivities activities = new NaiveActivities(this);
    final NaiveCapacities capacities = new NaiveCapacities(this);
    final NaiveWaitlist waitlist = new NaiveWaitlist(this);
    final NaiveCompanions companions = new NaiveCompanions(this);
    final NaiveOrders orders = new NaiveOrders(this);
    final Map<Integer, VenueTerms> venues = new HashMap<>();
    final Map<Long, StoredSlot> slots = new TreeMap<>();
    final Map<Long, NaiveBooking> bookings = new LinkedHashMap<>();
    private long nextId = 1;
    private long catalogueSaid;

    NaiveRegion(Rules rules) {
        this.rules = rules;
        quotas = new NaiveQuotas(rules, this);
        arrivals = new NaiveArrivals(rules.strikes(), this);
        admissions = new NaiveAdmissions(rules.longestStayMs(), this);
    }

    String by(Command.ByOperator<?> by) {
        if (!(by.change() instanceof Command.NoteCatalogue it)) throw new AssertionError(by);
        if (it.version() <= catalogueSaid) return "done";
        catalogueSaid = it.version();
        return "done, and said that o has replaced " + it.former() + " by " + it.version();
    }

    long giveId() {
        return nextId++;
    }

    long newestId() {
        return nextId - 1;
    }

    /** Who placed it, except that every seventh is asked for by somebody else. */
    String ownerOr(long id, String other) {
        NaiveBooking booking = bookings.get(id);
        return booking == null || id % 7 == 0 ? other : booking.member;
    }

    int remaining(long key) {
        return slot(key).capacity() - taken(key, false);
    }

    int taken(long key, boolean byHostAlone) {
        int taken = 0;
        for (NaiveBooking booking : bookings.values()) {
            if (booking.state.active() && booking.slots.contains(key) && (booking.byHost || !byHostAlone))
                taken += booking.places.get(booking.slots.indexOf(key));
        }
        return taken;
    }

    /** That active bookings take at a station. */
    int placesAt(int stationNo, Predicate<NaiveBooking> whose) {
        return bookings.values().stream()
                .filter(it -> it.state.active() && it.stationNo == stationNo)
                .filter(whose)
                .flatMap(it -> it.places.stream())
                .mapToInt(Integer::intValue)
                .sum();
    }

    /** Of what is left, what is kept for the host's staff. */
    int kept(long key) {
        VenueTerms venue = venueOf(key);
        if (venue.host().isEmpty()) return 0;
        int share = slot(key).capacity() * venue.get(Term.HOST_SHARE_PERCENT) / 100;
        return Math.max(0, Math.min(share - taken(key, true), remaining(key)));
    }

    StoredSlot slot(long key) {
        return Objects.requireNonNull(slots.get(key));
    }

    VenueTerms venueOf(long key) {
        return Objects.requireNonNull(venues.get(SlotKey.venueNo(key)));
    }

    private int places(long key, int party) {
        return slot(key).exclusive() ? 1 : party;
    }

    static long startMs(long key) {
        return SlotKey.startMin(key) * 60_000L;
    }

    static long endMs(StoredSlot slot) {
        return slot.endMin() * 60_000L;
    }

    void elapse(long nowMs) {
        for (NaiveBooking booking : new ArrayList<>(bookings.values())) {
            // The wheel meets a deadline within its tick; the test moves time in whole ticks.
            if (isMissing(booking) && booking.checkInByMs <= nowMs) arrivals.due(booking, nowMs);
            boolean waits = booking.state == ReservationState.WAITLISTED || booking.state == ReservationState.OFFERED;
            boolean held = booking.state == ReservationState.HELD;
            if ((held && booking.holdExpiresAtMs <= nowMs) || (waits && booking.waitEndsAtMs <= nowMs)) {
                booking.state = ReservationState.EXPIRED;
                booking.endedAtMs = nowMs;
            } else if (!isMissing(booking) && isHad(booking) && booking.endsAtMs <= nowMs) {
                booking.state = ReservationState.COMPLETED;
                booking.endedAtMs = nowMs;
            } else if (booking.state.ended() && booking.endedAtMs + rules.retentionMs() <= nowMs) {
                bookings.remove(booking.id);
            }
        }
        activities.decide(nowMs);
        closures.cancel(nowMs);
        waitlist.offer(nowMs);
    }

    private static boolean isMissing(NaiveBooking booking) {
        return booking.state == ReservationState.CONFIRMED && booking.checkInByMs != 0;
    }

    private static boolean isHad(NaiveBooking booking) {
        return booking.state == ReservationState.CONFIRMED || booking.state == ReservationState.CHECKED_IN;
    }

    String erase(Command.EraseMember it, long nowMs) {
        List<NaiveBooking> own = own(it.member());
        List<NaiveBooking> live = own.reversed().stream()
                .filter(booking -> !booking.state.ended())
                .toList();
        List<Long> ended = live.stream().map(booking -> booking.id).toList();
        if (!it.preview()) {
            companions.erase(it.member());
            bookings.values().removeAll(own);
        }
        return "erased " + ended + " of " + own.size() + " " + arrivals.refusal(it.member(), nowMs);
    }

    void retire(int endedBeforeMin) {
        slots.values().removeIf(slot -> slot.endMin() < endedBeforeMin && remaining(slot.key()) == slot.capacity());
        closures.retire(endedBeforeMin);
        activities.retire();
    }

    String place(Command.PlaceReservation it, long nowMs) {
        List<Long> wanted = new ArrayList<>();
        for (long key : it.slots()) wanted.add(key);
        String keyText = it.keyHi() + "/" + it.keyLo();
        NaiveBooking known = null;
        for (NaiveBooking booking : bookings.values()) if (booking.keyText.equals(keyText)) known = booking;
        if (known != null && nowMs - known.createdAtMs < rules.keyWindowMs()) {
            boolean likewise = known.waited ? it.waitlist() : known.hold == it.hold();
            boolean same = known.slots.equals(wanted) && known.party == it.party() && likewise;
            return same ? "placed again " + known.id : "key reused " + known.id;
        }
        String refusal = refusal(it.member(), it.claims(), wanted, it.party(), it.hold(), nowMs);
        boolean waits = it.waitlist() && lacksPlaces(refusal);
        if (waits) refusal = waitlist.refusal(it.member(), wanted, places(wanted.get(0), it.party()), refusal, nowMs);
        if (!refusal.isEmpty()) return refusal;
        List<NaiveBooking> yielding = waits ? List.of() : holds.yielding(it.member(), wanted);
        for (NaiveBooking hold : yielding) {
            hold.state = ReservationState.CANCELLED;
            hold.endedAtMs = nowMs;
        }
        NaiveBooking booking = new NaiveBooking();
        booking.id = giveId();
        booking.member = it.member();
        booking.keyText = keyText;
        booking.slots = wanted;
        booking.endsMin = wanted.stream().map(key -> slot(key).endMin()).toList();
        booking.party = it.party();
        booking.hold = it.hold() && !waits;
        booking.waited = waits;
        booking.waitEndsAtMs = waits ? waitlist.closesAtMs(wanted.get(0)) : 0;
        booking.byHost = wanted.stream().anyMatch(key -> ofHost(it.claims(), key));
        booking.recurring = it.recurring();
        booking.createdAtMs = nowMs;
        booking.localDays = wanted.stream().map(key -> slot(key).localDay()).toList();
        booking.state = booking.hold ? ReservationState.HELD : ReservationState.CONFIRMED;
        if (waits) booking.state = ReservationState.WAITLISTED;
        if (booking.state == ReservationState.CONFIRMED) booking.checkInByMs = arrivals.byMs(wanted, nowMs);
        booking.stationNo = venueOf(wanted.get(0)).stationNo();
        booking.cancelClosesAtMs = cancelClosesAtMs(wanted);
        List<Integer> places = new ArrayList<>();
        for (long key : wanted) {
            booking.endsAtMs = Math.max(booking.endsAtMs, endMs(slot(key)));
            places.add(places(key, it.party()));
        }
        booking.places = places;
        booking.holdExpiresAtMs = booking.hold ? holdsUntilMs(wanted, yielding, nowMs) : 0;
        bookings.put(booking.id, booking);
        if (waits) return "waits " + booking.id + " at " + waitlist.position(booking);
        return "placed " + booking.id
                + inPlaceOf(yielding.stream().map(hold -> hold.id).toList());
    }

    /** Which of several holds of one slot ends first is not said: an order may have several. */
    static String inPlaceOf(List<Long> ids) {
        return ids.isEmpty() ? "" : " in place of " + ids.stream().sorted().toList();
    }

    long cancelClosesAtMs(List<Long> wanted) {
        long closesAtMs = Long.MAX_VALUE;
        for (long key : wanted)
            closesAtMs = Math.min(closesAtMs, startMs(key) - venueOf(key).get(Term.CANCEL_CUTOFF_MS));
        return closesAtMs;
    }

    String preview(Command.PreviewReservation it, long nowMs) {
        List<Long> wanted = new ArrayList<>();
        for (long key : it.slots()) wanted.add(key);
        String refusal = refusal(it.member(), it.claims(), wanted, it.party(), false, nowMs);
        boolean waits = it.waitlist() && lacksPlaces(refusal);
        if (waits) refusal = waitlist.refusal(it.member(), wanted, places(wanted.get(0), it.party()), refusal, nowMs);
        if (!refusal.isEmpty()) return refusal;
        List<VenueTerms> asked = wanted.stream().map(this::venueOf).toList();
        List<Integer> days = wanted.stream().map(key -> slot(key).localDay()).toList();
        return "would " + (waits ? "WAITLISTED " : "CONFIRMED ")
                + quotas.usages(own(it.member()), holds.yielding(it.member(), wanted), asked, days, false) + " "
                + cancelClosesAtMs(wanted);
    }

    String standing(Command.FindStanding it, long nowMs) {
        List<VenueTerms> all =
                venues.values().stream().filter(venue -> !venue.withdrawn()).toList();
        return "standing " + quotas.usages(own(it.member()), List.of(), all, List.of(it.localDay()), true) + " "
                + arrivals.standing(it.member(), nowMs);
    }

    List<NaiveBooking> own(String member) {
        List<NaiveBooking> own = new ArrayList<>(bookings.values());
        own.removeIf(it -> !it.member.equals(member));
        return own;
    }

    /** And those of others, to which the member comes along. */
    List<NaiveBooking> withOthers(List<NaiveBooking> own, String member) {
        List<NaiveBooking> all = new ArrayList<>(own);
        all.addAll(companions.along(member));
        return all;
    }

    /** What speaks against it; "" where nothing does. */
    private String refusal(String member, Claims claims, List<Long> wanted, int party, boolean hold, long nowMs) {
        for (int i = 0; i < wanted.size(); i++) if (!slots.containsKey(wanted.get(i))) return "unknown " + i;
        for (long key : wanted)
            if (venueOf(key).stationNo() != venueOf(wanted.get(0)).stationNo()) return "several stations";
        if (!activities.refusal(wanted, party).isEmpty()) return activities.refusal(wanted, party);
        for (int i = 0; i < wanted.size(); i++) if (nowMs >= startMs(wanted.get(i))) return "past " + i;
        for (int i = 0; i < wanted.size(); i++)
            if (nowMs >= startMs(wanted.get(i)) - venueOf(wanted.get(i)).get(Term.BOOKING_CUTOFF_MS))
                return "booking closed " + i;
        for (int i = 0; i < wanted.size(); i++)
            if (closures.cover(wanted.get(i)) || venueOf(wanted.get(i)).withdrawn()) return "closed " + i;
        for (int i = 0; i < wanted.size(); i++) {
            String no = released(claims, wanted.get(i), i, nowMs);
            if (!no.isEmpty()) return no;
        }
        if (!arrivals.refusal(member, nowMs).isEmpty()) return arrivals.refusal(member, nowMs);
        List<NaiveBooking> yielding = holds.yielding(member, wanted);
        List<NaiveBooking> own = own(member);
        long remembered = own.size();
        own.removeAll(yielding);
        if (!holds.conflicts(withOthers(own, member), wanted).isEmpty()) return "conflict";
        String quota = quotas.refusal(own, wanted, hold);
        if (!quota.isEmpty()) return quota;
        if (remembered >= rules.rememberedReservationsMax()) return "quota REMEMBERED_RESERVATIONS " + remembered;
        for (NaiveBooking it : yielding) it.state = ReservationState.CANCELLED;
        String places = places(claims, wanted, party, yielding, nowMs);
        for (NaiveBooking it : yielding) it.state = ReservationState.HELD;
        return places;
    }

    String released(Claims claims, long key, int i, long nowMs) {
        boolean host = ofHost(claims, key);
        boolean verified = claims.assurance() >= 2;
        long mine = opensAtMs(key, host, verified);
        if (nowMs >= mine) return "";
        if (!host && nowMs >= opensAtMs(key, true, verified)) return "not eligible HOST_FIRST " + i;
        if (!verified && nowMs >= opensAtMs(key, host, true)) return "not eligible VERIFIED_FIRST " + i;
        return "not released " + i + " " + mine;
    }

    /** By the shortest of all, and no later than a hold of one of these slots that gives way. */
    long holdsUntilMs(List<Long> wanted, List<NaiveBooking> yielding, long nowMs) {
        long untilMs = Long.MAX_VALUE;
        for (long key : wanted) {
            untilMs = Math.min(untilMs, nowMs + venueOf(key).get(Term.HOLD_TTL_MS));
            untilMs = Math.min(untilMs, startMs(key) - venueOf(key).get(Term.BOOKING_CUTOFF_MS));
        }
        for (NaiveBooking former : yielding)
            if (former.slots.stream().anyMatch(wanted::contains)) untilMs = Math.min(untilMs, former.holdExpiresAtMs);
        return untilMs;
    }

    private static boolean lacksPlaces(String refusal) {
        return refusal.startsWith("full") || refusal.startsWith("not eligible HOST_SHARE");
    }

    /** Whether whoever waits could have the place now. */
    boolean mayTake(NaiveBooking waiting, long nowMs) {
        long key = waiting.slots.get(0);
        VenueTerms venue = venueOf(key);
        if (nowMs >= startMs(key) - venue.get(Term.BOOKING_CUTOFF_MS)) return false;
        if (closures.cover(key) || venue.withdrawn()) return false;
        if (!arrivals.refusal(waiting.member, nowMs).isEmpty()) return false;
        List<NaiveBooking> own = own(waiting.member);
        if (!holds.conflicts(withOthers(own, waiting.member), waiting.slots).isEmpty()) return false;
        if (!quotas.refusal(own, waiting.slots, false).isEmpty()) return false;
        Claims claims = waiting.byHost ? new Claims(venue.host(), 0) : Claims.NONE;
        int needed = places(key, waiting.party);
        return needed <= remaining(key)
                && share(claims, waiting.slots, waiting.party, nowMs).isEmpty();
    }

    /** @param yielding of the member, and cancelled for now */
    private String places(Claims claims, List<Long> wanted, int party, List<NaiveBooking> yielding, long nowMs) {
        for (int i = 0; i < wanted.size(); i++) {
            int left = remaining(wanted.get(i));
            int waiting = waitlist.waiting(wanted.get(i)).size();
            if (waiting > 0) {
                int kept = keptFor(claims, wanted.get(i), nowMs);
                int theirs = kept;
                for (NaiveBooking hold : yielding)
                    if (hold.slots.contains(wanted.get(i)))
                        theirs += hold.places.get(hold.slots.indexOf(wanted.get(i)));
                if (places(wanted.get(i), party) > theirs) return "full " + i + " " + kept + ", waiting " + waiting;
                continue;
            }
            if (places(wanted.get(i), party) > left) return "full " + i + " " + left;
        }
        return share(claims, wanted, party, nowMs);
    }

    /** Of the host's share, what somebody can have who is of the staff, although others wait: all of it, unless one of the staff waits, too. */
    int keptFor(Claims claims, long key, long nowMs) {
        if (!ofHost(claims, key) || isShared(key, nowMs)) return 0;
        return waitlist.staffWaits(key) ? 0 : kept(key);
    }

    boolean isShared(long key, long nowMs) {
        return nowMs >= startMs(key) - venueOf(key).get(Term.HOST_SHARE_UNTIL_MS);
    }

    private String share(Claims claims, List<Long> wanted, int party, long nowMs) {
        for (int i = 0; i < wanted.size(); i++) {
            long key = wanted.get(i);
            if (!isShared(key, nowMs) && !ofHost(claims, key) && places(key, party) > remaining(key) - kept(key))
                return "not eligible HOST_SHARE " + i;
        }
        return "";
    }

    boolean ofHost(Claims claims, long key) {
        return !claims.employer().isEmpty()
                && claims.employer().equals(venueOf(key).host());
    }

    private long opensAtMs(long key, boolean host, boolean verified) {
        boolean early = host || venueOf(key).host().isEmpty();
        long atMs = 60_000L * (early ? slot(key).releaseMin() : slot(key).neighboursMin());
        return verified ? atMs - venueOf(key).get(Term.VERIFIED_EARLIER_MS) : atMs;
    }

    void open(VenueCommand.OpenSlots it) {
        for (int i = 0; i < it.startMin().length; i++) {
            StoredSlot slot = new StoredSlot(
                    SlotKey.of(it.venueNo(), it.startMin()[i]),
                    it.endMin()[i],
                    it.capacity()[i],
                    it.releaseMin()[i],
                    it.neighboursMin()[i],
                    it.closed()[i],
                    Objects.requireNonNull(venues.get(it.venueNo())).exclusive(),
                    it.localDay()[i]);
            boolean free = slots.values().stream()
                    .noneMatch(other -> SlotKey.venueNo(other.key()) == it.venueNo()
                            && startMs(other.key()) < endMs(slot)
                            && startMs(slot.key()) < endMs(other));
            if (!free) continue;
            slots.put(slot.key(), slot);
            ActivityTerms terms = it.activities()[i];
            if (terms != null) activities.plan(slot.key(), terms);
        }
    }

    String confirm(Command.ConfirmReservation it, long nowMs) {
        NaiveBooking booking = bookings.get(it.reservationId());
        if (booking == null || !booking.member.equals(it.member())) return "unknown";
        return switch (booking.state) {
            case HELD -> {
                if (nowMs >= booking.holdExpiresAtMs) yield "lapsed";
                booking.state = ReservationState.CONFIRMED;
                booking.checkInByMs = arrivals.byMs(booking.slots, nowMs);
                yield "stands CONFIRMED";
            }
            case OFFERED -> {
                if (nowMs >= booking.waitEndsAtMs) yield "offer lapsed";
                booking.state = ReservationState.CONFIRMED;
                booking.checkInByMs = arrivals.byMs(booking.slots, nowMs);
                yield "stands CONFIRMED";
            }
            case CONFIRMED, CHECKED_IN -> "stands " + booking.state;
            case EXPIRED -> booking.waited ? "offer lapsed" : "lapsed";
            case WAITLISTED, ENTERED, COMPLETED, CANCELLED, NO_SHOW, NOT_DRAWN -> "wrong state " + booking.state;
        };
    }

    String cancel(Command.CancelReservation it, long nowMs) {
        NaiveBooking booking = bookings.get(it.reservationId());
        if (booking == null || !booking.member.equals(it.member())) return "unknown";
        if (booking.state == ReservationState.CANCELLED) return "stands CANCELLED";
        if (booking.state == ReservationState.CONFIRMED) {
            if (nowMs >= booking.cancelClosesAtMs) return "cancellation closed";
        } else if (booking.state.ended() || booking.state == ReservationState.CHECKED_IN) {
            return "wrong state " + booking.state;
        }
        booking.state = ReservationState.CANCELLED;
        booking.endedAtMs = nowMs;
        return "stands CANCELLED";
    }
}
