package io.yizhan.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Seeded random commands against a {@linkplain NaiveRegion naive model}: every answer and every slot's places are compared as it goes, and
 * at the end a replay of the events must give the same books. {@code -Dyizhan.model.seed=…} runs one seed, {@code -Dyizhan.model.commands=…}
 * more commands. A failure names its seed and the shortest script found that still fails.
 */
class RegionModelTest {
    /** In every other world a member has one hold at a time, in the others as many as reservations. */
    private static final Rules RULES = new Rules(
            3, 1, 12, 40_000 * 256L, 60_000 * 256L, 7 * 86_400_000L, new StrikeRules(2, 20_000 * 256L, 10_000 * 256L));

    private static final long TICK_MS = 256;
    private static final int STEPS = Integer.getInteger("yizhan.model.commands", 120_000);
    private static final int PER_SEED = 4_000;
    /** Defined by the first steps of each script, which shrinking leaves in. */
    private static final int VENUES = 6;

    private static final Set<String> KINDS = Set.of(
            "done",
            "placed",
            "placed in place of",
            "placed again",
            "waits at",
            "waitlist closed",
            "waitlist full",
            "waitlist not offered",
            "waitlist of several",
            "full, waiting",
            "offer lapsed",
            "offered",
            "stands CONFIRMED",
            "stands CANCELLED",
            "stands CHECKED_IN",
            "stands NO_SHOW",
            "check-in opens",
            "check-in closed",
            "suspended",
            "strike unknown",
            "unknown",
            "several stations",
            "past",
            "closed",
            "not released",
            "booking closed",
            "not eligible HOST_FIRST",
            "not eligible VERIFIED_FIRST",
            "not eligible HOST_SHARE",
            "full",
            "quota ACTIVE_RESERVATIONS",
            "quota HOLDS",
            "quota ACTIVE_OF_KIND",
            "quota RESERVATIONS_A_DAY",
            "quota RESERVATIONS_A_WEEK",
            "quota MINUTES_A_WEEK",
            "quota ACTIVE_IN_GROUP",
            "quota GROUP_RESERVATIONS_A_DAY",
            "quota GROUP_RESERVATIONS_A_WEEK",
            "quota REMEMBERED_RESERVATIONS",
            "conflict",
            "key reused",
            "lapsed",
            "wrong state CANCELLED",
            "wrong state EXPIRED",
            "wrong state COMPLETED",
            "cancellation closed",
            "closed as",
            "closed again",
            "would leave without a place",
            "would open",
            "capacity",
            "capacity, takes from",
            "exclusive",
            "would CONFIRMED",
            "would WAITLISTED",
            "standing",
            "lifted",
            "closure unknown",
            "venue unknown");

    /** A step of a script: a command, and how far time moves before it. */
    private record Step(long passMs, Command command) {}

    /** How often each kind of answer was given, so that a script that no longer reaches one is noticed. */
    private final Map<String, Integer> answers = new TreeMap<>();

