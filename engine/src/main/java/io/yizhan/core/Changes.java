package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.Long2LongHashMap;
import org.agrona.collections.LongArrayList;

/** What has changed in the books since it was last cleared: for whoever publishes them. Writer thread only. */
public final class Changes {
    /** Of more changed reservations nobody needs to be told one by one: a replay at a start has millions. */
    static final int RESERVATIONS_MAX = 1 << 16;

    public static final long NO_SEQ = -1;

    private final LongArrayList slots = new LongArrayList();
    /** Of each of those, how many events there were by then. */
    private final LongArrayList slotEvents = new LongArrayList();

    private final LongArrayList openedSlots = new LongArrayList();
    private final LongArrayList openedSlotEvents = new LongArrayList();
    /** By slot, the number of the last event that changed it before the books were loaded. */
    private final Long2LongHashMap storedSlots = new Long2LongHashMap(NO_SEQ);

    private final Long2LongHashMap retiredSlots = new Long2LongHashMap(NO_SEQ);
    private final IntArrayList stations = new IntArrayList();
    private final List<String> gateClocks = new ArrayList<>();
    private final IntArrayList stationsLeft = new IntArrayList();
    private final LongArrayList reservations = new LongArrayList();
    private final IntArrayList members = new IntArrayList();
    private final IntArrayList machines = new IntArrayList();
    private boolean reservationsLost;
    private int retiredBeforeMin;
    private long events;
    private long retiredEvent;

    /** Another event happens: what changes from here on changes by it. */
    void event() {
        events++;
    }

    /** How many events there were, of these books. */
    public long events() {
        return events;
    }

    public void slot(long key) {
        slots.addLong(key);
        slotEvents.addLong(events);
    }

    public void opened(long key) {
        openedSlots.addLong(key);
        openedSlotEvents.addLong(events);
    }

    /** Of a slot that was loaded: the number of the last event that changed it. */
    void stored(long key, long seq) {
        storedSlots.put(key, seq);
    }

    /** A slot that had left the books before they were loaded, by the event of this number. */
    void storedRetired(long key, long seq) {
        retiredSlots.put(key, seq);
    }

    public void occupancy(int stationNo) {
        stations.addInt(stationNo);
    }

    public void gateClock(String gate) {
        gateClocks.add(gate);
    }

    public void machines(int stationNo) {
        machines.addInt(stationNo);
    }

    public void left(int stationNo) {
        stationsLeft.addInt(stationNo);
    }

    public void retired(int endedBeforeMin) {
        retiredBeforeMin = Math.max(retiredBeforeMin, endedBeforeMin);
        retiredEvent = events;
    }

    /** @param memberHash of whose it is: {@code hashCode} of the subject */
    public void reservation(long id, int memberHash) {
        if (reservations.size() == RESERVATIONS_MAX) {
            reservationsLost = true;
            reservations.clear();
            members.clear();
        }
        reservations.addLong(id);
        members.addInt(memberHash);
    }

    /** Ids of reservations that are new or in another state, in order; one may occur several times. */
    public LongArrayList reservations() {
        return reservations;
    }

    /** Whose each of the {@link #reservations} is, by the subject's {@code hashCode}. */
    public IntArrayList members() {
        return members;
    }

    /** Whether there were more of them before those, which nobody knows any more. */
    public boolean reservationsLost() {
        return reservationsLost;
    }

    /** Keys of slots whose places left, or who waits for them, changed; one may occur several times. */
    public LongArrayList slots() {
        return slots;
    }

    /** For each of the {@link #slots}, how many of the {@link #events} there were when it changed. */
    public LongArrayList slotEvents() {
        return slotEvents;
    }

    /** For each of the {@link #openedSlots}, likewise; 0 where it was loaded. */
    public LongArrayList openedSlotEvents() {
        return openedSlotEvents;
    }

    /** The number of the event that changed a loaded slot last; {@link #NO_SEQ} where that is not known. */
    public long storedSeq(long key) {
        return storedSlots.get(key);
    }

    /** Slots that had left the books before they were loaded, and by which event; not to be changed. */
    public Long2LongHashMap storedRetired() {
        return retiredSlots;
    }

    /** Keys of slots that are new, or new where they are, or closed or open again, or have another capacity. */
    public LongArrayList openedSlots() {
        return openedSlots;
    }

    /** Stations whose occupancy changed. */
    public IntArrayList stations() {
        return stations;
    }

    /** Gates whose clocks are wrong by something else than was told before. */
    public List<String> gateClocks() {
        return gateClocks;
    }

    /** Stations of whose machines operators have said something. */
    public IntArrayList machines() {
        return machines;
    }

    /** Stations that a venue was moved away from. */
    public IntArrayList stationsLeft() {
        return stationsLeft;
    }

    /** Slots that ended before this minute may be gone; 0 where none is. */
    public int retiredBeforeMin() {
        return retiredBeforeMin;
    }

    /** How many of the {@link #events} there were when they went. */
    public long retiredEvent() {
        return retiredEvent;
    }

    public boolean isEmpty() {
        return slots.isEmpty()
                && openedSlots.isEmpty()
                && stations.isEmpty()
                && gateClocks.isEmpty()
                && stationsLeft.isEmpty()
                && machines.isEmpty()
                && reservations.isEmpty()
                && retiredBeforeMin == 0;
    }

    public void clear() {
        slots.clear();
        slotEvents.clear();
        openedSlots.clear();
        openedSlotEvents.clear();
        if (!storedSlots.isEmpty()) storedSlots.clear();
        if (!retiredSlots.isEmpty()) retiredSlots.clear();
        stations.clear();
        gateClocks.clear();
        stationsLeft.clear();
        machines.clear();
        reservations.clear();
        members.clear();
        reservationsLost = false;
        retiredBeforeMin = 0;
    }
}
