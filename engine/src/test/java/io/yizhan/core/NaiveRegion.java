package io.yizhan.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The oracle: the same rules as {@link Region}, written as plainly as possible, with maps and loops, and no thought of speed. It gives each
 * answer as a text.
 */
final class NaiveRegion {
    record Slot(
            long key,
            int endMin,
            int capacity,
            int releaseMin,
            int neighboursMin,
            boolean closed,
            boolean exclusive,
            int localDay) {
        Slot of(int places) {
            return new Slot(key, endMin, places, releaseMin, neighboursMin, closed, exclusive, localDay);
        }
    }

    /** In force for as long as it is in the list. */
    private record Closed(int no, Command.CloseVenues it) {
        boolean covers(long key, int endMin) {
            return Arrays.stream(it.venues()).anyMatch(venue -> venue == SlotKey.venueNo(key))
                    && SlotKey.startMin(key) < it.toMin()
                    && it.fromMin() < endMin;
        }
    }

    static final class Booking {
        long id;
        String member = "";
        String keyText = "";
        ReservationState state = ReservationState.HELD;
        List<Long> slots = List.of();
        /** When each of them ends. */
        List<Integer> endsMin = List.of();

        int party;
        List<Integer> places = List.of();
        boolean hold;
        long holdExpiresAtMs;
        long createdAtMs;
        long cancelClosesAtMs;
        long endsAtMs;
        long endedAtMs;
        int closureNo;
        String takenFor = "";
        int localDay;
        boolean byHost;
        boolean waited;
        /** While it waits or is offered a place. */
        long waitEndsAtMs;
    }

    private final Rules rules;
    private final NaiveQuotas quotas;
    final NaiveWaitlist waitlist = new NaiveWaitlist(this);
    final Map<Integer, VenueTerms> venues = new HashMap<>();
    final Map<Long, Slot> slots = new TreeMap<>();
    final Map<Long, Booking> bookings = new LinkedHashMap<>();
    private final List<Closed> closures = new ArrayList<>();
    private final Set<Integer> owing = new HashSet<>();
    private int closuresEver;
    private long nextId = 1;

    NaiveRegion(Rules rules) {
        this.rules = rules;
        quotas = new NaiveQuotas(rules, this);
    }

    int closuresEver() {
        return closuresEver;
    }

    long newestId() {
        return nextId - 1;
    }

    /** Who placed it, except that every seventh is asked for by somebody else. */
    String ownerOr(long id, String other) {
        Booking booking = bookings.get(id);
        return booking == null || id % 7 == 0 ? other : booking.member;
    }

    int remaining(long key) {
        return slot(key).capacity() - taken(key, false);
    }

    private int taken(long key, boolean byHostAlone) {
        int taken = 0;
        for (Booking booking : bookings.values()) {
            if (booking.state.active() && booking.slots.contains(key) && (booking.byHost || !byHostAlone))
                taken += booking.places.get(booking.slots.indexOf(key));
        }
        return taken;
    }

    /** Of what is left, what is kept for the host's staff. */
    int kept(long key) {
        VenueTerms venue = venueOf(key);
        if (venue.host().isEmpty()) return 0;
        int share = slot(key).capacity() * venue.get(Term.HOST_SHARE_PERCENT) / 100;
        return Math.max(0, Math.min(share - taken(key, true), remaining(key)));
    }