    @Test
    void answersLikeTheNaiveModelAndReplaysToTheSameBooks() {
        Long only = Long.getLong("yizhan.model.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? STEPS / PER_SEED : only;
        for (long seed = first; seed <= last; seed++) {
            List<Step> script = script(new SplittableRandom(seed));
            Rules rules = seed % 2 == 0 ? RULES : RULES.withHoldsMax(3);
            AssertionError failure = run(script, rules);
            if (failure == null) continue;
            List<Step> shortest = shrink(script, rules);
            throw new AssertionError(
                    "seed " + seed + ", shrunk from " + script.size() + " to " + shortest.size() + " steps:\n"
                            + String.join(
                                    "\n", shortest.stream().map(Step::toString).toList()),
                    run(shortest, rules));
        }
        if (only == null)
            assertThat(KINDS)
                    .allSatisfy(kind -> assertThat(answers.getOrDefault(kind, 0))
                            .as("%s in %s", kind, answers)
                            .isGreaterThan(10));
    }

    private static List<Step> script(SplittableRandom random) {
        List<Step> script = new ArrayList<>();
        for (int venue = 1; venue <= VENUES; venue++) {
            script.add(new Step(
                    0,
                    new Command.DefineVenue(
                            venue, withWindows(random, terms(1 + venue / 4, venue, venue % 2 == 0, 3)))));
        }
        long nowMs = 0;
        for (int i = 0; i < PER_SEED; i++) {
            long passMs = random.nextInt(4) == 0 ? random.nextInt(400) * TICK_MS : 0;
            nowMs += passMs;
            Step former = script.get(script.size() - 1 - random.nextInt(6));
            boolean repeats = former.command() instanceof Command.PlaceReservation
                    || former.command() instanceof Command.CloseVenues;
            boolean again = random.nextInt(16) == 0 && repeats;
            script.add(new Step(passMs, again ? former.command() : command(random, i, (int) (nowMs / 1_800_000))));
        }
        return script;
    }

    /**
     * Confirmations and cancellations name their reservation by how many are newer, as a number not above 0: see {@link #resolved}.
     *
     * @param halfHour the present one since 1970
     */
    private static Command command(SplittableRandom random, int step, int halfHour) {
        String member = "m-" + random.nextInt(12);
        long reservationId = -random.nextInt(random.nextInt(3) == 0 ? 300 : 6);
        int kind = random.nextInt(100);
        if (kind < 3) return open(random, halfHour);
        if (kind < 4) return change(random);
        if (kind < 5) return new Command.RetireSlots(30 * halfHour - 60);
        if (kind < 6) {
            Command.CloseVenues close = close(random, halfHour);
            return random.nextBoolean() ? close : new Command.PreviewClosure(close, 0);
        }
        if (kind < 8) {
            int closureNo = -random.nextInt(4);
            return step % 5 == 0 ? new Command.PreviewLift(closureNo) : new Command.LiftClosure(closureNo);
        }
        if (kind < 9) {
            long key = SlotKey.of(1 + random.nextInt(VENUES), 30 * (halfHour + random.nextInt(6)));
            Command.ChangeCapacity change = new Command.ChangeCapacity(
                    key, 1 + random.nextInt(random.nextInt(3) == 0 ? 25 : 3), "reason " + random.nextInt(3));
            return random.nextInt(4) == 0 ? new Command.PreviewCapacity(change) : change;
        }
        if (kind < 10) return new Command.FindStanding(member, halfHour / 4);
        if (kind < 14) return atDesk(random, member, reservationId);
        if (kind < 22) return new Command.ConfirmReservation(member, reservationId);
        if (kind < 38) return new Command.CancelReservation(member, reservationId);
        long[] slots = random.longs(random.nextInt(10) < 7 ? 1 : 1 + random.nextInt(4), 0, 6L * 8)
                .distinct()
                .map(it -> SlotKey.of(1 + (int) (it / 8), 30 * (halfHour + (int) (it % 8))))
                .toArray();
        int party = 1 + random.nextInt(random.nextInt(5) == 0 ? Command.PARTY_MAX : 3);
        Claims claims = claims(random);
        if (kind < 44) return new Command.PreviewReservation(member, claims, slots, party, random.nextBoolean());
        return new Command.PlaceReservation(
                member,
                claims,
                member.hashCode(),
                step - random.nextInt(random.nextInt(12) == 0 ? 30 : 1),
                slots,
                party,
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean());
    }

    private static Command atDesk(SplittableRandom random, String member, long reservationId) {
        Set<Integer> stations = random.nextInt(4) == 0 ? Set.of(1) : Set.of();
        boolean preview = random.nextInt(5) == 0;
        return switch (random.nextInt(8)) {
            case 0 -> new Command.CancelAtDesk(reservationId, stations, "desk", preview);
            case 1, 2, 3 -> new Command.ForgiveStrike(member, 4 * reservationId, stations, "was there", preview);
            default -> new Command.CheckIn(reservationId, stations, preview);
        };
    }

    private static Claims claims(SplittableRandom random) {
        return new Claims(random.nextInt(3) == 0 ? "host" : random.nextInt(3) == 0 ? "other" : "", random.nextInt(4));
    }

    /** Who comes first, and how long before its start a slot can be booked. */
    private static VenueTerms withWindows(SplittableRandom random, VenueTerms venue) {
        return venue.hostedBy(random.nextBoolean() ? "host" : "")
                .with(Term.BOOKING_CUTOFF_MS, 600_000 * random.nextInt(3))
                .with(Term.VERIFIED_EARLIER_MS, random.nextBoolean() ? 0 : 60_000 * random.nextInt(200))
                .with(Term.HOST_SHARE_PERCENT, random.nextBoolean() ? 0 : random.nextInt(101))
                .with(Term.WAITLIST_MAX, random.nextInt(5))
                .with(Term.CHECK_IN_FROM_MS, 600_000 * random.nextInt(20))
                .with(
                        Term.CHECK_IN_BY_MS,
                        random.nextBoolean() ? Integer.MAX_VALUE : 60_000 * (random.nextInt(60) - 30))
                .with(Term.OFFER_TTL_MS, 300_000 * random.nextInt(4))
                .with(Term.WAITLIST_CUTOFF_MS, 600_000 * random.nextInt(4))
                .with(Term.HOST_SHARE_UNTIL_MS, random.nextBoolean() ? 0 : 60_000 * random.nextInt(120));
    }

    /** The catalogue changes: a venue is shared otherwise, under other terms, moved, or gone. */
    private static Command change(SplittableRandom random) {
        int venue = 1 + random.nextInt(VENUES);
        if (random.nextInt(4) == 0) return new Command.WithdrawVenue(venue);
        return new Command.DefineVenue(
                venue,
                withWindows(
                        random,
                        new VenueTerms(
                                        1 + random.nextInt(2),
                                        random.nextBoolean() ? "COURT" : "TABLE",
                                        random.nextBoolean(),
                                        Terms.UNSET)
                                .with(Term.HOLD_TTL_MS, 60_000 * (1 + random.nextInt(60)))
                                .with(Term.CANCEL_CUTOFF_MS, 1_200_000 * random.nextInt(6))
                                .with(Term.AT_ONCE_MAX, 1 + random.nextInt(3))
                                .with(Term.WEEKLY_MAX, limit(random, 6))
                                .with(Term.ACTIVE_OF_KIND_MAX, limit(random, 3))
                                .with(Term.DAILY_MAX, limit(random, 3))
                                .with(Term.WEEKLY_MINUTES_MAX, limit(random, 400))
                                .with(Term.GROUP_ACTIVE_MAX, limit(random, 3))
                                .with(Term.GROUP_DAILY_MAX, limit(random, 3))
                                .with(Term.GROUP_WEEKLY_MAX, limit(random, 6))
                                .inGroup(random.nextInt(3) == 0 ? "" : "g" + random.nextInt(2))));
    }

    private static int limit(SplittableRandom random, int max) {
        return random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(max);
    }

    private static Command.CloseVenues close(SplittableRandom random, int halfHour) {
        int[] venues = random.ints(1 + random.nextInt(3), 1, random.nextInt(9) == 0 ? VENUES + 2 : VENUES + 1)
                .distinct()
                .toArray();
        int fromMin = 30 * (halfHour + random.nextInt(6)) + 15 * random.nextInt(2);
        return new Command.CloseVenues(
                venues,
                fromMin,
                fromMin + 15 * (1 + random.nextInt(8)),
                random.nextInt(3) > 0,
                "reason " + random.nextInt(3));
    }

    private static VenueTerms terms(int stationNo, int venue, boolean exclusive, int weeklyMax) {
        return new VenueTerms(stationNo, venue % 3 == 0 ? "COURT" : "TABLE", exclusive, Terms.UNSET)
                .with(Term.HOLD_TTL_MS, 60_000 * venue)
                .with(Term.CANCEL_CUTOFF_MS, 1_200_000 * venue)
                .with(Term.AT_ONCE_MAX, 2)
                .with(Term.WEEKLY_MAX, weeklyMax);
    }

    private static Command open(SplittableRandom random, int halfHour) {
        int venue = 1 + random.nextInt(VENUES);
        int size = 12;
        int[] start = new int[size];
        int[] end = new int[size];
        int[] capacity = new int[size];
        int[] release = new int[size];
        int[] neighbours = new int[size];
        boolean[] closed = new boolean[size];
        int[] localDay = new int[size];
        for (int i = 0; i < size; i++) {
            start[i] = 30 * (halfHour + i);
            end[i] = start[i] + 30 + 15 * random.nextInt(3);
            capacity[i] = venue % 2 == 0 || random.nextInt(4) == 0 ? 1 : 1 + random.nextInt(25);
            release[i] = Math.max(0, start[i] - random.nextInt(1_500));
            neighbours[i] = release[i] + (random.nextBoolean() ? 0 : random.nextInt(600));
            closed[i] = random.nextInt(12) == 0;
            // Days of two hours: so a run sees weeks go by.
            localDay[i] = start[i] / 120;
        }
        return new Command.OpenSlots(venue, start, end, capacity, release, neighbours, closed, localDay);
    }

    /** Null where region and model agree all the way. */
    private @Nullable AssertionError run(List<Step> script, Rules rules) {
        Region region = new Region(rules);
        NaiveRegion model = new NaiveRegion(rules);
        List<Event> journal = new ArrayList<>();
        long nowMs = 0;
        int steps = 0;
        try {
            for (Step step : script) {
                nowMs += step.passMs();
                long atMs = nowMs;
                boolean more = true;
                while (more) more = region.elapse(atMs, 3, journal::add);
                model.elapse(atMs);
                Command command = resolved(step.command(), model);
                int before = journal.size();
                Outcome outcome = region.carryOut(command, atMs, journal::add);
                assertThat(outcome instanceof Refusal
                                || ((Command.For<?>) command).answer().isInstance(outcome))
                        .as("%s is answered with %s", command, outcome)
                        .isTrue();
                String answer = text(outcome);
                if (command instanceof Command.PlaceReservation)
                    answer += inPlaceOf(journal.subList(before, journal.size()));
                answers.merge(answer.replaceAll(" \\[.*| ?[0-9]+", ""), 1, Integer::sum);
                assertThat(answer).as("%s at %d", command, atMs).isEqualTo(expected(model, command, atMs));
                if (++steps % 5 == 0) compare(region, model);
            }
            long offered = journal.stream()
                    .filter(Event.PlaceOffered.class::isInstance)
                    .count();
            answers.merge("offered", (int) offered, Integer::sum);
            region.checkInvariants();
            Region replayed = new Region(rules);
            journal.forEach(replayed::apply);
            assertThat(replayed.stateHash()).as("hash after replay").isEqualTo(region.stateHash());
            return null;
        } catch (AssertionError failure) {
            return failure;
        } catch (RuntimeException broken) {
            return new AssertionError(broken);
        }
    }

    /** The holds that gave way, each by an event before the one that took their places. */
    private static String inPlaceOf(List<Event> events) {
        List<Long> ended = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Event.ReservationCancelled it) ended.add(it.reservationId());
            else assertThat(event).isSameAs(events.getLast()).isInstanceOf(Event.ReservationPlaced.class);
        }
        return NaiveRegion.inPlaceOf(ended);
    }

    private static Command resolved(Command command, NaiveRegion model) {
        return switch (command) {
            case Command.ConfirmReservation it -> {
                long id = Math.max(1, model.newestId() + it.reservationId());
                yield new Command.ConfirmReservation(model.ownerOr(id, it.member()), id);
            }
            case Command.CancelReservation it -> {
                long id = Math.max(1, model.newestId() + it.reservationId());
                yield new Command.CancelReservation(model.ownerOr(id, it.member()), id);
            }
            case Command.CheckIn it ->
                new Command.CheckIn(Math.max(1, model.newestId() + it.reservationId()), it.stations(), it.preview());
            case Command.CancelAtDesk it ->
                new Command.CancelAtDesk(
                        Math.max(1, model.newestId() + it.reservationId()), it.stations(), it.reason(), it.preview());
            case Command.ForgiveStrike it -> {
                long id = Math.max(1, model.newestId() + it.reservationId());
                yield new Command.ForgiveStrike(
                        model.ownerOr(id, it.member()), id, it.stations(), it.reason(), it.preview());
            }
            case Command.LiftClosure it -> new Command.LiftClosure(Math.max(1, model.closures.ever() + it.closureNo()));
            case Command.PreviewLift it -> new Command.PreviewLift(Math.max(1, model.closures.ever() + it.closureNo()));
            default -> command;
        };
    }

    private static String text(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Done it -> "done";
            case Outcome.LiftPreviewed it ->
                "would open " + Arrays.stream(it.first()).boxed().toList();
            case Outcome.Placed it
            when !it.replayed() && it.reservation().state() == ReservationState.WAITLISTED ->
                "waits " + it.reservation().id() + " at " + it.reservation().position();
            case Outcome.Placed it ->
                (it.replayed() ? "placed again " : "placed ") + it.reservation().id();
            case Outcome.Stands it -> "stands " + it.reservation().state();
            case Outcome.Previewed it -> "would " + it.state() + " " + it.usages() + " " + it.cancelClosesAtMs();
            case Outcome.Standing it ->
                "standing " + it.usages() + " "
                        + it.strikes().stream()
                                .map(strike -> strike.reservation().id())
                                .toList()
                        + " " + (it.suspendedUntilMs() == 0 ? "" : "suspended " + it.suspendedUntilMs());
            case Refusal.MemberSuspended it -> "suspended " + it.untilMs();
            case Refusal.CheckInNotOpen it -> "check-in opens " + it.opensAtMs();
            case Refusal.CheckInClosed it -> "check-in closed";
            case Refusal.StrikeUnknown it -> "strike unknown";
            case Refusal.SlotUnknown it -> "unknown " + it.slotIndex();
            case Refusal.SeveralStations it -> "several stations";
            case Refusal.SlotPast it -> "past " + it.slotIndex();
            case Refusal.SlotClosed it -> "closed " + it.slotIndex();
            case Refusal.SlotNotReleased it -> "not released " + it.slotIndex() + " " + it.releasesAtMs();
            case Refusal.BookingClosed it -> "booking closed " + it.slotIndex();
            case Refusal.NotEligible it -> "not eligible " + it.rule() + " " + it.slotIndex();
            case Refusal.SlotFull it ->
                "full " + it.slotIndex() + " " + it.remaining() + (it.waiting() > 0 ? ", waiting " + it.waiting() : "");
            case Refusal.WaitlistNotOffered it -> "waitlist not offered";
            case Refusal.WaitlistOfSeveral it -> "waitlist of several";
            case Refusal.WaitlistClosed it -> "waitlist closed " + it.closedAtMs();
            case Refusal.WaitlistFull it -> "waitlist full " + it.limit();
            case Refusal.OfferLapsed it -> "offer lapsed";
            case Refusal.QuotaExceeded it -> "quota " + it.rule() + " " + it.current();
            case Refusal.AlreadyReserved it -> "conflict";
            case Refusal.OverlapsOwnReservation it -> "conflict";
            case Refusal.SlotsOverlap it -> "conflict";
            case Refusal.IdempotencyKeyReused it -> "key reused " + it.reservationId();
            case Refusal.ReservationUnknown it -> "unknown";
            case Refusal.HoldLapsed it -> "lapsed";
            case Refusal.WrongState it -> "wrong state " + it.state();
            case Refusal.CancellationClosed it -> "cancellation closed";
            case Outcome.ClosureStands it ->
                (it.closure().state() == Closure.State.LIFTED
                                ? "lifted "
                                : it.existed() ? "closed again " : "closed as ")
                        + it.closure().no();
            case Refusal.VenueUnknown it -> "venue unknown " + it.venueNo();
            case Refusal.ClosureUnknown it -> "closure unknown";
            case Refusal.ClosuresExceeded it -> throw new AssertionError(it);
            case Outcome.CapacityStands it ->
                "capacity " + it.capacity()
                        + (it.affected().isEmpty()
                                ? ""
                                : ", takes from "
                                        + it.affected().stream()
                                                .map(Reservation::id)
                                                .toList());
            case Refusal.SlotExclusive it -> "exclusive";
            case Refusal.TooManyAffected it -> throw new AssertionError(it);
            case Outcome.ClosurePreviewed it ->
                "would leave without a place "
                        + it.oldest().stream().map(Reservation::id).toList();
            case Outcome.ClosuresFound it -> throw new AssertionError(it);
            case Outcome.AtVenues it -> throw new AssertionError(it);
            case Outcome.Page it -> throw new AssertionError(it);
            case Outcome.GateReceipt it -> throw new AssertionError(it);
            case Refusal.GateGapsExceeded it -> throw new AssertionError(it);
            case Refusal.GateBootsExceeded it -> throw new AssertionError(it);
            case Refusal.Overloaded it -> throw new AssertionError(it);
            case Refusal.RegionStopped it -> throw new AssertionError(it);
        };
    }

    private static String expected(NaiveRegion model, Command command, long nowMs) {
        return switch (command) {
            case Command.PlaceReservation it -> model.place(it, nowMs);
            case Command.PreviewReservation it -> model.preview(it, nowMs);
            case Command.FindStanding it -> model.standing(it, nowMs);
            case Command.CheckIn it -> model.arrivals.checkIn(it, nowMs);
            case Command.CancelAtDesk it -> model.arrivals.cancel(it, nowMs);
            case Command.ForgiveStrike it -> model.arrivals.forgive(it, nowMs);
            case Command.ConfirmReservation it -> model.confirm(it, nowMs);
            case Command.CancelReservation it -> model.cancel(it, nowMs);
            case Command.DefineVenue it -> {
                model.venues.put(it.venueNo(), it.terms());
                yield "done";
            }
            case Command.WithdrawVenue it -> {
                model.venues.computeIfPresent(it.venueNo(), (no, terms) -> terms.withdraw());
                yield "done";
            }
            case Command.OpenSlots it -> {
                model.open(it);
                yield "done";
            }
            case Command.RetireSlots it -> {
                model.retire(it.endedBeforeMin());
                yield "done";
            }
            case Command.CloseVenues it -> model.closures.close(it);
            case Command.PreviewClosure it -> model.closures.preview(it.closing(), nowMs);
            case Command.ChangeCapacity it -> model.capacities.change(it, false, nowMs);
            case Command.PreviewCapacity it -> model.capacities.change(it.change(), true, nowMs);
            case Command.LiftClosure it -> model.closures.lift(it.closureNo());
            case Command.PreviewLift it -> model.closures.previewLift(it.closureNo(), nowMs);
            case Command.ByOperator<?> it -> throw new AssertionError(it);
            case Command.FindAtVenues it -> throw new AssertionError(it);
            case Command.ListClosures it -> throw new AssertionError(it);
            case Command.RecordGateEvents it -> throw new AssertionError(it);
            case Command.FindReservation it -> throw new AssertionError(it);
            case Command.ListReservations it -> throw new AssertionError(it);
        };
    }

    private static void compare(Region region, NaiveRegion model) {
        assertThat(region.slotCount()).isEqualTo(model.slots.size());
        assertThat(region.reservationCount()).isEqualTo(model.bookings.size());
        for (int station = 1; station <= 2; station++) {
            assertThat(region.shares().taken(station)).isEqualTo(model.placesAt(station, it -> true));
            assertThat(region.shares().recurring(station)).isEqualTo(model.placesAt(station, it -> it.recurring));
            assertThat(region.shares().byHost(station)).isEqualTo(model.placesAt(station, it -> it.byHost));
        }
        for (NaiveBooking it : model.bookings.values()) standsAlike(region, model, it);
        region.readSlots(slot -> {
            long key = slot.key();
            int remaining = slot.remaining();
            if (slot.closed() != model.closures.cover(key))
                throw new AssertionError("slot " + key + " is closed: " + slot.closed());
            int waiting = model.waitlist.waiting(key).size();
            if (slot.waiting() != waiting)
                throw new AssertionError("slot " + key + ": " + slot.waiting() + " wait, in the model " + waiting);
            int forHost = model.waitlist.staffWaits(key) ? 0 : model.kept(key);
            if (slot.forHost() != forHost)
                throw new AssertionError(
                        "slot " + key + ": " + slot.forHost() + " for the host, the model has " + forHost);
            int left = waiting > 0 ? forHost : model.remaining(key);
            if (remaining > slot.capacity() || remaining != left)
                throw new AssertionError(
                        "slot " + key + ": " + remaining + " of " + slot.capacity() + " left, the model has " + left);
        });
    }

    /** Nobody is told when a place is offered, or taken away: so each is asked after. */
    private static void standsAlike(Region region, NaiveRegion model, NaiveBooking expected) {
        var find = new Command.FindReservation(expected.member, expected.id);
        Reservation found = ((Outcome.Stands) region.carryOut(find, region.lastMs(), none -> {})).reservation();
        boolean waits = expected.state == ReservationState.WAITLISTED;
        boolean offered = expected.state == ReservationState.OFFERED;
        if (found.state() != expected.state
                || found.position() != (waits ? model.waitlist.position(expected) : 0)
                || found.offerExpiresAtMs() != (offered ? expected.waitEndsAtMs : 0)
                || !String.valueOf(found.takenFor()).equals(expected.takenFor.isEmpty() ? "null" : expected.takenFor))
            throw new AssertionError(found + " in place of " + expected.state);
    }

    /** Drops ever smaller runs of steps for as long as it still fails. */
    private List<Step> shrink(List<Step> script, Rules rules) {
        List<Step> shortest = script;
        for (int run = script.size() / 2; run > 0; run /= 2) {
            for (int from = VENUES; from + run <= shortest.size(); ) {
                List<Step> fewer = new ArrayList<>(shortest.subList(0, from));
                fewer.addAll(shortest.subList(from + run, shortest.size()));
                if (run(fewer, rules) != null) shortest = fewer;
                else from += run;
            }
        }
        return shortest;
    }
}
