package io.yizhan.town;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Gate;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.WeeklyHours;
import io.yizhan.core.ActivityTerms;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.Claims;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.CompanionCommand;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Event;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.GateCommand;
import io.yizhan.core.OrderCommand;
import io.yizhan.core.OrderKey;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.Outcome;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StrikeRules;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.Workout;
import io.yizhan.core.draw.Sha256;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A town of two stations whose people book, cancel, come and go at random, by a seed; the events are those of a real region. */
public final class LivelyTown {
    public static final String ID = "tt";
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int MEMBERS = 40;
    private static final String HOST = "host";
    private static final int VENUES = 6;
    private static final int DAY_MIN = 1_440;
    private static final int DRAWN = 2;
    private static final String SECRET = "5a".repeat(32);

    public final Region region = new Region(RULES);
    public final List<Event> events = new ArrayList<>();
    private final Random random;
    private long nowMs = 29_000_000L * 60_000;
    private long newestId;
    /** Of the order that was answered last. */
    private long orderItem;

    private int day;

    /** Everything ages within days, so that a short run sees it archived and forgotten. */
    public static final Rules RULES =
            new Rules(4, Rules.NO_LIMIT, 50, 3_600_000, 7_200_000, 3_600_000, StrikeRules.NONE);

    public LivelyTown(long seed) {
        random = new Random(seed);
        for (int venueNo = 1; venueNo <= VENUES; venueNo++)
            ask(new VenueCommand.DefineVenue(
                    venueNo,
                    new VenueTerms(1 + (venueNo - 1) / 3, venueNo % 3 == 1, 600_000, 0)
                            .hostedBy(HOST)
                            .with(Term.HOST_SHARE_PERCENT, 40)));
        openDay();
    }

    /** @param venuesEach of each station */
    public static City city(int stations, int venuesEach) {
        var list = new ArrayList<Station>();
        for (int s = 1; s <= stations; s++) {
            var venues = new ArrayList<Venue>();
            for (int v = 1; v <= venuesEach; v++) {
                var allocation = v == 1 ? Venue.Allocation.EXCLUSIVE : Venue.Allocation.POOLED;
                venues.add(VenueBuilder.venue("s" + s + "-v" + v)
                        .shared(allocation, 1)
                        .build());
            }
            list.add(StationBuilder.station("s" + s)
                    .hours(new WeeklyHours(Map.of()))
                    .venues(venues)
                    .gates(List.of(Gate.of("g" + s)))
                    .build());
        }
        return CityBuilder.city(ID).language("zh").horizonDays(7).stations(list).build();
    }

    /** Lets so many things be tried. */
    public List<Event> live(int steps) {
        int from = events.size();
        for (int i = 0; i < steps; i++) step();
        return List.copyOf(events.subList(from, events.size()));
    }

