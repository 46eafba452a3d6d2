package io.yizhan.feed;

import io.yizhan.core.EquipmentMark;
import io.yizhan.core.table.StationShares;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is published of one station. Written by the writer, read by any thread. */
public final class StationFeed {
    private static final DayView[] NO_DAYS = {};

    private final int stationNo;
    private volatile DayView[] days = NO_DAYS;
    private volatile Occupancy occupancy = Occupancy.UNKNOWN;
    private volatile OutOfOrder outOfOrder = OutOfOrder.NONE;
    /** In fields of their own, since a booking leaves nothing behind to be collected. The version is written after them, and read before. */
    private int taken;

    private int recurring;
    private int byHost;
    private volatile long version;
    /** The writer's own. */
    private long changingBy = -1;

    StationFeed(int stationNo) {
        this.stationNo = stationNo;
    }

    public int stationNo() {
        return stationNo;
    }

    /** The event number of the last change to anything here. */
    public long version() {
        return version;
    }

    /** In order of date; not to be changed. */
    public DayView[] days() {
        return days;
    }

    /** Null where no slot of that day is known. */
    public @Nullable DayView day(LocalDate date) {
        for (DayView day : days) if (day.date().equals(date)) return day;
        return null;
    }

    /** The day that has this slot, or null. */
    public @Nullable DayView dayOf(long slotKey) {
        for (DayView day : days) if (day.indexOf(slotKey) >= 0) return day;
        return null;
    }

    /**
     * The machines that operators have put out of order.
     *
     * @param byMachine by id; not to be changed
     * @param changedAt the event number of the last change, of those whose mark has changed since the start; not to be changed
     */
    public record OutOfOrder(Map<String, EquipmentMark> byMachine, Map<String, Long> changedAt) {
        static final OutOfOrder NONE = new OutOfOrder(Map.of(), Map.of());

        /** As of an event, with what is so then. */
        OutOfOrder followedBy(Map<String, EquipmentMark> next, long seq) {
            Map<String, Long> changes = new HashMap<>(changedAt);
            Set<String> known = new HashSet<>(byMachine.keySet());
            known.addAll(next.keySet());
            for (String id : known) if (!Objects.equals(byMachine.get(id), next.get(id))) changes.put(id, seq);
            return new OutOfOrder(next, changes);
        }

        public boolean hasChangedAfter(String machine, long seq) {
            return changedAt.getOrDefault(machine, 0L) > seq;
        }
    }

    public OutOfOrder outOfOrder() {
        return outOfOrder;
    }

    public Occupancy occupancy() {
        return occupancy;
    }

    /** People who have booked slots that start after now, and within so many minutes, and who have not come yet. */
    public int due(long nowMs, int aheadMin) {
        int due = 0;
        for (DayView day : days) due += day.due(nowMs, aheadMin);
        return due;
    }

    /** As of {@link #version} or later; of one moment only while nothing changes. */
    public Share share() {
        if (version == 0) return Share.NONE;
        return new Share(taken, recurring, byHost);
    }

    void share(StationShares shares) {
        taken = shares.taken(stationNo);
        recurring = shares.recurring(stationNo);
        byHost = shares.byHost(stationNo);
    }

    void days(DayView[] days) {
        this.days = days;
    }

    void occupancy(Occupancy occupancy) {
        this.occupancy = occupancy;
    }

    void outOfOrder(OutOfOrder outOfOrder) {
        this.outOfOrder = outOfOrder;
    }

    /** Whether nothing here had changed yet by the events up to this number. Writer thread. */
    boolean changesBy(long seq) {
        boolean first = changingBy < seq;
        changingBy = seq;
        return first;
    }

    /** After everything that changed by these events is in place. Writer thread. */
    void publish(long seq) {
        version = seq;
    }
}
