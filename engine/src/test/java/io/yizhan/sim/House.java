package io.yizhan.sim;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Command;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Submission;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps the slots of the hours ahead open, as the horizon's keeper does: in order, from within the process, and all again after a refusal. */
final class House implements Mailbox {
    static final int SLOT_MIN = 60;
    /** The venue where something takes place. */
    static final int OF_ACTIVITIES = 3;

    private static final int CALLED_OFF_MIN = 45;
    private static final int SLOTS_AHEAD = 6;
    /** The venue whose slots are drawn for by the operator's secret alone. */
    static final int DRAWN = 2;
    /** The one of whose draws others have a say, too. */
    static final int DRAWN_BY_OTHERS = 4;
    /** So long before a slot starts its draw closes. */
    private static final int DRAWN_BEFORE_MIN = 60;

    private static final long RETRY_MS = 10_000;

    private final InstantSource clock;
    private final LongSupplier passedMs;
    private final SimCatalogue catalogue;
    private final ArrayDeque<Command> toOffer = new ArrayDeque<>();
    private final Keeper keeper;
    private int unanswered;
    private long rollAtMs;

    House(SimClock clock, SimCatalogue catalogue) {
        this(clock, clock::passedMs, catalogue);
    }

    /** @param passedMs as {@link SimClock#passedMs} */
    House(InstantSource clock, LongSupplier passedMs, SimCatalogue catalogue) {
        this.clock = clock;
        this.passedMs = passedMs;
        this.catalogue = catalogue;
        keeper = new Keeper(passedMs);
        roll();
    }

    /** The minute at which a venue's slots of the present hour usually begin. */
    static int hour(long nowMs, int venueNo) {
        return (int) (nowMs / 60_000 / SLOT_MIN) * SLOT_MIN + venueNo % 2 * 30;
    }

    static long slot(long nowMs, int venueNo, int hoursAhead) {
        return SlotKey.of(venueNo, hour(nowMs, venueNo) + hoursAhead * SLOT_MIN);
    }

    /** Asks for all of it, from now on. */
    void roll() {
        toOffer.clear();
        rollAtMs = Long.MAX_VALUE;
        toOffer.addAll(commands());
    }

    boolean quiet() {
        return toOffer.isEmpty() && unanswered == 0 && rollAtMs == Long.MAX_VALUE && keeper.quiet();
    }

    /** Offers what the writer takes. */
    void offer(Desk desk) {
        if (passedMs.getAsLong() >= rollAtMs) roll();
        if (catalogue.town() == Town.OF_DRAWS) keeper.offer(desk);
        while (!toOffer.isEmpty()) {
            Refusal refusal = desk.offer(new Submission(toOffer.getFirst(), this) {
                @Override
                protected void answered(Outcome outcome) {
                    unanswered--;
                    if (outcome instanceof Refusal) refused();
                }
            });
            if (refusal instanceof Refusal.Overloaded) return;
            if (refusal != null) {
                refused();
                return;
            }
            toOffer.removeFirst();
            unanswered++;
        }
    }

    private void refused() {
        toOffer.clear();
        rollAtMs = passedMs.getAsLong() + RETRY_MS;
    }

    private List<Command> commands() {
        List<Command> commands = new ArrayList<>();
        for (int venueNo = 1; venueNo <= SimCatalogue.VENUES; venueNo++) {
            SimCatalogue.Offer offer = catalogue.offer(venueNo);
            if (offer == null) {
                commands.add(new VenueCommand.WithdrawVenue(venueNo));
                continue;
            }
            var start = new int[SLOTS_AHEAD];
            var end = new int[SLOTS_AHEAD];
            var capacity = new int[SLOTS_AHEAD];
            var neighbours = new int[SLOTS_AHEAD];
            for (int i = 0; i < SLOTS_AHEAD; i++) {
                start[i] = hour(clock.millis(), venueNo) + offer.shiftMin() + i * SLOT_MIN;
                end[i] = start[i] + offer.slotMin();
                capacity[i] = offer.capacity();
                neighbours[i] = start[i] - 2 * SLOT_MIN;
            }
            commands.add(new VenueCommand.DefineVenue(venueNo, offer.terms()));
            @Nullable ActivityTerms[] activities = new @Nullable ActivityTerms[SLOTS_AHEAD];
            for (int i = 0; i < SLOTS_AHEAD; i++) activities[i] = activity(venueNo, start[i]);
            @Nullable DrawTerms[] draws = new @Nullable DrawTerms[SLOTS_AHEAD];
            for (int i = 0; i < SLOTS_AHEAD; i++) draws[i] = draw(venueNo, start[i]);
            commands.add(new VenueCommand.OpenSlots(
                    venueNo,
                    start,
                    end,
                    capacity,
                    new int[SLOTS_AHEAD],
                    neighbours,
                    new boolean[SLOTS_AHEAD],
                    VenueCommand.OpenSlots.utcDays(start),
                    activities,
                    draws));
        }
        commands.add(new VenueCommand.RetireSlots(hour(clock.millis(), 0) - SLOT_MIN));
        return commands;
    }

    /** Where people can still enter. */
    private @Nullable DrawTerms draw(int venueNo, int startMin) {
        int closesMin = startMin - DRAWN_BEFORE_MIN;
        boolean drawn = catalogue.town().draws(venueNo, startMin) && closesMin > clock.millis() / 60_000;
        return drawn ? drawOf(SlotKey.of(venueNo, startMin), 1, closesMin) : null;
    }

    static DrawTerms drawOf(long slot, int round, int closesMin) {
        boolean byOthers = SlotKey.venueNo(slot) == DRAWN_BY_OTHERS;
        boolean outside = byOthers && SlotKey.startMin(slot) / SLOT_MIN % 2 == 0;
        String commitment = NaiveDraws.commitment(NaiveDraws.secret(slot, round, 1));
        return new DrawTerms(
                "s" + slot, round, closesMin, outside ? closesMin + 20 : 0, 4, commitment, outside ? "x" : "");
    }

    /** At one venue pairs meet, two people at least; then there is a course of two dates; then something for whoever comes alone. Between them nothing. */
    private static @Nullable ActivityTerms activity(int venueNo, int startMin) {
        if (venueNo != OF_ACTIVITIES) return null;
        int turn = startMin / SLOT_MIN % 8;
        long key = SlotKey.of(venueNo, startMin);
        return switch (turn) {
            case 0 -> new ActivityTerms(2, 2, 2, startMin - CALLED_OFF_MIN);
            case 1 -> new ActivityTerms(1, Command.PARTY_MAX, 0, 0, new long[] {key, key + SLOT_MIN});
            case 2 -> new ActivityTerms(1, Command.PARTY_MAX, 0, 0, new long[] {key - SLOT_MIN, key});
            case 4 -> new ActivityTerms(1, 1, 1, startMin - CALLED_OFF_MIN);
            default -> null;
        };
    }

    @Override
    public void put(Submission submission) {
        submission.answer();
    }

    @Override
    public void flush() {}
}