    Slot slot(long key) {
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

    private static long endMs(Slot slot) {
        return slot.endMin() * 60_000L;
    }

    void elapse(long nowMs) {
        for (Booking booking : new ArrayList<>(bookings.values())) {
            // The wheel meets a deadline within its tick; the test moves time in whole ticks.
            boolean waits = booking.state == ReservationState.WAITLISTED || booking.state == ReservationState.OFFERED;
            boolean held = booking.state == ReservationState.HELD;
            if ((held && booking.holdExpiresAtMs <= nowMs) || (waits && booking.waitEndsAtMs <= nowMs)) {
                booking.state = ReservationState.EXPIRED;
                booking.endedAtMs = nowMs;
            } else if (booking.state == ReservationState.CONFIRMED && booking.endsAtMs <= nowMs) {
                booking.state = ReservationState.COMPLETED;
                booking.endedAtMs = nowMs;
            } else if (booking.state.ended() && booking.endedAtMs + rules.retentionMs() <= nowMs) {
                bookings.remove(booking.id);
            }
        }
        for (Closed closure : closures) {
            if (!closure.it.cancels() || !owing.remove(closure.no)) continue;
            for (Booking booking : leftWithoutAPlace(closure, nowMs)) {
                booking.state = ReservationState.CANCELLED;
                booking.endedAtMs = nowMs;
                booking.closureNo = closure.no;
            }
        }
        waitlist.offer(nowMs);
    }

    private List<Booking> leftWithoutAPlace(Closed closure, long nowMs) {
        return bookings.values().stream()
                .filter(it -> !it.state.ended() && it.slots.stream().anyMatch(key -> takes(closure, key, nowMs)))
                .toList();
    }

    private boolean takes(Closed closure, long key, long nowMs) {
        Slot slot = slot(key);
        return endMs(slot) > nowMs && closure.covers(key, slot.endMin());
    }

    boolean closed(long key) {
        return slot(key).closed()
                || closures.stream().anyMatch(it -> it.covers(key, slot(key).endMin()));
    }

    String close(Command.CloseVenues it) {
        for (int venueNo : it.venues()) if (!venues.containsKey(venueNo)) return "venue unknown " + venueNo;
        for (Closed known : closures)
            if (Arrays.equals(known.it.venues(), it.venues())
                    && known.it.fromMin() == it.fromMin()
                    && known.it.toMin() == it.toMin()
                    && known.it.cancels() == it.cancels()
                    && known.it.reason().equals(it.reason())) return "closed again " + known.no;
        closures.add(new Closed(++closuresEver, it));
        owing.add(closuresEver);
        return "closed as " + closuresEver;
    }

    String previewClosure(Command.CloseVenues it, long nowMs) {
        for (int venueNo : it.venues()) if (!venues.containsKey(venueNo)) return "venue unknown " + venueNo;
        return "would leave without a place "
                + leftWithoutAPlace(new Closed(0, it), nowMs).stream()
                        .map(booking -> booking.id)
                        .toList();
    }

    String capacity(Command.ChangeCapacity it, boolean preview, long nowMs) {
        Slot slot = slots.get(it.slotKey());
        if (slot == null) return "unknown 0";
        if (nowMs >= startMs(slot.key())) return "past 0";
        if (slot.exclusive()) return "exclusive";
        List<Booking> losing = new ArrayList<>();
        int over = taken(slot.key(), false) - it.capacity();
        for (Booking booking : List.copyOf(bookings.values()).reversed()) {
            if (over <= 0 || !booking.state.active() || !booking.slots.contains(slot.key())) continue;
            losing.add(booking);
            over -= booking.places.get(booking.slots.indexOf(slot.key()));
        }
        if (!preview) {
            for (Booking booking : losing) {
                booking.state = ReservationState.CANCELLED;
                booking.endedAtMs = nowMs;
                booking.takenFor = it.reason();
            }
            slots.put(slot.key(), slot.of(it.capacity()));
        }
        String ids = losing.isEmpty()
                ? ""
                : ", takes from " + losing.stream().map(booking -> booking.id).toList();
        return "capacity " + it.capacity() + ids;
    }

    String lift(int no) {
        owing.remove(no);
        return closures.removeIf(it -> it.no == no) ? "lifted " + no : "closure unknown";
    }

    void retire(int endedBeforeMin) {
        slots.values().removeIf(slot -> slot.endMin() < endedBeforeMin && remaining(slot.key()) == slot.capacity());
        closures.removeIf(it -> it.it.toMin() < endedBeforeMin);
    }

    String place(Command.PlaceReservation it, long nowMs) {
        List<Long> wanted = new ArrayList<>();
        for (long key : it.slots()) wanted.add(key);
        String keyText = it.keyHi() + "/" + it.keyLo();
        Booking known = null;
        for (Booking booking : bookings.values()) if (booking.keyText.equals(keyText)) known = booking;
        if (known != null && nowMs - known.createdAtMs < rules.keyWindowMs()) {
            boolean likewise = known.waited ? it.waitlist() : known.hold == it.hold();
            boolean same = known.slots.equals(wanted) && known.party == it.party() && likewise;
            return same ? "placed again " + known.id : "key reused " + known.id;
        }
        String refusal = refusal(it.member(), it.claims(), wanted, it.party(), it.hold(), nowMs);
        boolean waits = it.waitlist() && lacksPlaces(refusal);
        if (waits) refusal = waitlist.refusal(it.member(), wanted, places(wanted.get(0), it.party()), refusal, nowMs);
        if (!refusal.isEmpty()) return refusal;
        List<Booking> yielding = waits ? List.of() : yielding(it.member(), wanted);
        for (Booking hold : yielding) {
            hold.state = ReservationState.CANCELLED;
            hold.endedAtMs = nowMs;
        }
        Booking booking = new Booking();
        booking.id = nextId++;
        booking.member = it.member();
        booking.keyText = keyText;
        booking.slots = wanted;
        booking.endsMin = wanted.stream().map(key -> slot(key).endMin()).toList();
        booking.party = it.party();
        booking.hold = it.hold() && !waits;
        booking.waited = waits;
        booking.waitEndsAtMs = waits ? waitlist.closesAtMs(wanted.get(0)) : 0;
        booking.byHost = wanted.stream().anyMatch(key -> ofHost(it.claims(), key));
        booking.createdAtMs = nowMs;
        booking.localDay = slot(wanted.get(0)).localDay();
        booking.state = booking.hold ? ReservationState.HELD : ReservationState.CONFIRMED;
        if (waits) booking.state = ReservationState.WAITLISTED;
        booking.cancelClosesAtMs = cancelClosesAtMs(wanted);
        long holdsUntilMs = Long.MAX_VALUE;
        List<Integer> places = new ArrayList<>();
        for (long key : wanted) {
            holdsUntilMs = Math.min(holdsUntilMs, Math.min(nowMs + venueOf(key).get(Term.HOLD_TTL_MS), startMs(key)));
            booking.endsAtMs = Math.max(booking.endsAtMs, endMs(slot(key)));
            places.add(places(key, it.party()));
        }
        booking.places = places;
        for (Booking former : yielding)
            if (former.slots.stream().anyMatch(wanted::contains))
                holdsUntilMs = Math.min(holdsUntilMs, former.holdExpiresAtMs);
        booking.holdExpiresAtMs = booking.hold ? holdsUntilMs : 0;
        bookings.put(booking.id, booking);
        if (waits) return "waits " + booking.id + " at " + waitlist.position(booking);
        return "placed " + booking.id
                + inPlaceOf(yielding.stream().map(hold -> hold.id).toList());
    }

    static String inPlaceOf(List<Long> ids) {
        return ids.isEmpty() ? "" : " in place of " + ids;
    }

    private long cancelClosesAtMs(List<Long> wanted) {
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
        int day = slot(wanted.get(0)).localDay();
        return "would " + (waits ? "WAITLISTED " : "CONFIRMED ")
                + quotas.usages(own(it.member()), yielding(it.member(), wanted), asked, day, false) + " "
                + cancelClosesAtMs(wanted);
    }

    String standing(Command.FindStanding it) {
        List<VenueTerms> all =
                venues.values().stream().filter(venue -> !venue.withdrawn()).toList();
        return "standing " + quotas.usages(own(it.member()), List.of(), all, it.localDay(), true);
    }

    private List<Booking> own(String member) {
        List<Booking> own = new ArrayList<>(bookings.values());
        own.removeIf(it -> !it.member.equals(member));
        return own;
    }

    /** What speaks against it; "" where nothing does. */
    private String refusal(String member, Claims claims, List<Long> wanted, int party, boolean hold, long nowMs) {
        for (int i = 0; i < wanted.size(); i++) if (!slots.containsKey(wanted.get(i))) return "unknown " + i;
        for (long key : wanted)
            if (venueOf(key).stationNo() != venueOf(wanted.get(0)).stationNo()) return "several stations";
        for (int i = 0; i < wanted.size(); i++) if (nowMs >= startMs(wanted.get(i))) return "past " + i;
        for (int i = 0; i < wanted.size(); i++)
            if (nowMs >= startMs(wanted.get(i)) - venueOf(wanted.get(i)).get(Term.BOOKING_CUTOFF_MS))
                return "booking closed " + i;
        for (int i = 0; i < wanted.size(); i++)
            if (closed(wanted.get(i)) || venueOf(wanted.get(i)).withdrawn()) return "closed " + i;
        for (int i = 0; i < wanted.size(); i++) {
            boolean host = ofHost(claims, wanted.get(i));
            boolean verified = claims.assurance() >= 2;
            long mine = opensAtMs(wanted.get(i), host, verified);
            if (nowMs >= mine) continue;
            if (!host && nowMs >= opensAtMs(wanted.get(i), true, verified)) return "not eligible HOST_FIRST " + i;
            if (!verified && nowMs >= opensAtMs(wanted.get(i), host, true)) return "not eligible VERIFIED_FIRST " + i;
            return "not released " + i + " " + mine;
        }
        List<Booking> yielding = yielding(member, wanted);
        List<Booking> own = own(member);
        long remembered = own.size();
        own.removeAll(yielding);
        if (!conflicts(own, wanted).isEmpty()) return "conflict";
        String quota = quotas.refusal(own, wanted, hold);
        if (!quota.isEmpty()) return quota;
        if (remembered >= rules.rememberedReservationsMax()) return "quota REMEMBERED_RESERVATIONS " + remembered;
        for (Booking it : yielding) it.state = ReservationState.CANCELLED;
        String places = places(claims, wanted, party, yielding, nowMs);
        for (Booking it : yielding) it.state = ReservationState.HELD;
        return places;
    }

    private static boolean lacksPlaces(String refusal) {
        return refusal.startsWith("full") || refusal.startsWith("not eligible HOST_SHARE");
    }

    /** Whether whoever waits could have the place now. */
    boolean mayTake(Booking waiting, long nowMs) {
        long key = waiting.slots.get(0);
        VenueTerms venue = venueOf(key);
        if (nowMs >= startMs(key) - venue.get(Term.BOOKING_CUTOFF_MS)) return false;
        if (closed(key) || venue.withdrawn()) return false;
        List<Booking> own = own(waiting.member);
        if (!conflicts(own, waiting.slots).isEmpty()) return false;
        if (!quotas.refusal(own, waiting.slots, false).isEmpty()) return false;
        Claims claims = waiting.byHost ? new Claims(venue.host(), 0) : Claims.NONE;
        int needed = places(key, waiting.party);
        return needed <= remaining(key)
                && share(claims, waiting.slots, waiting.party, nowMs).isEmpty();
    }

    /** @param yielding of the member, and cancelled for now */
    private String places(Claims claims, List<Long> wanted, int party, List<Booking> yielding, long nowMs) {
        for (int i = 0; i < wanted.size(); i++) {
            int left = remaining(wanted.get(i));
            int waiting = waitlist.waiting(wanted.get(i)).size();
            if (waiting > 0) {
                int theirs = 0;
                for (Booking hold : yielding)
                    if (hold.slots.contains(wanted.get(i)))
                        theirs += hold.places.get(hold.slots.indexOf(wanted.get(i)));
                if (places(wanted.get(i), party) > theirs) return "full " + i + " 0, waiting " + waiting;
                continue;
            }
            if (places(wanted.get(i), party) > left) return "full " + i + " " + left;
        }
        return share(claims, wanted, party, nowMs);
    }

    private String share(Claims claims, List<Long> wanted, int party, long nowMs) {
        for (int i = 0; i < wanted.size(); i++) {
            long key = wanted.get(i);
            boolean shared = nowMs >= startMs(key) - venueOf(key).get(Term.HOST_SHARE_UNTIL_MS);
            if (!shared && !ofHost(claims, key) && places(key, party) > remaining(key) - kept(key))
                return "not eligible HOST_SHARE " + i;
        }
        return "";
    }

    private boolean ofHost(Claims claims, long key) {
        return !claims.employer().isEmpty()
                && claims.employer().equals(venueOf(key).host());
    }

    private long opensAtMs(long key, boolean host, boolean verified) {
        boolean early = host || venueOf(key).host().isEmpty();
        long atMs = 60_000L * (early ? slot(key).releaseMin() : slot(key).neighboursMin());
        return verified ? atMs - venueOf(key).get(Term.VERIFIED_EARLIER_MS) : atMs;
    }

    /** The member's holds that give way: those of the same slots, and then as many as must, the oldest first. */
    private List<Booking> yielding(String member, List<Long> wanted) {
        List<Booking> standing = own(member);
        List<Booking> yielding = new ArrayList<>();
        for (Booking hold : own(member)) {
            if (hold.state != ReservationState.HELD || hold.slots.stream().noneMatch(wanted::contains)) continue;
            yielding.add(hold);
            standing.remove(hold);
        }
        for (Booking hold : own(member)) {
            if (hold.state != ReservationState.HELD || !standing.contains(hold)) continue;
            Set<Long> full = conflicts(standing, wanted);
            if (hold.slots.stream().noneMatch(key -> full.stream().anyMatch(atMs -> covers(key, atMs)))) continue;
            yielding.add(hold);
            standing.remove(hold);
        }
        return yielding;
    }

    private boolean covers(long key, long atMs) {
        return startMs(key) <= atMs && atMs < endMs(slot(key));
    }

    /**
     * At which minutes the member can't have what is wanted beside what they have. Any of the conflicts may be named where there are several,
     * so the kind alone is told.
     */
    private Set<Long> conflicts(List<Booking> own, List<Long> wanted) {
        Set<Long> conflicts = new HashSet<>();
        List<Long> all = new ArrayList<>(wanted);
        for (Booking booking : own) {
            if (!booking.state.active()) continue;
            for (long mine : booking.slots) {
                if (wanted.contains(mine)) conflicts.add(startMs(mine));
                all.add(mine);
            }
        }
        for (long key : wanted) {
            for (long atMs = startMs(key); atMs < endMs(slot(key)); atMs += 60_000) {
                int places = 0;
                int max = Integer.MAX_VALUE;
                for (long other : all) {
                    if (!covers(other, atMs)) continue;
                    places++;
                    max = Math.min(max, venueOf(other).get(Term.AT_ONCE_MAX));
                }
                if (places > max) conflicts.add(atMs);
            }
        }
        return conflicts;
    }

    void open(Command.OpenSlots it) {
        for (int i = 0; i < it.startMin().length; i++) {
            Slot slot = new Slot(
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
            if (free) slots.put(slot.key(), slot);
        }
    }

    String confirm(Command.ConfirmReservation it, long nowMs) {
        Booking booking = bookings.get(it.reservationId());
        if (booking == null || !booking.member.equals(it.member())) return "unknown";
        return switch (booking.state) {
            case HELD -> {
                if (nowMs >= booking.holdExpiresAtMs) yield "lapsed";
                booking.state = ReservationState.CONFIRMED;
                yield "stands CONFIRMED";
            }
            case OFFERED -> {
                if (nowMs >= booking.waitEndsAtMs) yield "offer lapsed";
                booking.state = ReservationState.CONFIRMED;
                yield "stands CONFIRMED";
            }
            case CONFIRMED, CHECKED_IN -> "stands " + booking.state;
            case EXPIRED -> booking.waited ? "offer lapsed" : "lapsed";
            case WAITLISTED, COMPLETED, CANCELLED, NO_SHOW -> "wrong state " + booking.state;
        };
    }

    String cancel(Command.CancelReservation it, long nowMs) {
        Booking booking = bookings.get(it.reservationId());
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
