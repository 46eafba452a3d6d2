package io.yizhan.core.reservation;

import io.yizhan.core.Command;
import io.yizhan.core.CompanionOutcome.InvitationsFound;
import io.yizhan.core.Outcome;
import io.yizhan.core.Outcome.StationDay;
import io.yizhan.core.Reservation;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Visit;
import io.yizhan.core.table.ReservationTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Who has, or had, something at a station on one day. Desks ask so every few seconds, and no index leads there, see {@link ClosurePreview}. But
 * of which days a reservation is never changes, and ids count upward. So whoever asks for a day first has all reservations gone through, a part a
 * command; what was found is kept, and whoever asks again waits for those alone that were placed since. How they stand is read anew each time.
 *
 * <p>Nothing of it belongs to the books: whoever takes these over begins with no day.
 */
public final class StationDays {
    /** Days that are kept, those asked for last: more than there are desks. Each has eight bytes for each of its reservations. */
    static final int KEPT_MAX = 1_024;

    /** Reservations of a day that are looked at for one command. */
    static final int LISTED_A_PART = 4_096;

    /** Below these bits of a position, those of its id; above them, the minute of its start. */
    private static final int ID_BITS = 36;

    private static final long ID = (1L << ID_BITS) - 1;
    private static final long[] NONE = {};

    private final ReservationTable table;
    private final Reservations reservations;
    private final ReservationViews views;
    private final LongFunction<Visit[]> visits;
    private final LongFunction<@Nullable InvitationsFound> companions;
    private final PartsOfBooks parts;
    private final Map<Long, Day> days = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Day> eldest) {
            return size() > KEPT_MAX;
        }
    };

    /**
     * @param visits by the passes of a reservation
     * @param companions of a reservation; null for none
     */
    public StationDays(
            ReservationTable table,
            Reservations reservations,
            ReservationViews views,
            LongFunction<Visit[]> visits,
            LongFunction<@Nullable InvitationsFound> companions) {
        this.companions = companions;
        this.table = table;
        this.reservations = reservations;
        this.views = views;
        this.visits = visits;
        parts = new PartsOfBooks(table);
    }

    /** What is known of one day at one station. */
    private final class Day {
        private final int stationNo;
        private final int localDay;
        /** By start, then by id: whoever books later has the higher one. */
        private long[] positions = NONE;
        /** Below it, reservations are found by their cells; from it on, by their ids. Those with a lower one were looked at. */
        private long nextId = reservations.nextId();

        /** Where cells are to be looked at next. */
        private int cell;

        private boolean cellsDone;

        Day(int stationNo, int localDay) {
            this.stationNo = stationNo;
            this.localDay = localDay;
        }

        /** Goes on by one part; whether all is known. */
        boolean catchUp() {
            LongArrayList met = cellsDone ? ofIds() : ofCells();
            if (!met.isEmpty()) {
                long[] all = Arrays.copyOf(positions, positions.length + met.size());
                for (int i = 0; i < met.size(); i++) all[positions.length + i] = position(table.find(met.getLong(i)));
                // What was there is in order, so it takes little more than going through it.
                Arrays.sort(all);
                positions = all;
            }
            return cellsDone && nextId == reservations.nextId();
        }

        private LongArrayList ofCells() {
            long idEnd = nextId;
            LongArrayList met = parts.met(cell, it -> table.id(it) < idEnd && isOf(it));
            cell = parts.next(cell);
            cellsDone = cell == 0;
            return met;
        }

        private LongArrayList ofIds() {
            LongArrayList met = new LongArrayList();
            long end = Math.min(reservations.nextId(), nextId + PartsOfBooks.CELLS_A_PART);
            for (; nextId < end; nextId++) {
                int placed = table.find(nextId);
                if (placed >= 0 && isOf(placed)) met.addLong(nextId);
            }
            return met;
        }

        private boolean isOf(int of) {
            if (table.id(of) == 0 || table.stationNo(of) != stationNo) return false;
            for (int i = 0; i < table.slotCount(of); i++) if (table.localDay(of, i) == localDay) return true;
            return false;
        }

        private long position(int of) {
            long startMin = Integer.MAX_VALUE;
            for (int i = 0; i < table.slotCount(of); i++)
                if (table.localDay(of, i) == localDay)
                    startMin = Math.min(startMin, SlotKey.startMin(table.slot(of, i)));
            if (table.id(of) > ID) throw new IllegalStateException("an id of more than " + ID_BITS + " bits");
            return startMin << ID_BITS | table.id(of);
        }

        int indexBehind(long position) {
            int at = Arrays.binarySearch(positions, position);
            return at < 0 ? -at - 1 : at + 1;
        }
    }

    public Outcome answer(Command.ListStationDay query, long nowMs) {
        long key = (long) query.stationNo() << Integer.SIZE | Integer.toUnsignedLong(query.localDay());
        Day day = days.computeIfAbsent(key, it -> new Day(query.stationNo(), query.localDay()));
        return day.catchUp()
                ? page(day, query, nowMs)
                : new StationDay(List.of(), List.of(), Map.of(), true, query.after());
    }

    private StationDay page(Day day, Command.ListStationDay query, long nowMs) {
        List<Reservation> page = new ArrayList<>();
        List<Visit[]> seen = new ArrayList<>();
        Map<Long, InvitationsFound> along = new HashMap<>();
        long last = query.after();
        int from = day.indexBehind(query.after());
        int end = Math.min(day.positions.length, from + LISTED_A_PART);
        for (int i = from; i < end; i++) {
            long position = day.positions[i];
            int cell = table.find(position & ID);
            if (cell >= 0 && isAskedFor(cell, query)) {
                if (page.size() == query.limit()) return new StationDay(page, seen, along, true, last);
                page.add(views.of(cell, nowMs));
                seen.add(visits.apply(position & ID));
                InvitationsFound invited = companions.apply(position & ID);
                if (invited != null) along.put(position & ID, invited);
            }
            last = position;
        }
        return new StationDay(page, seen, along, end < day.positions.length, last);
    }

    private boolean isAskedFor(int cell, Command.ListStationDay query) {
        if (query.states() != 0 && (query.states() & table.state(cell).bit()) == 0) return false;
        if (query.venueNo() == 0) return true;
        for (int i = 0; i < table.slotCount(cell); i++)
            if (SlotKey.venueNo(table.slot(cell, i)) == query.venueNo()) return true;
        return false;
    }
}
