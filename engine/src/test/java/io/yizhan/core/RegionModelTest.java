package io.yizhan.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
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
 *
 * <p>No slot is drawn for here, so whoever wants to enter a draw comes after it, and books. Draws themselves are in the simulation, whose own naive
 * model judges each of their events ({@code DrawSimulationTest}).
 */
class RegionModelTest {
    /** In every other world a member has one hold at a time, in the others as many as reservations. */
    private static final Rules RULES = new Rules(
                    3,
                    1,
                    11,
                    40_000 * 256L,
                    60_000 * 256L,
                    7 * 86_400_000L,
                    new StrikeRules(2, 20_000 * 256L, 10_000 * 256L))
            .withLongestStayMs(8_000 * 256L);

    private static final int STEPS = Integer.getInteger("yizhan.model.commands", 200_000);
    private static final int PER_SEED = 4_000;

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
            "admission ADMITTED",
            "admission ADMITTED_AGAIN",
            "admission ALREADY_INSIDE",
            "admission EXIT",
            "admission PASS_OF_OTHER_STATION",
            "admission CANCELLED",
            "admission NOT_CONFIRMED",
            "admission TOO_EARLY",
            "admission TOO_LATE",
            "admission HOLDER_FIRST",
            "invited",
            "invitation unknown",
            "invitations exhausted",
            "invitation own",
            "companion busy",
            "invitation taken",
            "invitation withdrawn",
            "invitation closed",
            "changes exhausted",
            "no companion",
            "companion/ ACCEPTED",
            "companion/ LEFT",
            "comes along",
            "left unseen",
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
            "would take dates, and leave without a place",
            "awaited later",
            "would open",
            "capacity",
            "capacity, takes from",
            "exclusive",
            "would CONFIRMED",
            "would WAITLISTED",
            "standing",
            "party unfit",
            "course whole",
            "erased",
            "lifted",
            "done, and said that o has replaced by",
            "closure unknown",
            "draw unknown",
            "draws",
            "order QUOTED",
            "order BOOKED",
            "order ERASED",
            "order refused",
            "order booked",
            "order erased",
            "order unknown",
            "item unknown",
            "venue unknown");

    /** How often each kind of answer was given, so that a script that no longer reaches one is noticed. */
    private final Map<String, Integer> answers = new TreeMap<>();

    @Test
    void answersLikeTheNaiveModelAndReplaysToTheSameBooks() {
        Long only = Long.getLong("yizhan.model.seed");
        long first = only == null ? 1 : only;
        long last = only == null ? STEPS / PER_SEED : only;
        for (long seed = first; seed <= last; seed++) {
            List<RandomCommands.Step> script = RandomCommands.script(new SplittableRandom(seed), PER_SEED);
            Rules rules = seed % 2 == 0 ? RULES : RULES.withHoldsMax(3);
            AssertionError failure = run(script, rules);
            if (failure == null) continue;
            List<RandomCommands.Step> shortest = shrink(script, rules);
            throw new AssertionError(
                    "seed " + seed + ", shrunk from " + script.size() + " to " + shortest.size() + " steps:\n"
                            + String.join(
                                    "\n",
                                    shortest.stream()
                                            .map(RandomCommands.Step::toString)
                                            .toList()),
                    run(shortest, rules));
        }
        if (only == null)
            assertThat(KINDS)
                    .allSatisfy(kind -> assertThat(answers.getOrDefault(kind, 0))
                            .as("%s in %s", kind, answers)
                            .isGreaterThan(10));
    }

    /** Null where region and model agree all the way. */
    private @Nullable AssertionError run(List<RandomCommands.Step> script, Rules rules) {
        Region region = new Region(rules);
        NaiveRegion model = new NaiveRegion(rules);
        List<Event> journal = new ArrayList<>();
        long nowMs = 0;
        int steps = 0;
        try {
            for (RandomCommands.Step step : script) {
                nowMs += step.passMs();
                long atMs = nowMs;
                boolean more = true;
                int past = journal.size();
                while (more) more = region.elapse(atMs, 3, journal::add);
                long awaitedLater = journal.subList(past, journal.size()).stream()
                        .filter(Event.ReservationConfirmed.class::isInstance)
                        .count();
                answers.merge("awaited later", (int) awaitedLater, Integer::sum);
                model.elapse(atMs);
                Command command = resolved(step.command(), model);
                int before = journal.size();
                Outcome outcome = region.carryOut(command, atMs, journal::add);
                assertThat(outcome instanceof Refusal
                                || ((Command.For<?>) command).answer().isInstance(outcome))
                        .as("%s is answered with %s", command, outcome)
                        .isTrue();
                String answer = OutcomeText.of(outcome);
                if (command instanceof Command.PlaceReservation || command instanceof Command.EnterDraw)
                    answer += inPlaceOf(journal.subList(before, journal.size()));
                if (command instanceof Command.ByOperator<?>) answer += said(journal.subList(before, journal.size()));
                answers.merge(answer.replaceAll(" \\[.*| ?[0-9]+", ""), 1, Integer::sum);
                assertThat(answer).as("%s at %d", command, atMs).isEqualTo(expected(model, command, atMs));
                if (++steps % 5 == 0) compare(region, model);
            }
            long offered = journal.stream()
                    .filter(Event.PlaceOffered.class::isInstance)
                    .count();
            answers.merge("offered", (int) offered, Integer::sum);
            long unseen = journal.stream()
                    .filter(it -> it instanceof Event.VisitsRecorded recorded
                            && List.of(recorded.visits()).getLast().ending() == Visit.Ending.LONGEST_STAY)
                    .count();
            answers.merge("left unseen", (int) unseen, Integer::sum);
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

    /** Of a catalogue, which no other event tells of. */
    private static String said(List<Event> events) {
        StringBuilder said = new StringBuilder();
        for (Event event : events) {
            assertThat(event).isInstanceOf(Event.OperatorActed.class);
            Event.OperatorActed act = (Event.OperatorActed) event;
            assertThat(act.act()).isEqualTo(OperatorAct.REPLACE_CATALOGUE);
            assertThat(act.after()).isEqualTo("" + act.target());
            said.append(", and said that " + act.actor() + " has replaced " + act.before() + " by " + act.target());
        }
        return said.toString();
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
            case GateCommand.Admit it when it.companion() != 0 -> model.companions.likely(it, model.newestId());
            case GateCommand.Admit it ->
                it.reservationId() % 3 != 0
                        ? model.admissions.onceMore(it)
                        : new GateCommand.Admit(
                                it.gate(), it.stationNo(), Math.max(1, model.newestId() + it.reservationId()), it.in());
            case CompanionCommand.Invite it -> {
                long id = Math.max(1, model.newestId() + it.reservationId());
                yield new CompanionCommand.Invite(model.ownerOr(id, it.member()), id, it.count());
            }
            case CompanionCommand.ListInvitations it -> {
                long id = Math.max(1, model.newestId() + it.reservationId());
                yield new CompanionCommand.ListInvitations(model.ownerOr(id, it.member()), id);
            }
            case CompanionCommand.Withdraw it -> model.companions.likely(it, model.newestId());
            case CompanionCommand.Accept it -> model.companions.likely(it, model.newestId());
            case CompanionCommand.FindInvitation it ->
                new CompanionCommand.FindInvitation(
                        it.member(), model.companions.busy(model.newestId() + it.reservationId()), it.number());
            case CompanionCommand.FindCompanionship it -> model.companions.companionOf(it, model.newestId());
            case CompanionCommand.Leave it -> model.companions.companionOf(it, model.newestId());
            case Command.CancelAtDesk it ->
                new Command.CancelAtDesk(
                        Math.max(1, model.newestId() + it.reservationId()), it.stations(), it.reason(), it.preview());
            case Command.ForgiveStrike it -> {
                long id = Math.max(1, model.newestId() + it.reservationId());
                yield new Command.ForgiveStrike(
                        model.ownerOr(id, it.member()), id, it.stations(), it.reason(), it.preview());
            }
            case OrderCommand.GiveNotice it ->
                new OrderCommand.GiveNotice(
                        model.orders.likely(it.reservationId()), it.stations(), it.notice(), it.preview());
            case ClosureCommand.LiftClosure it ->
                new ClosureCommand.LiftClosure(Math.max(1, model.closures.ever() + it.closureNo()));
            case ClosureCommand.PreviewLift it ->
                new ClosureCommand.PreviewLift(Math.max(1, model.closures.ever() + it.closureNo()));
            default -> command;
        };
    }

    private static String expected(NaiveRegion model, Command command, long nowMs) {
        return switch (command) {
            case Command.PlaceReservation it -> model.place(it, nowMs);
            case Command.PreviewReservation it -> model.preview(it, nowMs);
            case Command.FindStanding it -> model.standing(it, nowMs);
            case Command.EraseMember it -> model.erase(it, nowMs);
            case Command.CheckIn it -> model.arrivals.checkIn(it, nowMs);
            case Command.CancelAtDesk it -> model.arrivals.cancel(it, nowMs);
            case Command.ForgiveStrike it -> model.arrivals.forgive(it, nowMs);
            case Command.ConfirmReservation it -> model.confirm(it, nowMs);
            case Command.CancelReservation it -> model.cancel(it, nowMs);
            case VenueCommand.DefineVenue it -> {
                model.venues.put(it.venueNo(), it.terms());
                yield "done";
            }
            case VenueCommand.WithdrawVenue it -> {
                model.venues.computeIfPresent(it.venueNo(), (no, terms) -> terms.withdraw());
                yield "done";
            }
            case VenueCommand.TellSlotsAgain it -> "done";
            case VenueCommand.OpenSlots it -> {
                model.open(it);
                yield "done";
            }
            case VenueCommand.RetireSlots it -> {
                model.retire(it.endedBeforeMin());
                yield "done";
            }
            case ClosureCommand.CloseVenues it -> model.closures.close(it);
            case ClosureCommand.PreviewClosure it -> model.closures.preview(it.closing(), nowMs);
            case Command.ChangeCapacity it -> model.capacities.change(it, false, nowMs);
            case Command.PreviewCapacity it -> model.capacities.change(it.change(), true, nowMs);
            case ClosureCommand.LiftClosure it -> model.closures.lift(it.closureNo());
            case ClosureCommand.PreviewLift it -> model.closures.previewLift(it.closureNo(), nowMs);
            case Command.ByOperator<?> it -> model.by(it);
            case Command.MarkEquipment it -> throw new AssertionError(it);
            case SettleMachineVenues it -> throw new AssertionError(it);
            case Command.OfFitness<?> it -> throw new AssertionError(it);
            case Command.FitnessChange<?> it -> throw new AssertionError(it);
            case Command.OfCompanions<?> it -> model.companions.answer(it, nowMs);
            case Command.OfOrders<?> it -> model.orders.answer(it, nowMs);
            case OrderCommand.GiveNotice it -> model.orders.answer(it);
            case Command.EnterDraw it -> model.place(it.booking(), nowMs);
            case DrawCommand.ListDraws it -> "draws []";
            case Command.OfDraws<?> it -> "draw unknown";
            case Command.DrawChange<?> it -> "draw unknown";
            case Command.NoteCatalogue it -> throw new AssertionError(it);
            case Command.EndSessions it -> throw new AssertionError(it);
            case Command.NoteWebhook it -> throw new AssertionError(it);
            case GateCommand.CountByEye it -> throw new AssertionError(it);
            case GateCommand.ResetOccupancy it -> throw new AssertionError(it);
            case ClosureCommand.FindAtVenues it -> model.closures.atVenues(it, nowMs);
            case ClosureCommand.ListClosures it -> throw new AssertionError(it);
            case GateCommand.Admit it -> model.admissions.admit(it, nowMs);
            case GateCommand.AdmitWalkIn it -> throw new AssertionError(it);
            case GateCommand.RecordGateEvents it -> throw new AssertionError(it);
            case Command.FindReservation it -> throw new AssertionError(it);
            case Command.ListReservations it -> throw new AssertionError(it);
            case Command.ListStationDay it -> throw new AssertionError(it);
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
        long byMs = expected.state == ReservationState.CONFIRMED ? model.arrivals.byMs(expected) : 0;
        List<Long> closed =
                found.closed().stream().map(Reservation.ClosedSlot::slot).toList();
        long inside = model.admissions.inside(expected, region.lastMs());
        if (List.of(region.visits(expected.id)).stream().filter(Visit::isInside).count() != inside)
            throw new AssertionError("of " + expected.id + " not " + inside + " are inside");
        if (found.state() != expected.state
                || found.position() != (waits ? model.waitlist.position(expected) : 0)
                || found.offerExpiresAtMs() != (offered ? expected.waitEndsAtMs : 0)
                || found.arrival().byMs() != byMs
                || found.arrival().opensAtMs() != (byMs == 0 ? 0 : model.arrivals.opensAtMs(expected))
                || !closed.equals(model.closures.closed(expected, region.lastMs()))
                || !String.valueOf(found.takenFor()).equals(expected.takenFor.isEmpty() ? "null" : expected.takenFor))
            throw new AssertionError(found + " in place of " + expected.state + " by " + byMs);
    }

    /** Drops ever smaller runs of steps for as long as it still fails. */
    private List<RandomCommands.Step> shrink(List<RandomCommands.Step> script, Rules rules) {
        List<RandomCommands.Step> shortest = script;
        for (int run = script.size() / 2; run > 0; run /= 2) {
            for (int from = RandomCommands.VENUES; from + run <= shortest.size(); ) {
                List<RandomCommands.Step> fewer = new ArrayList<>(shortest.subList(0, from));
                fewer.addAll(shortest.subList(from + run, shortest.size()));
                if (run(fewer, rules) != null) shortest = fewer;
                else from += run;
            }
        }
        return shortest;
    }
}
