package io.yizhan.bench;

import io.yizhan.core.Command;
import io.yizhan.core.EventSink;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.util.SplittableRandom;

/**
 * A region and a round of bookings that can be repeated in it without end: {@link #book} places them, {@link #renew} cancels them and lets
 * the books forget them, so that the tables are as large and as warm in every round. 100,000 slots in 1,000 venues, or as many as are
 * asked for, one hot slot that all can have, and one full slot that none can have. Time is the workload's own and far before any slot
 * starts.
 */
public final class Workload {
    public static final int SPREAD_SLOTS = 100_000;

    private static final int SLOTS_PER_VENUE = 100;
    private static final int SPREAD_SLOTS_MAX = 1_000_000;
    private static final int HOT_VENUE = SPREAD_SLOTS_MAX / SLOTS_PER_VENUE + 1;
    private static final int FULL_VENUE = HOT_VENUE + 1;
    private static final int FIRST_START_MIN = 30_000_000;
    private static final int SLOT_MIN = 60;
    private static final int PLACES = 100_000_000;

    /** As the sequencer does after each batch. */
    static final int BATCH = 512;

    private static final EventSink NOWHERE = event -> {};

    /** Which slots the bookings of a round ask for. */
    public enum Slots {
        /** Each another one, in a random order. */
        SPREAD,
        /** All the same, which has places for all. */
        HOT,
        /** All the same, which has none. */
        FULL
    }

    private final Region region = new Region(forgetful());
    private final int spreadSlots;
    private final Command.PlaceReservation[] round;
    private long nowMs = 1_000;
    private long firstId;
    private int booked;

    /** @param bookings in a round, each by another member */
    public Workload(Slots slots, int bookings) {
        this(slots, bookings, SPREAD_SLOTS);
    }

    /** @param spreadSlots by {@value #SLOTS_PER_VENUE}, at most {@value #SPREAD_SLOTS_MAX}; a round's bookings are spread over all of them */
    public Workload(Slots slots, int bookings, int spreadSlots) {
        if (spreadSlots < 1 || spreadSlots % SLOTS_PER_VENUE != 0 || spreadSlots > SPREAD_SLOTS_MAX)
            throw new IllegalArgumentException("no whole venues, or too many: " + spreadSlots + " slots");
        this.spreadSlots = spreadSlots;
        openSlots();
        fill(slotKey(Slots.FULL, 0));
        SplittableRandom random = new SplittableRandom(1);
        int[] order = shuffled(Math.max(bookings, spreadSlots), random);
        round = new Command.PlaceReservation[bookings];
        for (int i = 0; i < bookings; i++) round[i] = place("m-" + i, random, slotKey(slots, order[i] % spreadSlots));
    }

    /** The commands themselves lie in memory as they come, as they do when they arrive; the slots don't. */
    private static int[] shuffled(int size, SplittableRandom random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /** The default rules, but an ended reservation leaves the books at once: a round takes no more memory than one before. */
    static Rules forgetful() {
        Rules usual = Rules.DEFAULT;
        return new Rules(
                usual.activeReservationsMax(),
                usual.holdsMax(),
                usual.rememberedReservationsMax(),
                0,
                0,
                usual.gateEventAgeMaxMs(),
                usual.strikes());
    }

    private void openSlots() {
        for (int i = 0; i < spreadSlots / SLOTS_PER_VENUE; i++) openVenue(region, 1 + i, SLOTS_PER_VENUE, PLACES);
        openVenue(region, HOT_VENUE, 1, PLACES);
        openVenue(region, FULL_VENUE, 1, 1);
    }

    /** A pooled venue with one slot after another. */
    static void openVenue(Region region, int venueNo, int slots, int places) {
        int[] startMin = new int[slots];
        int[] endMin = new int[slots];
        int[] capacity = new int[slots];
        for (int i = 0; i < slots; i++) {
            startMin[i] = FIRST_START_MIN + i * SLOT_MIN;
            endMin[i] = startMin[i] + SLOT_MIN;
            capacity[i] = places;
        }
        carryOut(region, new VenueCommand.DefineVenue(venueNo, new VenueTerms(1 + venueNo / 10, false, 300_000, 0)), 0);
        carryOut(
                region,
                new VenueCommand.OpenSlots(venueNo, startMin, endMin, capacity, new int[slots], new boolean[slots]),
                0);
        region.changes().clear();
    }

    static long slotKey(Slots slots, int i) {
        return switch (slots) {
            case SPREAD -> SlotKey.of(1 + i / SLOTS_PER_VENUE, FIRST_START_MIN + i % SLOTS_PER_VENUE * SLOT_MIN);
            case HOT -> SlotKey.of(HOT_VENUE, FIRST_START_MIN);
            case FULL -> SlotKey.of(FULL_VENUE, FIRST_START_MIN);
        };
    }

    private void fill(long slotKey) {
        carryOut(region, place("first", new SplittableRandom(2), slotKey), nowMs);
    }

    private static Command.PlaceReservation place(String member, SplittableRandom random, long slotKey) {
        return new Command.PlaceReservation(
                member, random.nextLong(), random.nextLong(), new long[] {slotKey}, 1, false);
    }

    /** Reservations by other members, spread over the slots, that stay. */
    public void addLive(int reservations) {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < reservations; i++) {
            carryOut(region, place("live-" + i, random, slotKey(Slots.SPREAD, random.nextInt(spreadSlots))), nowMs);
            if (i % BATCH == 0) region.changes().clear();
        }
    }

