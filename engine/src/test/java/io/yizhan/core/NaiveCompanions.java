package io.yizhan.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Who comes along to whose reservation, for {@link NaiveRegion}: gone through from the first to the last each time. */
final class NaiveCompanions {
    private static final int EVER_MAX = 100;

    /** An invitation; by its place in the list of its reservation it has its number. */
    static final class One {
        Invitation.State state = Invitation.State.OPEN;
        String member = "";
        /** In the order of all that ever were. */
        int accepted;

        boolean counts() {
            return state == Invitation.State.OPEN || state == Invitation.State.ACCEPTED;
        }
    }

    private final NaiveRegion region;
    private final Map<Long, List<One>> all = new HashMap<>();
    private final Map<Long, CompanionTerms> terms = new HashMap<>();
    private int acceptances;

    NaiveCompanions(NaiveRegion region) {
        this.region = region;
    }

    String answer(Command.OfCompanions<?> command, long nowMs) {
        return switch (command) {
            case CompanionCommand.Invite it -> invite(it, nowMs);
            case CompanionCommand.ListInvitations it ->
                isOf(it.reservationId(), it.member()) ? found(it.reservationId()) : "unknown";
            case CompanionCommand.Withdraw it -> withdraw(it, nowMs);
            case CompanionCommand.FindInvitation it -> find(it);
            case CompanionCommand.Accept it -> accept(it, nowMs);
            case CompanionCommand.ListCompanionships it -> list(it.member(), nowMs);
            case CompanionCommand.FindCompanionship it -> {
                int number = last(it.reservationId(), it.member());
                yield number == 0 ? "no companion" : stands(it.reservationId(), number);
            }
            case CompanionCommand.Leave it -> leave(it);
        };
    }

    private boolean isOf(long id, String member) {
        NaiveBooking booking = region.bookings.get(id);
        return booking != null && booking.member.equals(member);
    }

    private boolean isHad(long id) {
        NaiveBooking booking = region.bookings.get(id);
        return booking != null
                && (booking.state == ReservationState.CONFIRMED || booking.state == ReservationState.CHECKED_IN);
    }

    private ReservationState state(long id) {
        return Objects.requireNonNull(region.bookings.get(id)).state;
    }

    private List<One> of(long id) {
        return region.bookings.containsKey(id) ? all.getOrDefault(id, List.of()) : List.of();
    }

    private CompanionTerms terms(long id) {
        CompanionTerms kept = terms.get(id);
        if (kept != null) return kept;
        long closesMs = Long.MAX_VALUE;
        int changesMax = Integer.MAX_VALUE;
        boolean present = false;
        for (long key : Objects.requireNonNull(region.bookings.get(id)).slots) {
            VenueTerms venue = region.venueOf(key);
            closesMs = Math.min(closesMs, NaiveRegion.startMs(key) - venue.get(Term.COMPANIONS_UNTIL_MS));
            changesMax = Math.min(changesMax, venue.get(Term.COMPANION_CHANGES_MAX));
            present = present || venue.get(Term.HOLDER_PRESENT) == 1;
        }
        return new CompanionTerms((int) Math.floorDiv(closesMs, 60_000L), changesMax, present);
    }

    private String invite(CompanionCommand.Invite it, long nowMs) {
        long id = it.reservationId();
        if (!isOf(id, it.member())) return "unknown";
        if (!isHad(id)) return "wrong state " + state(id);
        CompanionTerms of = terms(id);
        if (nowMs >= of.closesAtMs()) return "invitation closed " + of.closesAtMs();
        int limit = Objects.requireNonNull(region.bookings.get(id)).party - 1;
        int counted = (int) of(id).stream().filter(One::counts).count();
        if (counted + it.count() > limit) return "invitations exhausted " + limit + " " + counted;
        int ever = of(id).size();
        if (ever + it.count() > EVER_MAX) return "invitations exhausted " + EVER_MAX + " " + ever;
        terms.put(id, of);
        for (int i = 0; i < it.count(); i++)
            all.computeIfAbsent(id, any -> new ArrayList<>()).add(new One());
        return found(id);
    }

    private String found(long id) {
        NaiveBooking booking = Objects.requireNonNull(region.bookings.get(id));
        return "invited "
                + of(id).stream().map(it -> it.state + " " + it.member).toList() + " of " + (booking.party - 1) + " "
                + terms(id) + (isHad(id) ? "" : ", over");
    }

    private String withdraw(CompanionCommand.Withdraw it, long nowMs) {
        long id = it.reservationId();
        if (!isOf(id, it.member())) return "unknown";
        One one = one(id, it.number());
        if (one == null) return "invitation unknown";
        if (!one.counts()) return found(id);
        if (!isHad(id)) return "wrong state " + state(id);
        if (one.state == Invitation.State.ACCEPTED) {
            CompanionTerms of = terms(id);
            if (nowMs >= of.closesAtMs()) return "invitation closed " + of.closesAtMs();
            long changes = of(id).stream()
                    .filter(other -> other.state == Invitation.State.WITHDRAWN && other.accepted > 0)
                    .count();
            if (changes >= of.changesMax()) return "changes exhausted " + of.changesMax();
        }
        one.state = Invitation.State.WITHDRAWN;
        return found(id);
    }

