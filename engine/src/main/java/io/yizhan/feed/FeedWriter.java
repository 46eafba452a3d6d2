package io.yizhan.feed;

import io.yizhan.core.Books;
import io.yizhan.core.Changes;
import io.yizhan.core.Region;
import io.yizhan.core.SlotKey;
import io.yizhan.sequencer.Publisher;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Carries what has changed in the books over to the {@link Feed}: first all of it, then the versions by which readers know how far they have
 * got. Were a version to show before the last change that it stands for, who read in between would miss that change for good. Writer thread.
 */
public final class FeedWriter implements Publisher {
    private final Feed feed;
    private final Region region;
    private final ZoneId zone;
    /** Those whose version is due; kept, so that a booking leaves nothing behind to be collected. */
    private final List<StationFeed> changedStations = new ArrayList<>();

    private final List<DayView> changedDays = new ArrayList<>();

    public FeedWriter(Feed feed, Region region, ZoneId zone) {
        this.feed = feed;
        this.region = region;
        this.zone = zone;
    }

    @Override
    public void publish(long seq) {
        Changes changes = region.changes();
        boolean changed = !changes.isEmpty();
        if (changed) {
            for (int i = 0; i < changes.stationsLeft().size(); i++)
                leave(changes.stationsLeft().getInt(i), seq);
            open(changes, seq);
            if (changes.retiredBeforeMin() > 0)
                dropDaysBefore(changes.retiredBeforeMin(), seqOf(changes.retiredEvent(), seq));
            changes.storedRetired().forEach(feed.retired()::add);
            for (int i = 0; i < changes.slots().size(); i++)
                slot(changes.slots().getLong(i), changes.slotEvents().getLong(i), seq);
            region.shares().takeChanged(stationNo -> share(stationNo, seq));
            for (int i = 0; i < changes.stations().size(); i++)
                occupancy(changes.stations().getInt(i), seq);
            for (String gate : changes.gateClocks()) feed.gateSkews().told(gate, region.gateSkewMs(gate));
            for (int i = 0; i < changes.machines().size(); i++)
                machines(changes.machines().getInt(i), seq);
            publishVersions(seq);
            feed.reservations().publish(seq, changes);
            if (feed.hasDraws()) feed.drawFigures(region.drawFigures());
            changes.clear();
        }
        feed.publish(seq, region.lastMs(), changed);
    }

    private void publishVersions(long seq) {
        for (int i = 0; i < changedDays.size(); i++) changedDays.get(i).publish(seq);
        for (int i = 0; i < changedStations.size(); i++) changedStations.get(i).publish(seq);
        changedDays.clear();
        changedStations.clear();
    }

    private void hasChanged(StationFeed station, long seq) {
        if (station.changesBy(seq)) changedStations.add(station);
    }

    /** The number of the event before which there were so many of these books: the last one has the batch's. */
    private long seqOf(long events, long seq) {
        return seq - (region.changes().events() - events);
    }

    private void slot(long key, long events, long seq) {
        StationFeed station = feed.station(region.stationNoOfVenue(SlotKey.venueNo(key)));
        if (station == null) return;
        DayView day = station.dayOf(key);
        if (day == null) return;
        int i = day.indexOf(key);
        // What was loaded has changed before; see changedBy.
        long by = events == 0 ? day.changedAt(i) : seqOf(events, seq);
        region.readSlot(key, slot -> day.change(i, slot, by));
        if (day.changesBy(seq)) changedDays.add(day);
        hasChanged(station, seq);
    }

    /** Of each station by itself: a reservation counts where it was made, although its venue may have been moved since. */
    private void share(int stationNo, long seq) {
        StationFeed station = feed.station(stationNo);
        if (station == null) return;
        station.share(region.shares());
        hasChanged(station, seq);
    }

    private void occupancy(int stationNo, long seq) {
        StationFeed station = stationFor(stationNo);
        List<Occupancy.OfVenue> venues = new ArrayList<>(0);
        region.readHeadcounts(stationNo, (venueNo, headcount) -> venues.add(new Occupancy.OfVenue(venueNo, headcount)));
        station.occupancy(new Occupancy(region.headcount(stationNo), venues, seq));
        hasChanged(station, seq);
    }

    private void machines(int stationNo, long seq) {
        StationFeed station = stationFor(stationNo);
        station.outOfOrder(station.outOfOrder().followedBy(region.outOfOrder(stationNo), seq));
        hasChanged(station, seq);
    }

    /** What a venue that was moved away had at this station is shown there no longer. */
    private void leave(int stationNo, long seq) {
        StationFeed station = feed.station(stationNo);
        if (station == null) return;
        List<DayView> days = new ArrayList<>();
        for (DayView former : station.days()) {
            long[] stayed = Arrays.stream(former.keys)
                    .filter(key -> region.stationNoOfVenue(SlotKey.venueNo(key)) == stationNo)
                    .toArray();
            days.add(stayed.length == former.keys.length ? former : day(former.date(), stayed, former, Map.of(), seq));
        }
        station.days(days.toArray(DayView[]::new));
        hasChanged(station, seq);
    }