    private void step() {
        nowMs += random.nextInt(60_000);
        while (region.elapse(nowMs, 100, events::add)) {}
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> ask(new Command.CancelReservation(member(), 1 + random.nextInt(1 + events.size())));
            case 3, 4 -> ask(new Command.ConfirmReservation(member(), 1 + random.nextInt(1 + events.size())));
            case 5, 6 -> hear();
            case 7 -> pass();
            case 10 -> ask(new GateCommand.Admit("g1", 1 + random.nextInt(2), someId(), random.nextInt(3) > 0));
            case 13 -> {
                for (int i = 0; i < 3; i++) comeAlong();
                order();
            }
            case 8 -> {
                if (random.nextInt(6) == 0) ask(new Command.EraseMember(member(), false));
                else close();
            }
            case 9 -> {
                if (random.nextInt(4) == 0) mark();
                else if (random.nextInt(3) == 0) exercise();
                else
                    ask(new Command.ChangeCapacity(
                            SlotKey.of(
                                    2 + random.nextInt(2), ((int) (nowMs / 60_000 / 60) + 1 + random.nextInt(3)) * 60),
                            1 + random.nextInt(6),
                            "少" + random.nextInt(5)));
            }
            case 11, 12 -> {
                enter();
                reveal();
            }
            default -> place();
        }
    }

    /** What holders and companions do with a reservation that was placed lately. */
    private void comeAlong() {
        long id = someId();
        int number = 1 + random.nextInt(2);
        for (int holder = 0; holder < MEMBERS; holder++) ask(new CompanionCommand.Invite("m" + holder, id, 1));
        ask(new CompanionCommand.Accept(member(), id, number));
        boolean withdraws = random.nextInt(4) == 0;
        for (int holder = 0; withdraws && holder < MEMBERS; holder++)
            ask(new CompanionCommand.Withdraw("m" + holder, id, number));
        if (random.nextInt(4) == 0) ask(new CompanionCommand.Leave(member(), id));
        ask(new GateCommand.Admit("g1", 1, id, number, random.nextInt(3) > 0, false));
    }

    /** What a booking partner does with one of its keys. */
    private void order() {
        OrderKey key = new OrderKey("b" + random.nextInt(2), 1, random.nextInt(60));
        int hour = (int) (nowMs / 3_600_000) + 1;
        long[] slots = random.longs(1 + random.nextInt(3), 0, 6)
                .map(it -> SlotKey.of(2 + (int) it % 2, (hour + (int) it / 2) * 60))
                .toArray();
        String member = random.nextBoolean() ? member() : "b c" + random.nextInt(20);
        ask(
                switch (random.nextInt(9)) {
                    case 0, 1 -> new OrderCommand.HoldOrder(key, member, Claims.NONE, slots);
                    case 2, 3, 4 ->
                        new OrderCommand.BookOrder(
                                key,
                                member,
                                Claims.NONE,
                                slots,
                                random.nextInt(),
                                random.nextInt(),
                                "{\"为\":\"" + member + "\"}");
                    case 5 -> new OrderCommand.ReleaseOrder(key);
                    case 6 -> new OrderCommand.CancelOrderItems(key, new int[] {1});
                    case 7 -> new OrderCommand.EraseOrder(key);
                    default -> notice();
                });
    }

    private Command notice() {
        String text = random.nextInt(3) == 0 ? "" : "走侧门\0" + random.nextInt(3);
        return new OrderCommand.GiveNotice(orderItem, null, text, false);
    }

    private void exercise() {
        String machine = "m" + random.nextInt(4);
        if (random.nextInt(4) == 0) {
            BodyCheck check = new BodyCheck(
                    member(),
                    20_000 + random.nextInt(3),
                    1,
                    random.nextInt(4) == 0 ? Map.of() : Map.of(BodyMeasure.WEIGHT, 500 + random.nextInt(300)));
            ask(new FitnessCommand.RecordBodyCheck(check, false));
        } else if (random.nextInt(3) == 0) {
            ask(new FitnessCommand.ClaimWorkout(member(), machine, 1, 600_000));
        } else {
            long startMs = nowMs - 1_000L * random.nextInt(2_000);
            ask(new FitnessCommand.RecordWorkout(
                    new Workout(
                            0,
                            machine,
                            1,
                            "ROWER",
                            "",
                            Workout.Whose.NOBODYS,
                            startMs,
                            nowMs,
                            (int) ((nowMs - startMs) / 1_000),
                            random.nextInt(2_000) - 1,
                            Workout.UNTOLD,
                            100,
                            Workout.UNTOLD),
                    random.nextInt(2) * someId()));
        }
    }

    private void mark() {
        String machine = "m" + random.nextInt(4);
        if (random.nextBoolean()) {
            SettleMachineVenues.Standing stands = random.nextInt(3) > 0
                    ? SettleMachineVenues.Standing.OUT_OF_ORDER
                    : SettleMachineVenues.Standing.IN_ORDER;
            int venueNo = 1 + random.nextInt(VENUES);
            ask(new SettleMachineVenues(
                    List.of(new SettleMachineVenues.Machine(machine, venueNo, stands, "停" + random.nextInt(3)))));
        }
        ask(new Command.MarkEquipment(machine, 1, random.nextInt(3) > 0, "坏" + random.nextInt(3), false));
    }

    private void place() {
        int count = 1 + random.nextInt(3);
        int base = (int) (nowMs / 60_000);
        var slots = new long[count];
        int start = (base / 60 + 1 + random.nextInt(12)) * 60;
        for (int i = 0; i < count; i++) slots[i] = SlotKey.of(1 + random.nextInt(3), start + i * 60);
        ask(booking(slots));
    }

    private Command.PlaceReservation booking(long... slots) {
        return new Command.PlaceReservation(
                member(),
                random.nextInt(3) == 0 ? new Claims(HOST, 0) : Claims.NONE,
                random.nextLong(),
                random.nextLong(),
                slots,
                1 + random.nextInt(3),
                random.nextBoolean(),
                random.nextBoolean());
    }

    /** Some for the next draws that are open. */
    private void enter() {
        int hour = (int) (nowMs / 60_000 / 60) + 3;
        for (int i = 0; i < 4; i++)
            ask(new Command.EnterDraw(
                    booking(SlotKey.of(DRAWN, (hour + i % 2) * 60)),
                    new Pseudonym(random.nextLong(), -random.nextInt(9))));
    }

    private void close() {
        if (random.nextInt(3) == 0) {
            ask(new ClosureCommand.LiftClosure(1 + random.nextInt(20)));
            return;
        }
        int fromMin = (int) (nowMs / 60_000) + random.nextInt(300);
        int[] venues = random.nextBoolean() ? new int[] {1, 2} : new int[] {1 + random.nextInt(VENUES)};
        ask(new ClosureCommand.CloseVenues(
                venues, fromMin, fromMin + 1 + random.nextInt(200), random.nextInt(3) > 0, "修" + random.nextInt(5)));
    }

    private void hear() {
        int count = 1 + random.nextInt(5);
        var seqs = new long[count];
        var atMs = new long[count];
        var in = new boolean[count];
        var credentials = new String[count];
        int first = 1 + random.nextInt(40);
        for (int i = 0; i < count; i++) {
            seqs[i] = first + 2L * i;
            atMs[i] = nowMs - random.nextInt(7_200_000);
            in[i] = random.nextBoolean();
            credentials[i] = random.nextInt(9) == 0 ? "a\0b" : "卡" + i;
        }
        int station = 1 + random.nextInt(2);
        long[] passes = new long[count];
        for (int i = 0; i < count; i++) passes[i] = random.nextBoolean() ? 0 : someId();
        long[] none = {};
        String boot = "b" + random.nextInt(3);
        ask(new GateCommand.RecordGateEvents(
                "g" + station, boot, station, 0, seqs, atMs, in, credentials, none, none, passes));
    }

    /** Of a reservation that was placed lately, mostly. */
    private long someId() {
        return Math.max(1, newestId - random.nextInt(20));
    }

    private void pass() {
        if (random.nextInt(10) == 0) nowMs += 30 * 3_600_000L;
        openDay();
        ask(new VenueCommand.RetireSlots((int) (nowMs / 60_000) - random.nextInt(300)));
    }

    private void openDay() {
        int today = (int) (nowMs / 60_000 / DAY_MIN);
        if (today < day) return;
        for (int venueNo = 1; venueNo <= VENUES; venueNo++) {
            int slots = 48;
            var start = new int[slots];
            var end = new int[slots];
            var capacity = new int[slots];
            for (int i = 0; i < slots; i++) {
                start[i] = today * DAY_MIN + i * 60;
                end[i] = start[i] + 60;
                capacity[i] = venueNo % 3 == 1 ? 1 : 4;
            }
            ask(new VenueCommand.OpenSlots(
                    venueNo,
                    start,
                    end,
                    capacity,
                    new int[slots],
                    new int[slots],
                    new boolean[slots],
                    localDays(start),
                    activities(venueNo, start),
                    draws(venueNo, start)));
        }
        day = today;
    }

    /** At one venue: every third slot is for two at least, and called off with fewer than three; every fourth is a course with the next. */
    private static @Nullable ActivityTerms[] activities(int venueNo, int[] startMin) {
        @Nullable ActivityTerms[] activities = new @Nullable ActivityTerms[startMin.length];
        for (int i = 0; venueNo == 3 && i + 1 < activities.length; i++) {
            long[] course = {SlotKey.of(venueNo, startMin[i]), SlotKey.of(venueNo, startMin[i + 1])};
            if (i % 3 == 0) activities[i] = new ActivityTerms(2, 3, 3, startMin[i] - 90);
            if (i % 12 == 4) activities[i] = new ActivityTerms(1, 20, 2, startMin[i] - 30, course);
            if (i % 12 == 4) activities[++i] = new ActivityTerms(1, 20, 2, 0, course);
        }
        return activities;
    }

    /** At one venue every other slot is drawn for; at every fourth of them a second keeper and an outside source have a say. */
    private @Nullable DrawTerms[] draws(int venueNo, int[] startMin) {
        @Nullable DrawTerms[] draws = new @Nullable DrawTerms[startMin.length];
        for (int i = 0; venueNo == DRAWN && i < draws.length; i += 2) {
            int closesMin = startMin[i] - 120;
            if (closesMin > nowMs / 60_000) draws[i] = draw(SlotKey.of(venueNo, startMin[i]), 1, closesMin);
        }
        return draws;
    }

    private static DrawTerms draw(long key, int round, int closesMin) {
        boolean outside = isOutside(key);
        return new DrawTerms(
                "d" + key, round, closesMin, outside ? closesMin + 60 : 0, 3, Sha256.ofHex(SECRET), outside ? "星" : "");
    }

    private static boolean isOutside(long key) {
        return SlotKey.startMin(key) / 60 % 4 == 0;
    }

    private void reveal() {
        int hour = (int) (nowMs / 60_000 / 60) + random.nextInt(4);
        long key = SlotKey.of(DRAWN, hour * 60);
        if (isOutside(key)) {
            ask(new DrawCommand.GivePart(key, DrawPart.SECOND_COMMITMENT, Sha256.ofHex(SECRET), false));
            ask(new DrawCommand.GivePart(key, DrawPart.SECOND_SECRET, SECRET, false));
            ask(new DrawCommand.GivePart(
                    key, DrawPart.EXTERNAL, (random.nextBoolean() ? "星\0" : "星") + random.nextInt(9), false));
            ask(new DrawCommand.OpenWindow(key, draw(key, 2, hour * 60 - 20), false));
        }
        ask(new DrawCommand.RevealDraw(key, SECRET));
    }

    private static int[] localDays(int[] startMin) {
        var days = new int[startMin.length];
        for (int i = 0; i < days.length; i++)
            days[i] = (int) Instant.ofEpochSecond(startMin[i] * 60L)
                    .atZone(ZONE)
                    .toLocalDate()
                    .toEpochDay();
        return days;
    }

    private void ask(Command command) {
        Command asked = command instanceof Command.Change<?> change
                ? new Command.ByOperator<>("o\0" + events.size() % 3, change, "修")
                : command;
        Outcome outcome = region.carryOut(asked, nowMs, events::add);
        if (outcome instanceof Outcome.Placed placed)
            newestId = placed.reservation().id();
        if (outcome instanceof OrderOutcome.OrderStands it)
            orderItem = it.order().items().getFirst().reservationId();
    }

    private String member() {
        return "m" + random.nextInt(MEMBERS);
    }
}
