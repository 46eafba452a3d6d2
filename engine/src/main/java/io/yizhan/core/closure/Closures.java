package io.yizhan.core.closure;

import io.yizhan.core.Changes;
import io.yizhan.core.Closure;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.SlotTable;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.agrona.collections.Int2ObjectHashMap;
import org.agrona.collections.Long2LongHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which venues are closed, when and why, and which reservations that has ended. A closure is remembered while it is in force, and for as
 * long as the books have a reservation that it cancelled: its member may ask why.
 */
public final class Closures {
    private static final int NONE = 0;

    private final SlotTable slots;
    private final Changes changes;
    private final TreeMap<Integer, Closure> byNo = new TreeMap<>();
    /** Of each venue those in force. */
    private final Int2ObjectHashMap<List<Closure>> inForce = new Int2ObjectHashMap<>();
    /** By reservation. */
    private final Long2LongHashMap cancelledBy = new Long2LongHashMap(NONE);

    private int nextNo = 1;
    /** How many have reservations to cancel. */
    private int owing;

    public Closures(SlotTable slots, Changes changes) {
        this.slots = slots;
        this.changes = changes;
    }

    /** Above every number given so far. */
    public int nextNo() {
        return nextNo;
    }

    /** Numbers go on from here at least. */
    public void numbersFrom(int next) {
        nextNo = Math.max(nextNo, next);
    }

    /** How many are not of machines: those are no more than slots. */
    int sizeOfAsked() {
        int size = 0;
        for (Closure one : byNo.values()) if (!one.isOfMachine()) size++;
        return size;
    }

    /** Null where it is out of the books. */
    public @Nullable Closure find(int no) {
        return byNo.get(no);
    }

    List<Closure> all() {
        return new ArrayList<>(byNo.values());
    }

    /** The oldest that has reservations to cancel; null for none. */
    @Nullable
    Closure owing() {
        if (owing == 0) return null;
        for (Closure one : byNo.values()) if (one.state() == Closure.State.CANCELLING) return one;
        return null;
    }

    /** What closes this slot, without how much it has cancelled; null for nothing. */
    public @Nullable Closure closing(int slot) {
        return closing(slot, NONE, Integer.MAX_VALUE);
    }

    /** As {@link #closing}, if there were not this one. */
    @Nullable
    Closure closingBut(int but, int slot) {
        return closing(slot, but, Integer.MAX_VALUE);
    }

    /** As {@link #closing}, by one that began before this one. */
    @Nullable
    Closure closingBefore(int no, int slot) {
        return closing(slot, NONE, no);
    }

    private @Nullable Closure closing(int slot, int but, int before) {
        // Nearly always, and for every booking.
        if (inForce.isEmpty()) return null;
        long key = slots.key(slot);
        List<Closure> ofVenue = inForce.get(SlotKey.venueNo(key));
        if (ofVenue == null) return null;
        for (Closure one : ofVenue)
            if (one.no() != but && one.no() < before && one.during(SlotKey.startMin(key), slots.endMin(slot)))
                return one;
        return null;
    }

    /** Whether this machine has closed it. */
    boolean isClosedBy(String machine, int slot) {
        long key = slots.key(slot);
        List<Closure> ofVenue = inForce.get(SlotKey.venueNo(key));
        if (ofVenue == null) return false;
        for (Closure one : ofVenue)
            if (one.machine().equals(machine) && one.during(SlotKey.startMin(key), slots.endMin(slot))) return true;
        return false;
    }

    /** Whether nothing at all is closed: so it is nearly always. */
    public boolean none() {
        return inForce.isEmpty();
    }

    /** What has cancelled this reservation; null where its member has, or nobody. */
    public @Nullable Closure whichCancelled(long reservationId) {
        int no = (int) cancelledBy.get(reservationId);
        return no == NONE ? null : known(no);
    }

    public void apply(Event.ClosureBegan event) {
        numbersFrom(event.closureNo() + 1);
        put(Closure.of(event));
    }

    public void apply(Event.VenueClosed event) {
        put(known(event.closureNo()).withVenue(event.venueNo()));
        show(event.venueNo());
    }

    public void apply(Event.ClosureCarriedOut event) {
        put(known(event.closureNo()).with(Closure.State.CLOSED));
    }

    public void apply(Event.ClosureLifted event) {
        Closure lifted = known(event.closureNo()).with(Closure.State.LIFTED);
        put(lifted);
        for (int venueNo : lifted.venues()) show(venueNo);
    }

    /** Slots that ended before this minute are gone, and with them what was closed until then. */
    public void retire(int endedBeforeMin) {
        for (Closure one : all())
            if (one.state() == Closure.State.CLOSED && one.toMin() < endedBeforeMin) put(one.with(Closure.State.PAST));
    }

    /** It has ended a reservation. */
    public void cancelled(int no, long reservationId) {
        if (no == NONE) return;
        cancelledBy.put(reservationId, no);
        Closure closure = known(no);
        remember(closure.withCancelled(closure.cancelled() + 1));
    }

    /** The reservation leaves the books. */
    public void forgotten(long reservationId) {
        if (cancelledBy.isEmpty()) return;
        int no = (int) cancelledBy.remove(reservationId);
        if (no == NONE) return;
        Closure closure = known(no);
        remember(closure.withCancelled(closure.cancelled() - 1));
    }

    /** As it is stored; the reservations that it has cancelled follow. */
    public void restore(Closure stored) {
        put(stored);
        for (int venueNo : stored.venues()) show(venueNo);
    }

    /** A reservation that is among those that its closure was restored with. */
    public void restoreCancelled(int no, long reservationId) {
        if (no != NONE) cancelledBy.put(reservationId, known(no).no());
    }

    /** In place of what was known of it. */
    private void put(Closure closure) {
        for (int venueNo : closure.venues()) {
            List<Closure> ofVenue = inForce.computeIfAbsent(venueNo, no -> new ArrayList<>(1));
            ofVenue.removeIf(one -> one.no() == closure.no());
            if (closure.state().inForce()) ofVenue.add(closure);
            if (ofVenue.isEmpty()) inForce.remove(venueNo);
        }
        remember(closure);
    }

    /** As {@link #put}, where the same venues are closed as before. */
    private void remember(Closure closure) {
        Closure former = closure.state().inForce() || closure.cancelled() > 0
                ? byNo.put(closure.no(), closure)
                : byNo.remove(closure.no());
        if (former != null && former.state() == Closure.State.CANCELLING) owing--;
        if (closure.state() == Closure.State.CANCELLING) owing++;
    }

    private void show(int venueNo) {
        for (int cell = slots.newestOfVenue(venueNo); cell >= 0; cell = slots.nextOfVenue(cell))
            changes.opened(slots.key(cell));
    }

    private Closure known(int no) {
        Closure found = byNo.get(no);
        if (found == null) throw new IllegalStateException("event about the unknown closure " + no);
        return found;
    }

    public long stateHash() {
        long hash = nextNo;
        for (Closure one : byNo.values()) {
            long fields = one.fromMin();
            fields = fields * 31 + one.toMin();
            fields = fields * 31 + (one.cancels() ? 1 : 0);
            fields = fields * 31 + one.reason().hashCode();
            fields = fields * 31 + one.state().code();
            fields = fields * 31 + one.cancelled();
            fields = fields * 31 + one.machine().hashCode();
            for (int venueNo : one.venues()) fields = fields * 31 + venueNo;
            hash += Hash.of(one.no() ^ Hash.of(fields));
        }
        for (var entry : cancelledBy.entrySet()) hash += Hash.of(entry.getKey() * 31 + entry.getValue());
        return hash;
    }
}
