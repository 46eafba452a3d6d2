package io.yizhan.sim;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawPart;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Workout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiFunction;

/** What members want, by dice: few members and few slots, so that they get into each other's way. */
final class Requests {
    private final SimClock clock;
    private final SimCatalogue catalogue;
    private final Clients clients;
    private final CompanionRequests companions;
    private final OrderRequests orders;

    Requests(SimClock clock, SimCatalogue catalogue, Clients clients) {
        this.clock = clock;
        this.catalogue = catalogue;
        this.clients = clients;
        companions = new CompanionRequests(clients);
        orders = new OrderRequests(clock, clients);
    }

    private String member(SplittableRandom dice) {
        return catalogue.town().member(dice);
    }

    static <T> T recent(List<T> all, SplittableRandom dice) {
        return all.get(Math.max(0, all.size() - 1 - dice.nextInt(12)));
    }

    Command place(SplittableRandom dice) {
        String member = member(dice);
        if (catalogue.town() == Town.OF_DRAWS && dice.nextInt(6) > 0) return enter(member, dice);
        int venueNo = 1 + (dice.nextInt(3) > 0 ? 0 : dice.nextInt(SimCatalogue.VENUES));
        int count = dice.nextInt(4) == 0 ? 2 : 1;
        var slots = new long[count];
        int first = 1 + dice.nextInt(2);
        for (int i = 0; i < count; i++) {
            int no = i == 0 || dice.nextInt(8) > 0 ? venueNo : 1 + dice.nextInt(SimCatalogue.VENUES);
            slots[i] = House.slot(clock.millis(), no, first + i) + shiftMin(no, dice);
        }
        long key = dice.nextLong();
        if (key % 5 == 0) reveal(key);
        Command.PlaceReservation booking = booking(member, key, slots, dice);
        return count > 1 || !catalogue.town().draws(slots[0]) ? booking : entry(booking);
    }

    private Command.PlaceReservation booking(String member, long key, long[] slots, SplittableRandom dice) {
        return new Command.PlaceReservation(
                member,
                SimCatalogue.claims(member),
                member.hashCode(),
                key,
                slots,
                1 + dice.nextInt(2),
                dice.nextInt(3) == 0,
                dice.nextInt(3) < (catalogue.town() == Town.OF_DRAWS ? 2 : 1),
                key % 2 == 0);
    }

    private static Command entry(Command.PlaceReservation booking) {
        return new Command.EnterDraw(booking, NaiveDraws.pseudonym(booking.member(), booking.slots()[0]));
    }

    /** Mostly for what is drawn soon; and whoever keeps secrets tells them now and then. */
    private Command enter(String member, SplittableRandom dice) {
        int venueNo = new int[] {House.DRAWN, House.DRAWN, 1, House.DRAWN_BY_OTHERS}[dice.nextInt(4)];
        long slot = House.slot(clock.millis(), venueNo, dice.nextInt(8) == 0 ? 1 : 2) + shiftMin(venueNo, dice);
        long key = dice.nextLong();
        if (key % 12 == 0) reveal(key);
        return entry(booking(member, key, new long[] {slot}, dice));
    }

    /** As those do who keep secrets of draws, or listen to the outside source: some word of some draw, right or wrong, early or late. */
    private void reveal(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        int venueNo = dice.nextInt(3) > 0
                ? catalogue.town() == Town.OF_DRAWS && dice.nextInt(3) == 0 ? 1 : House.DRAWN
                : House.DRAWN_BY_OTHERS;
        long slot = House.slot(clock.millis(), venueNo, 1 + dice.nextInt(2)) + shiftMin(venueNo, dice);
        if (!catalogue.town().draws(slot)) return;
        int round = dice.nextInt(8) == 0 ? 2 : 1;
        clients.ask(new DrawCommand.RevealDraw(slot, NaiveDraws.secret(slot, round, 1)), dice.nextLong());
        if (venueNo != House.DRAWN_BY_OTHERS) return;
        String second = NaiveDraws.secret(slot, round, 2);
        clients.ask(part(slot, DrawPart.SECOND_COMMITMENT, NaiveDraws.commitment(second), dice), dice.nextLong());
        clients.ask(part(slot, DrawPart.SECOND_SECRET, second, dice), dice.nextLong());
        clients.ask(part(slot, DrawPart.EXTERNAL, "x" + dice.nextInt(100), dice), dice.nextLong());
        int closesMin = SlotKey.startMin(slot) - 10 - dice.nextInt(20);
        if (dice.nextInt(3) == 0)
            clients.ask(
                    new DrawCommand.OpenWindow(slot, House.drawOf(slot, 2, closesMin), dice.nextInt(5) == 0),
                    dice.nextLong());
    }

