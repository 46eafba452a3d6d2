package io.yizhan.journal.record;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawResult;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Event;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.OrderKey;
import io.yizhan.core.Pseudonym;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.Visit;
import io.yizhan.core.Workout;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Events of every kind, from a seed. */
public final class EventSamples {
    public static final int KINDS = 44;

    /** As they were when acts came: one more must not change what the samples of these look like. */
    private static final OperatorAct[] ACTS = {
        OperatorAct.CLOSE_VENUES,
        OperatorAct.LIFT_CLOSURE,
        OperatorAct.CHANGE_CAPACITY,
        OperatorAct.CHECK_IN,
        OperatorAct.CANCEL_RESERVATION,
        OperatorAct.FORGIVE_STRIKE
    };

    private static final ReservationState[] PLACED = {
        ReservationState.CONFIRMED, ReservationState.HELD, ReservationState.WAITLISTED
    };

    private final SplittableRandom random;

    public EventSamples(long seed) {
        random = new SplittableRandom(seed);
    }

    public static Event.ReservationPlaced placed(long n) {
        return new Event.ReservationPlaced(
                1_000 + n, n, "member-" + n % 1000, n * 31, ~n, new long[] {n << 32}, 1, 0, 0, 1, 600);
    }

    public Event any() {
        return of(random.nextInt(KINDS));
    }