    private @Nullable One one(long id, int number) {
        List<One> of = of(id);
        return number < 1 || number > of.size() ? null : of.get(number - 1);
    }

    private String find(CompanionCommand.FindInvitation it) {
        One one = one(it.reservationId(), it.number());
        if (one == null) return "invitation unknown";
        if (!one.counts() || !isHad(it.reservationId())) return "invitation withdrawn";
        if (one.state == Invitation.State.ACCEPTED && !one.member.equals(it.member())) return "invitation taken";
        return stands(it.reservationId(), it.number());
    }

    private String accept(CompanionCommand.Accept it, long nowMs) {
        long id = it.reservationId();
        One one = one(id, it.number());
        if (one == null) return "invitation unknown";
        if (isOf(id, it.member())) return "invitation own";
        if (!one.counts() || !isHad(id)) return "invitation withdrawn";
        if (one.state == Invitation.State.ACCEPTED)
            return one.member.equals(it.member()) ? stands(id, it.number()) : "invitation taken";
        if (nowMs >= terms(id).closesAtMs())
            return "invitation closed " + terms(id).closesAtMs();
        if (comes(id, it.member())) return "companion busy";
        String suspended = region.arrivals.refusal(it.member(), nowMs);
        if (!suspended.isEmpty()) return suspended;
        if (isElsewhere(it.member(), Objects.requireNonNull(region.bookings.get(id)).slots)) return "companion busy";
        one.state = Invitation.State.ACCEPTED;
        one.member = it.member();
        one.accepted = ++acceptances;
        return stands(id, it.number());
    }

    private boolean comes(long id, String member) {
        return of(id).stream().anyMatch(it -> it.state == Invitation.State.ACCEPTED && it.member.equals(member));
    }

    /** Minute by minute: whoever comes along takes one place of each. */
    private boolean isElsewhere(String member, List<Long> wanted) {
        List<Long> had = new ArrayList<>();
        for (NaiveBooking booking : region.own(member)) if (booking.state.active()) had.addAll(booking.slots);
        for (NaiveBooking booking : along(member)) had.addAll(booking.slots);
        for (long key : wanted) {
            if (had.contains(key)) return true;
            for (long atMs = NaiveRegion.startMs(key); atMs < NaiveRegion.endMs(region.slot(key)); atMs += 60_000) {
                int max = Integer.MAX_VALUE;
                int places = 1;
                for (long other : wanted)
                    if (covers(other, atMs))
                        max = Math.min(max, region.venueOf(other).get(Term.AT_ONCE_MAX));
                for (long other : had) {
                    if (!covers(other, atMs)) continue;
                    max = Math.min(max, region.venueOf(other).get(Term.AT_ONCE_MAX));
                    places++;
                }
                if (places > 1 && places > max) return true;
            }
        }
        return false;
    }

    private boolean covers(long key, long atMs) {
        return NaiveRegion.startMs(key) <= atMs && atMs < NaiveRegion.endMs(region.slot(key));
    }

    /** Had reservations of others to which somebody comes along. */
    List<NaiveBooking> along(String member) {
        return region.bookings.values().stream()
                .filter(it -> isHad(it.id) && comes(it.id, member))
                .toList();
    }

    private String list(String member, long nowMs) {
        List<NaiveBooking> found = new ArrayList<>(along(member));
        found.removeIf(it -> it.endsAtMs <= nowMs);
        found.sort((one, other) -> accepted(other, member) - accepted(one, member));
        return "comes along "
                + found.stream().map(it -> it.id + "/" + last(it.id, member)).toList();
    }

    private int accepted(NaiveBooking booking, String member) {
        return Objects.requireNonNull(one(booking.id, last(booking.id, member))).accepted;
    }

    /** The number of the last that somebody has accepted; 0 for none. */
    private int last(long id, String member) {
        List<One> of = of(id);
        for (int i = of.size() - 1; i >= 0; i--) if (of.get(i).member.equals(member)) return i + 1;
        return 0;
    }

    private String leave(CompanionCommand.Leave it) {
        int number = last(it.reservationId(), it.member());
        if (number == 0) return "no companion";
        One one = Objects.requireNonNull(one(it.reservationId(), number));
        if (one.state == Invitation.State.ACCEPTED) {
            if (!isHad(it.reservationId())) return "wrong state " + state(it.reservationId());
            one.state = Invitation.State.LEFT;
        }
        return stands(it.reservationId(), number);
    }