    private record StationDay(int stationNo, LocalDate date) {}

    private void open(Changes changes, long seq) {
        if (changes.openedSlots().isEmpty()) return;
        Map<StationDay, Map<Long, Long>> byDay = new HashMap<>();
        for (int i = 0; i < changes.openedSlots().size(); i++) {
            long key = changes.openedSlots().getLong(i);
            long changedBy = changedBy(changes, key, changes.openedSlotEvents().getLong(i), seq);
            byDay.computeIfAbsent(dayOf(key), day -> new HashMap<>()).put(key, changedBy);
        }
        byDay.forEach((day, slots) -> open(day, slots, seq));
    }

    /** What was loaded has changed before, by an event of its own. */
    private long changedBy(Changes changes, long key, long events, long seq) {
        long stored = events == 0 ? changes.storedSeq(key) : Changes.NO_SEQ;
        return stored == Changes.NO_SEQ ? seqOf(events, seq) : stored;
    }

    private StationDay dayOf(long key) {
        long startS = SlotKey.startMin(key) * 60L;
        int offsetS = zone.getRules().getOffset(Instant.ofEpochSecond(startS)).getTotalSeconds();
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(startS + offsetS, 86_400L));
        return new StationDay(region.stationNoOfVenue(SlotKey.venueNo(key)), date);
    }

    /** A day with new slots is built anew; readers see the former one or this one, whole. */
    private void open(StationDay stationDay, Map<Long, Long> changed, long seq) {
        StationFeed station = stationFor(stationDay.stationNo());
        DayView former = station.day(stationDay.date());
        LongStream known = former == null ? LongStream.empty() : Arrays.stream(former.keys);
        // A venue that was moved away and back is in both.
        long[] all = LongStream.concat(known, changed.keySet().stream().mapToLong(Long::longValue))
                .sorted()
                .distinct()
                .toArray();
        DayView day = day(stationDay.date(), all, former, changed, seq);
        List<DayView> days = new ArrayList<>(Arrays.asList(station.days()));
        days.remove(former);
        days.add(day);
        days.sort((a, b) -> a.date().compareTo(b.date()));
        station.days(days.toArray(DayView[]::new));
        station.share(region.shares());
        hasChanged(station, seq);
    }

    /** @param changed those that are not as they were, whether they are new or not, and by which event */
    private DayView day(LocalDate date, long[] keys, @Nullable DayView former, Map<Long, Long> changed, long seq) {
        // Its version is due with the others: more of its slots may change by the same events.
        DayView day = new DayView(date, keys.length, seq - 1);
        if (day.changesBy(seq)) changedDays.add(day);
        for (int i = 0; i < keys.length; i++) {
            Long changedBy = changed.get(keys[i]);
            int before = former == null || changedBy != null ? -1 : former.indexOf(keys[i]);
            if (changedBy != null) feed.retired().remove(keys[i]);
            fill(day, i, keys[i], former == null || before < 0 ? orElse(changedBy, seq) : former.changedAt[before]);
        }
        return day;
    }

    private static long orElse(@Nullable Long changedBy, long seq) {
        return changedBy == null ? seq : changedBy;
    }

    private void fill(DayView day, int i, long key, long changedAt) {
        region.readSlot(key, slot -> {
            day.keys[i] = key;
            day.endMin[i] = slot.endMin();
            day.capacity[i] = slot.capacity();
            day.releaseMin[i] = slot.neighboursMin();
            day.hostReleaseMin[i] = slot.releaseMin();
            day.verifiedEarlierMin[i] = slot.verifiedEarlierMin();
            day.closesMin[i] = slot.closesMin();
            day.hostShareEndsMin[i] = slot.hostShareEndsMin();
            day.closed[i] = slot.closed();
            day.closureReasons[i] = slot.closureReason();
            day.activities[i] = slot.activity();
            day.draws[i] = slot.draw();
            if (day.draws[i] != null) feed.lookForDraws();
            day.exclusive[i] = slot.exclusive();
            day.change(i, slot, changedAt);
        });
    }

    private void dropDaysBefore(int minute, long seq) {
        LocalDate first = LocalDate.ofInstant(Instant.ofEpochSecond(minute * 60L), zone);
        feed.retired().forget(minute - Books.RETIRED_TOLD_MIN);
        for (StationFeed station : feed.stations()) {
            if (station == null) continue;
            for (DayView day : station.days())
                if (day.date().isBefore(first))
                    for (long key : day.keys) feed.retired().add(key, seq);
            station.days(Arrays.stream(station.days())
                    .filter(day -> !day.date().isBefore(first))
                    .toArray(DayView[]::new));
        }
    }

    private StationFeed stationFor(int stationNo) {
        StationFeed known = feed.station(stationNo);
        if (known != null) return known;
        StationFeed[] stations = feed.stations();
        if (stationNo >= stations.length)
            stations = Arrays.copyOf(stations, Math.max(stationNo + 1, stations.length * 2));
        else stations = stations.clone();
        StationFeed station = new StationFeed(stationNo);
        stations[stationNo] = station;
        feed.stations(stations);
        return station;
    }
}