    private static DrawCommand.GivePart part(long slot, DrawPart part, String value, SplittableRandom dice) {
        return new DrawCommand.GivePart(slot, part, value, dice.nextInt(8) == 0);
    }

    /** Mostly as the venue has it now: slots that were opened before a change are asked for, too. */
    private int shiftMin(int venueNo, SplittableRandom dice) {
        SimCatalogue.Offer offer = catalogue.offer(venueNo);
        return offer == null || dice.nextInt(4) == 0 ? 0 : offer.shiftMin();
    }

    void confirm(SplittableRandom dice) {
        long seed = dice.nextLong();
        companions.ask(seed);
        orders.ask(~seed);
        if (dice.nextInt(3) > 0) about(Command.ConfirmReservation::new, dice);
        else if (dice.nextInt(2) > 0) about((member, id) -> new Command.CheckIn(id, null, false), dice);
        else atGate(true, dice);
    }

    void cancel(SplittableRandom dice) {
        if (dice.nextInt(3) > 0) about(Command.CancelReservation::new, dice);
        else if (dice.nextInt(6) == 0) about((member, id) -> new Command.CancelAtDesk(id, null, "d", false), dice);
        else if (dice.nextInt(12) > 0)
            about((member, id) -> new Command.ForgiveStrike(member, id, null, "f", false), dice);
        else atGate(false, dice);
    }

    void find(SplittableRandom dice) {
        long seed = dice.nextLong();
        companions.ask(seed);
        orders.ask(~seed);
        companions.ask(dice.nextLong());
        about(Command.FindReservation::new, dice);
    }

    void list(SplittableRandom dice) {
        Command.ListReservations list = new Command.ListReservations(member(dice), 0, 0, 0, 1 + dice.nextInt(5));
        long seed = dice.nextLong();
        boolean erases = seed % 12 == 0;
        clients.ask(erases ? new Command.EraseMember(list.member(), seed % 36 == 0) : list, seed);
    }

    void close(SplittableRandom dice) {
        int[] venues = new SplittableRandom(dice.nextLong())
                .ints(1 + dice.nextInt(3), 1, SimCatalogue.VENUES + 1)
                .distinct()
                .toArray();
        int fromMin = House.hour(clock.millis(), 0) + 30 * dice.nextInt(6);
        int toMin = fromMin + 30 * (1 + dice.nextInt(6));
        clients.ask(
                new ClosureCommand.CloseVenues(venues, fromMin, toMin, dice.nextInt(3) > 0, "r" + dice.nextInt(100)),
                dice.nextLong());
    }

    void capacity(SplittableRandom dice) {
        if (dice.nextInt(4) == 0) {
            if (dice.nextBoolean()) mark(dice);
            else settle(dice);
            return;
        }
        int venueNo = 1 + dice.nextInt(SimCatalogue.VENUES);
        long slot = House.slot(clock.millis(), venueNo, 1 + dice.nextInt(3)) + shiftMin(venueNo, dice);
        clients.ask(new Command.ChangeCapacity(slot, 1 + dice.nextInt(5), "k" + dice.nextInt()), dice.nextLong());
    }

    /** Somebody counts at a station; or it is night there, perhaps noticed late. */
    void recount(SplittableRandom dice) {
        if (dice.nextInt(10) > 0) return;
        int stationNo = 1 + dice.nextInt(2);
        clients.ask(
                dice.nextBoolean()
                        ? new GateCommand.CountByEye(stationNo, dice.nextInt(6), dice.nextInt(5) == 0)
                        : new GateCommand.ResetOccupancy(stationNo, clock.millis() - dice.nextInt(900_000)),
                dice.nextLong());
    }

    private void mark(SplittableRandom dice) {
        switch (dice.nextInt(8)) {
            case 0, 1, 2 -> exercise(dice);
            case 3 -> claim(dice);
            case 4 -> check(dice);
            default -> outOfOrder(dice);
        }
    }