    /** Decides and applies every booking of the round, by batches; how many were placed. */
    public int book() {
        for (int i = 0; i < round.length; i += BATCH) book(i, Math.min(i + BATCH, round.length));
        return booked;
    }

    /** Decides and applies these bookings of the round as one batch, as the sequencer does; those before them come first. */
    void book(int from, int to) {
        for (int i = from; i < to; i++) region.anticipate(round[i]);
        for (int i = from; i < to; i++) {
            if (region.carryOut(round[i], nowMs, NOWHERE) instanceof Outcome.Placed placed && booked++ == 0)
                firstId = placed.reservation().id();
        }
        region.changes().clear();
    }

    /** As {@link #book()}, but each must be placed, and is not read ahead; how long each takes to decide and apply. */
    void book(GrowthSteps.Times times) {
        for (int i = 0; i < round.length; i++) {
            if (i % BATCH == 0) region.changes().clear();
            long beganNs = System.nanoTime();
            carryOut(region, round[i], nowMs);
            times.add(System.nanoTime() - beganNs);
        }
    }

    /** Of this round. */
    int booked() {
        return booked;
    }

    /** Decides every booking of the round; how many heard that the slot is full. */
    public int refuse() {
        int refused = 0;
        for (Command.PlaceReservation command : round) {
            if (region.carryOut(command, nowMs, NOWHERE) instanceof Refusal.SlotFull) refused++;
        }
        return refused;
    }

    /** Books and at once cancels, one after another; how many were cancelled. */
    public int bookAndCancel() {
        int cancelled = 0;
        for (int i = 0; i < round.length; i++) {
            if (region.carryOut(round[i], nowMs, NOWHERE) instanceof Outcome.Placed placed
                    && cancel(round[i].member(), placed.reservation().id())) cancelled++;
            if (i % BATCH == 0) region.changes().clear();
        }
        return cancelled;
    }

    private boolean cancel(String member, long reservationId) {
        return region.carryOut(new Command.CancelReservation(member, reservationId), nowMs, NOWHERE)
                instanceof Outcome.Stands;
    }

    /** Ends the bookings of the last round and lets the books forget them. */
    public void renew() {
        for (int i = 0; i < booked; i++) {
            if (!cancel(round[i].member(), firstId + i))
                throw new IllegalStateException("not cancelled: " + (firstId + i));
            if (i % BATCH == 0) region.changes().clear();
        }
        booked = 0;
        nowMs += 1_000;
        while (region.elapse(nowMs, Integer.MAX_VALUE, NOWHERE))
            region.changes().clear();
        region.changes().clear();
    }

    /** Carries out a command that must be. */
    static void carryOut(Region region, Command command, long nowMs) {
        Outcome outcome = region.carryOut(command, nowMs, NOWHERE);
        if (outcome instanceof Refusal) throw new IllegalStateException(command + ": " + outcome);
    }
}