    public Event of(int kind) {
        long at = random.nextLong();
        long id = random.nextLong();
        return switch (kind) {
            case 0 -> new Event.VenueDefined(at, random.nextInt(), venue());
            case 1 -> {
                int n = random.nextInt(40);
                Boolean exclusive = random.nextInt(3) == 0 ? null : flag();
                yield new Event.SlotsOpened(
                        at,
                        random.nextInt(),
                        exclusive,
                        ints(n),
                        ints(n),
                        ints(n),
                        ints(n),
                        ints(n),
                        flags(n),
                        ints(n));
            }
            case 2 -> new Event.SlotsRetired(at, random.nextInt());
            case 3 -> {
                ReservationState state = PLACED[random.nextInt(PLACED.length)];
                yield new Event.ReservationPlaced(
                        at,
                        id,
                        text(),
                        random.nextLong(),
                        id,
                        longs(random.nextInt(9)),
                        random.nextInt(),
                        state,
                        state == ReservationState.CONFIRMED && flag() ? 0 : ~id,
                        (short) random.nextInt(256),
                        random.nextInt(),
                        random.nextInt(),
                        flag(),
                        flag());
            }
            case 4 -> new Event.ReservationConfirmed(at, id, flag() ? 0 : ~id);
            case 5 -> new Event.ReservationCancelled(at, id, random.nextInt(), flag() ? "" : text());
            case 6 -> new Event.HoldExpired(at, id);
            case 7 -> new Event.ReservationCompleted(at, id);
            case 8 -> new Event.ReservationArchived(at, id);
            case 9 -> {
                int n = random.nextInt(20);
                String[] credentials = new String[n];
                for (int i = 0; i < n; i++) credentials[i] = text();
                yield new Event.GateEventsRecorded(
                        at,
                        text(),
                        text(),
                        random.nextInt(),
                        flag() ? 0 : random.nextInt(),
                        longs(n),
                        longs(n),
                        flags(n),
                        flags(n),
                        credentials,
                        longs(2 * random.nextInt(5)));
            }
            case 10 -> new Event.GateBootForgotten(at, text(), text());
            case 11 ->
                new Event.ClosureBegan(
                        at, random.nextInt(), random.nextInt(), random.nextInt(), flag(), text(), text());
            case 12 -> new Event.VenueClosed(at, random.nextInt(), random.nextInt());
            case 13 -> new Event.ClosureCarriedOut(at, random.nextInt());
            case 14 -> new Event.ClosureLifted(at, random.nextInt());
            case 15 -> new Event.PlaceOffered(at, id, flag() ? 0 : ~id, flag() ? 0 : ~id);
            case 16 -> new Event.SlotCapacityChanged(at, id, random.nextInt(), text());
            case 17 -> new Event.CheckedIn(at, id);
            case 18 -> new Event.NoShow(at, id, flag(), flag() ? 0 : ~id);
            case 19 -> new Event.StrikeForgiven(at, id, flag() ? 0 : ~id, text());
            case 20 ->
                new Event.OperatorActed(
                        at,
                        text(),
                        ACTS[random.nextInt(ACTS.length)],
                        ints(random.nextInt(4)),
                        text(),
                        id,
                        text(),
                        text(),
                        text());
            case 21 -> new Event.MemberErased(at, text(), longs(random.nextInt(4)));
            case 22 ->
                new Event.ActivityPlanned(
                        at,
                        id,
                        new ActivityTerms(
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt(),
                                longs(random.nextInt(4))));
            case 23 -> new Event.ActivityDecided(at, id, random.nextInt());
            case 24 -> {
                Visit[] visits = new Visit[random.nextInt(4)];
                for (int i = 0; i < visits.length; i++)
                    visits[i] = new Visit(
                            random.nextLong(),
                            text(),
                            flag(),
                            random.nextLong(),
                            text(),
                            flag(),
                            Visit.Ending.of(random.nextInt(4)),
                            Visit.Oddity.of(random.nextInt(7)));
                yield new Event.VisitsRecorded(at, id, visits);
            }
            case 25 ->
                new Event.OccupancyCorrected(
                        at,
                        random.nextInt(),
                        flag() ? 0 : random.nextInt(),
                        random.nextInt(),
                        random.nextLong(),
                        random.nextLong(),
                        ~at,
                        flag() ? Event.OccupancyCorrected.By.EYE : Event.OccupancyCorrected.By.NIGHT);
            case 26 -> new Event.EquipmentMarked(at, text(), random.nextInt(), flag(), text());
            case 27 ->
                new Event.WorkoutRecorded(
                        at,
                        new Workout(
                                id,
                                text(),
                                random.nextInt(),
                                text(),
                                text(),
                                Workout.Whose.of(random.nextInt(4)),
                                random.nextLong(),
                                random.nextLong(),
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt()));
            case 28 -> {
                Map<BodyMeasure, Integer> amounts = new EnumMap<>(BodyMeasure.class);
                for (BodyMeasure each : BodyMeasure.values()) if (flag()) amounts.put(each, random.nextInt());
                yield new Event.BodyChecked(at, new BodyCheck(text(), random.nextInt(), random.nextInt(), amounts));
            }
            case 29 ->
                new Event.DrawAnnounced(
                        at,
                        id,
                        new DrawTerms(
                                text(),
                                random.nextInt(),
                                random.nextInt(),
                                random.nextInt(),
                                1 + random.nextInt(DrawTerms.WEIGHT_MAX),
                                "0a".repeat(32),
                                text()));
            case 30 ->
                new Event.DrawEntered(
                        at,
                        id,
                        random.nextInt(),
                        random.nextLong(),
                        1 + random.nextInt(DrawTerms.WEIGHT_MAX),
                        flag(),
                        new Pseudonym(random.nextLong(), random.nextLong()));
            case 31 -> new Event.DrawClosed(at, id, random.nextInt(), text(), ints(random.nextInt(5)));
            case 32 -> {
                DrawPart[] parts = DrawPart.values();
                yield new Event.DrawPartGiven(at, id, parts[random.nextInt(parts.length)], text());
            }
            case 33 -> {
                DrawResult[] results = DrawResult.values();
                yield new Event.DrawDecided(
                        at,
                        id,
                        random.nextInt(),
                        random.nextLong(),
                        random.nextInt(),
                        results[random.nextInt(results.length)],
                        random.nextLong());
            }
            case 34 -> new Event.DrawCarriedOut(at, id);
            case 35 ->
                new Event.ReservationPlaced(
                        at,
                        id,
                        text(),
                        random.nextLong(),
                        random.nextLong(),
                        longs(1),
                        random.nextInt(1, 20),
                        ReservationState.ENTERED,
                        random.nextLong(1, Long.MAX_VALUE),
                        (short) random.nextInt(2),
                        1 + random.nextInt(9),
                        random.nextInt(),
                        flag(),
                        flag());
            case 36 ->
                new Event.CompanionsInvited(
                        at,
                        id,
                        random.nextInt(),
                        random.nextInt(),
                        new CompanionTerms(random.nextInt(), random.nextInt(), flag()));
            case 37 -> new Event.InvitationAccepted(at, id, random.nextInt(), text());
            case 38 -> new Event.InvitationWithdrawn(at, id, random.nextInt(), flag());
            case 39 ->
                new Event.VisitsRecorded(at, id, new Visit[] {
                    new Visit(
                            random.nextLong(),
                            text(),
                            flag(),
                            0,
                            "",
                            flag(),
                            Visit.Ending.INSIDE,
                            Visit.Oddity.NONE,
                            1 + random.nextInt(100))
                });
            case 40 -> new Event.OrderQuoted(at, order(), text(), longs(random.nextInt(5)));
            case 41 ->
                new Event.OrderBooked(
                        at, order(), text(), random.nextLong(), random.nextLong(), longs(random.nextInt(5)), text());
            case 42 -> new Event.OrderErased(at, order());
            case 43 -> new Event.OrderNoticed(at, order(), flag() ? "" : text());
            default -> throw new IllegalArgumentException("kind " + kind);
        };
    }

    private OrderKey order() {
        return new OrderKey(text(), random.nextLong(), random.nextLong());
    }

    private VenueTerms venue() {
        Terms terms = Terms.UNSET;
        for (Term term : Term.values()) if (flag()) terms = terms.with(term, random.nextInt());
        return new VenueTerms(random.nextInt(), text(), text(), text(), flag(), terms, flag());
    }

    private boolean flag() {
        return random.nextBoolean();
    }

    private String text() {
        int length = random.nextInt(30);
        boolean ascii = flag();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            int wide = random.nextInt(3);
            if (ascii || wide == 0) text.append((char) random.nextInt(0x80));
            else text.appendCodePoint(wide == 1 ? 0x4e00 + random.nextInt(1000) : 0x1f600 + random.nextInt(50));
        }
        return text.toString();
    }

    private int[] ints(int n) {
        return random.ints(n).toArray();
    }

    private long[] longs(int n) {
        return random.longs(n).toArray();
    }

    private boolean[] flags(int n) {
        boolean[] flags = new boolean[n];
        for (int i = 0; i < n; i++) flags[i] = flag();
        return flags;
    }
}