    /** Machines tell again what they have told, or that it went on; and a pass was shown to some of them. */
    private void exercise(SplittableRandom dice) {
        long endMs = clock.millis() - 1_000L * dice.nextInt(300);
        long startMs = endMs - 1_000L * (60 + dice.nextInt(600));
        List<Op> placed = new ArrayList<>();
        for (Op op : clients.ops()) if (op.answer instanceof Outcome.Placed) placed.add(op);
        long pass = placed.isEmpty() || dice.nextInt(3) == 0
                ? 0
                : ((Outcome.Placed) Objects.requireNonNull(recent(placed, dice).answer))
                        .reservation()
                        .id();
        int machine = dice.nextInt(3);
        Workout seen = new Workout(
                0,
                "m" + machine,
                1 + machine % 2,
                "TREADMILL",
                "",
                Workout.Whose.NOBODYS,
                startMs,
                endMs,
                (int) ((endMs - startMs) / 1_000),
                dice.nextInt(4) == 0 ? Workout.UNTOLD : dice.nextInt(3_000),
                dice.nextInt(4) == 0 ? Workout.UNTOLD : dice.nextInt(300),
                90 + dice.nextInt(60),
                Workout.UNTOLD);
        long seed = dice.nextLong();
        clients.ask(new FitnessCommand.RecordWorkout(seen, pass), seed);
        if (seed % 3 == 0) clients.ask(new FitnessCommand.RecordWorkout(seen, 0), seed + 1);
        if (pass == 0)
            clients.ask(
                    new FitnessCommand.ClaimWorkout(member(dice), seen.machine(), seen.stationNo(), 600_000), seed + 2);
    }

    private void claim(SplittableRandom dice) {
        int machine = dice.nextInt(3);
        clients.ask(
                new FitnessCommand.ClaimWorkout(member(dice), "m" + machine, 1 + machine % 2, 600_000),
                dice.nextLong());
    }

    private void check(SplittableRandom dice) {
        Map<BodyMeasure, Integer> amounts =
                dice.nextInt(4) == 0 ? Map.of() : Map.of(BodyMeasure.WEIGHT, 600 + dice.nextInt(3));
        BodyCheck check = new BodyCheck(member(dice), 20_000 + dice.nextInt(2), 1, amounts);
        clients.ask(new FitnessCommand.RecordBodyCheck(check, dice.nextInt(6) == 0), dice.nextLong());
    }

    private void outOfOrder(SplittableRandom dice) {
        int machine = dice.nextInt(3);
        clients.ask(
                new Command.MarkEquipment(
                        "m" + machine,
                        1 + machine % 2,
                        dice.nextBoolean(),
                        "m" + dice.nextInt(100),
                        dice.nextInt(5) == 0),
                dice.nextLong());
    }

    /** As whoever keeps machines that are venues does: of some it is known how they stand, and one may be no venue any more. */
    private void settle(SplittableRandom dice) {
        SettleMachineVenues.Standing[] standings = SettleMachineVenues.Standing.values();
        List<SettleMachineVenues.Machine> machines = new ArrayList<>();
        for (int i = dice.nextInt(2); i < 3; i++)
            machines.add(new SettleMachineVenues.Machine(
                    "m" + i, 1 + i, standings[dice.nextInt(standings.length)], "s" + dice.nextInt(100)));
        clients.ask(new SettleMachineVenues(machines), dice.nextLong());
    }

    void lift(SplittableRandom dice) {
        List<Outcome.ClosureStands> closed = new ArrayList<>();
        for (Op op : clients.ops()) if (op.answer instanceof Outcome.ClosureStands it) closed.add(it);
        if (closed.isEmpty()) return;
        clients.ask(
                new ClosureCommand.LiftClosure(recent(closed, dice).closure().no()), dice.nextLong());
    }

    private void atGate(boolean in, SplittableRandom dice) {
        String gate = "g" + (1 + dice.nextInt(3));
        ask((member, about) -> new GateCommand.Admit(gate, about.stationNo(), about.id(), in), dice);
    }

    private void about(BiFunction<String, Long, Command> ask, SplittableRandom dice) {
        ask((member, about) -> ask.apply(member, about.id()), dice);
    }

    private void ask(BiFunction<String, Reservation, Command> ask, SplittableRandom dice) {
        List<Outcome.Placed> placed = new ArrayList<>();
        for (Op op : clients.ops()) if (op.answer instanceof Outcome.Placed it) placed.add(it);
        if (placed.isEmpty()) return;
        Reservation about = recent(placed, dice).reservation();
        String member = dice.nextInt(10) == 0 ? member(dice) : about.member();
        clients.ask(ask.apply(member, about), dice.nextLong());
    }
}
