package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.record.EventCodec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the engine has decided, event by event, and how far it let anybody know. Events that were told of must be there after every crash, as
 * they were; those behind them may be there or not, but not as something else.
 */
final class Ledger {
    private final EventCodec codec = new EventCodec();
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64 * 1024]);
    private final List<Event> events = new ArrayList<>();
    private final List<byte[]> bytes = new ArrayList<>();
    /** Whether an event came of the same command as the one before it. */
    private final BitSet continuing = new BitSet();

    /** Fed with every durable event once, and never restored from anywhere. */
    private final Region shadow;

    final NaiveBooks naive;
    private long judged;
    private long told;

    Ledger(Rules rules) {
        shadow = new Region(rules);
        naive = new NaiveBooks(rules);
    }

    long lastSeq() {
        return events.size();
    }

    /** The last event that somebody was let know of. */
    long told() {
        return told;
    }

    Event event(long seq) {
        return events.get((int) seq - 1);
    }

    long shadowHash() {
        return shadow.stateHash();
    }

    byte[] encoded(Event event) {
        byte[] encoded = new byte[codec.encode(event, buffer, 0)];
        buffer.getBytes(0, encoded);
        return encoded;
    }

    void appended(long seq, Event event, boolean continues) {
        unless(seq == events.size() + 1, "events are numbered without a gap", event);
        continuing.set((int) seq, continues);
        events.add(event);
        bytes.add(encoded(event));
    }

    /** The journal says that these are durable: from now on they may be shown and answered. */
    void durable(long seq) {
        for (; judged < seq; judged++) {
            Event event = events.get((int) judged);
            shadow.apply(event);
            naive.apply(event, continuing.get((int) judged + 1));
        }
    }

    /** The last event that is called durable. */
    long durable() {
        return judged;
    }

    /** Somebody hears of what this event and those before it came to. */
    void tell(long seq) {
        told = Math.max(told, seq);
    }

    /** A start found so many events. */
    void recovered(long lastSeq) {
        unless(lastSeq >= told, "what was told is durable", "told up to " + told + ", but found up to " + lastSeq);
        unless(lastSeq <= events.size(), "no event comes from nowhere", lastSeq + ", but appended " + events.size());
        requireWhole(lastSeq);
        events.subList((int) lastSeq, events.size()).clear();
        bytes.subList((int) lastSeq, bytes.size()).clear();
        unless(judged <= lastSeq, "what was called durable is durable", judged + ", but found up to " + lastSeq);
        durable(lastSeq);
        tell(lastSeq);
    }

    /** What has come so far, and no further, is of whole commands. */
    void requireWhole(long lastSeq) {
        unless(
                lastSeq == events.size() || !continuing.get((int) lastSeq + 1),
                "a command's events are there as a whole or not at all",
                lastSeq + " is followed by what belongs to it");
    }

    /** An event that was read back. */
    void same(long seq, Event event) {
        unless(
                seq <= bytes.size() && Arrays.equals(bytes.get((int) seq - 1), encoded(event)),
                "events stay as they were",
                event);
    }

    /** Slot by slot and station by station. */
    void sameBooks(Region region) {
        unless(
                region.slotCount() == naive.slots.size(),
                "the books have the slots that were opened",
                region.slotCount());
        unless(
                region.reservationCount() == naive.bookings.size(),
                "the books have the reservations that were placed",
                region.reservationCount() + " instead of " + naive.bookings.size());
        region.readSlots(it -> {
            NaiveSlot slot = naive.slots.get(it.key());
            int waiting = naive.waitlist.waiting(it.key()).size();
            unless(
                    slot != null
                            && slot.endMin == it.endMin()
                            && slot.capacity == it.capacity()
                            && naive.waitlist.left(it.key(), slot) == it.remaining()
                            && waiting == it.waiting()
                            && (slot.closed || naive.closures.closed(it.key(), it.endMin())) == it.closed()
                            && slot.exclusive == it.exclusive(),
                    "a slot has the places that nobody took",
                    it.key() + ": " + it.remaining() + " of " + it.capacity());
        });
        for (int station = 1; station <= 2; station++) {
            int taken = naive.placesAt(station, it -> true);
            int recurring = naive.placesAt(station, Event.ReservationPlaced::recurring);
            int byHost = naive.placesAt(station, Event.ReservationPlaced::byHost);
            unless(
                    region.shares().taken(station) == taken
                            && region.shares().recurring(station) == recurring
                            && region.shares().byHost(station) == byHost,
                    "places are counted as whose they are",
                    station + ": " + taken + ", " + recurring + ", " + byHost);
        }
        naive.crowds.forEach((station, crowd) -> unless(
                region.headcount(station).inside() == Math.max(0, naive.people.balance(station)),
                "occupancy is the sum of distinct gate events",
                station + ": " + region.headcount(station)));
    }

    /** A replay of all events from the first on gives these very books. */
    void requireReplayed(Rules rules) {
        Region replayed = new Region(rules);
        for (int i = 0; i < judged; i++) replayed.apply(events.get(i));
        replayed.checkInvariants();
        unless(replayed.stateHash() == shadow.stateHash(), "a replay gives the same books", judged + " events");
    }
}
