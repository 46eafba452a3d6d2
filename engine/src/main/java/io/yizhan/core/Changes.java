package io.yizhan.core;

import java.util.ArrayList;
import java.util.List;
import org.agrona.collections.IntArrayList;
import org.agrona.collections.LongArrayList;

/** What has changed in the books since it was last cleared: for whoever publishes them. Writer thread only. */
public final class Changes {
    /** Of more changed reservations nobody needs to be told one by one: a replay at a start has millions. */
    static final int RESERVATIONS_MAX = 1 << 16;

    private final LongArrayList slots = new LongArrayList();
    private final LongArrayList openedSlots = new LongArrayList();
    private final IntArrayList stations = new IntArrayList();
    private final List<String> gateClocks = new ArrayList<>();
    private final IntArrayList stationsLeft = new IntArrayList();
    private final LongArrayList reservations = new LongArrayList();
    private final IntArrayList members = new IntArrayList();
    private final IntArrayList machines = new IntArrayList();
    private boolean reservationsLost;
    private int retiredBeforeMin;

    public void slot(long key) {
        slots.addLong(key);
    }

    public void opened(long key) {
        openedSlots.addLong(key);
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
        openedSlots.clear();
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