    private String stands(long id, int number) {
        return "companion " + id + "/" + number + " " + Objects.requireNonNull(one(id, number)).state;
    }

    /** Mostly asked for by one who comes along. */
    Command companionOf(CompanionCommand.Leave it, long newestId) {
        long id = busy(newestId + it.reservationId());
        return new CompanionCommand.Leave(companionOr(id, it.member()), id);
    }

    Command companionOf(CompanionCommand.FindCompanionship it, long newestId) {
        long id = busy(newestId + it.reservationId());
        return new CompanionCommand.FindCompanionship(companionOr(id, it.member()), id);
    }

    private String companionOr(long id, String other) {
        return id % 5 == 0
                ? other
                : of(id).stream()
                        .map(it -> it.member)
                        .filter(it -> !it.isEmpty())
                        .findFirst()
                        .orElse(other);
    }

    /** Somebody else who has something at the same time; {@code other} where nobody does. */
    private String busyThen(NaiveBooking booking, String other) {
        return region.bookings.values().stream()
                .filter(it -> it.state.active() && !it.member.equals(booking.member))
                .filter(it -> it.slots.stream()
                        .anyMatch(key -> booking.slots.stream()
                                .anyMatch(wanted -> SlotKey.startMin(key) == SlotKey.startMin(wanted))))
                .map(it -> it.member)
                .findFirst()
                .orElse(other);
    }

    /** Mostly one that is open. */
    Command likely(CompanionCommand.Accept it, long newestId) {
        long id = newest(Invitation.State.OPEN, newestId + it.reservationId());
        if (it.number() == 1) return new CompanionCommand.Accept(it.member(), id, likely(id, Invitation.State.OPEN, 1));
        NaiveBooking booking = region.bookings.get(id);
        String elsewhere = booking == null ? it.member() : busyThen(booking, it.member());
        int number = it.number() == 2 ? likely(id, Invitation.State.OPEN, 1) : it.number();
        return new CompanionCommand.Accept(elsewhere, id, number);
    }

    /** Mostly one that was accepted. */
    Command likely(CompanionCommand.Withdraw it, long newestId) {
        long id = newest(Invitation.State.ACCEPTED, newestId + it.reservationId());
        String holder = region.ownerOr(id, it.member());
        return new CompanionCommand.Withdraw(holder, id, likely(id, Invitation.State.ACCEPTED, it.number()));
    }

    /** At the oldest that is had, to which somebody comes along: its time comes next. */
    Command likely(GateCommand.Admit it, long newestId) {
        long id = all.keySet().stream()
                .filter(one -> has(one, Invitation.State.ACCEPTED))
                .min(Long::compare)
                .orElse(busy(newestId + it.reservationId()));
        NaiveBooking booking = region.bookings.get(id);
        int stationNo = booking == null || it.companion() > 3 ? it.stationNo() : booking.stationNo;
        int number = likely(id, Invitation.State.ACCEPTED, it.companion() > 2 ? it.companion() : 1);
        return new GateCommand.Admit(it.gate(), stationNo, id, number, it.in(), false);
    }

    private boolean has(long id, Invitation.State state) {
        return isHad(id) && of(id).stream().anyMatch(one -> one.state == state);
    }

    private long newest(Invitation.State state, long otherwise) {
        return all.keySet().stream()
                .filter(id -> has(id, state))
                .max(Long::compare)
                .orElse(busy(otherwise));
    }

    /** The first in this state, where the first is asked for. */
    private int likely(long id, Invitation.State state, int number) {
        List<One> of = of(id);
        for (int i = 0; number == 1 && i < of.size(); i++) if (of.get(i).state == state) return i + 1;
        return number;
    }

    /** The newest reservation not above this one to which somebody was invited. */
    long busy(long id) {
        return all.keySet().stream()
                .filter(it -> it <= id && region.bookings.containsKey(it))
                .max(Long::compare)
                .orElse(Math.max(1, id));
    }

    void erase(String member) {
        for (NaiveBooking booking : along(member))
            for (One one : of(booking.id))
                if (one.state == Invitation.State.ACCEPTED && one.member.equals(member))
                    one.state = Invitation.State.LEFT;
        for (List<One> of : all.values()) for (One one : of) if (one.member.equals(member)) one.member = "";
    }

    /** How many may be inside by one pass; 0 where it is no good. */
    int admitted(NaiveBooking booking, int companion) {
        long accepted = of(booking.id).stream()
                .filter(it -> it.state == Invitation.State.ACCEPTED)
                .count();
        if (companion == 0) return booking.party - (int) accepted;
        One one = one(booking.id, companion);
        return one != null && one.state == Invitation.State.ACCEPTED ? 1 : 0;
    }

    boolean awaitHolder(NaiveBooking booking) {
        return terms.containsKey(booking.id) && terms(booking.id).holderPresent();
    }
}
