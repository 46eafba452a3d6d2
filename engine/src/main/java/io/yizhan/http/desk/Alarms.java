package io.yizhan.http.desk;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Gate;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.WeeklyHours.Span;
import io.yizhan.core.Rules;
import io.yizhan.feed.GateSkews;
import io.yizhan.feed.Occupancy;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.desk.EngineRoom.NodeState;
import io.yizhan.http.desk.EngineRoom.RegionState;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What needs a person now. Most of it is seen and not told, so since when something is so is known from the first look that found it: {@link
 * #look} is called every few seconds, whether anybody asks or not. Any thread.
 */
public final class Alarms {
    private static final Comparator<Alarm> URGENT_FIRST =
            Comparator.<Alarm, AlarmCode.Level>comparing(it -> it.code().level).thenComparingLong(Alarm::sinceMs);

    /** What happened by such a clock is told at a time that people notice. */
    private static final long CLOCK_OFF_MS = 60_000;

    private final EngineRoom engine;
    private final InstantSource clock;
    /** By region, and then by {@link Alarm#key}: since when it has been so. */
    private final Map<String, Map<String, Long>> began = new HashMap<>();

    public Alarms(EngineRoom engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
    }

    /** Those of a region and of this node, the most urgent first, then the oldest. */
    public synchronized List<Alarm> look(RegionSources sources) {
        long nowMs = clock.millis();
        Map<String, Long> former = began.getOrDefault(sources.region(), Map.of());
        Map<String, Long> present = new HashMap<>();
        List<Alarm> alarms = new ArrayList<>();
        for (Alarm found : found(sources, nowMs)) {
            long sinceMs = former.getOrDefault(found.key(), found.sinceMs());
            present.put(found.key(), sinceMs);
            alarms.add(found.since(sinceMs));
        }
        began.put(sources.region(), present);
        alarms.sort(URGENT_FIRST);
        return alarms;
    }

    /** Since when each is so, where that is not known from elsewhere: now. */
    private List<Alarm> found(RegionSources sources, long nowMs) {
        List<Alarm> found = new ArrayList<>();
        NodeState node = engine.look();
        for (Fault fault : node.faults()) found.add(new Alarm(fault.code(), null, fault.detail(), nowMs));
        for (RegionState region : node.regions()) {
            if (!region.region().equals(sources.region())) continue;
            for (Fault fault : region.faults()) found.add(new Alarm(fault.code(), null, fault.detail(), nowMs));
        }
        Whereabouts at = sources.whereabouts().get();
        if (at instanceof Whereabouts.Nowhere || at instanceof Whereabouts.StandIn)
            found.add(new Alarm(AlarmCode.REGION_UNOWNED, null, "", nowMs));
        ofStations(sources, nowMs, found);
        return found;
    }

    private static void ofStations(RegionSources sources, long nowMs, List<Alarm> found) {
        Directory directory = sources.directory().get();
        ZonedDateTime now = Instant.ofEpochMilli(nowMs).atZone(directory.city().zone());
        for (Station station : directory.stations()) {
            StationFeed feed = sources.feed().station(directory.stationNo(station.id()));
            Alarm machines = isOpen(station, now) ? silentMachines(sources, station, feed, nowMs) : null;
            if (machines != null) found.add(machines);
            // Where no gate was ever heard there is none yet: nothing has come to an end.
            if (feed == null || feed.occupancy().headcount().gatesHeardAtMs() == 0) continue;
            Alarm alarm = of(station, feed.occupancy(), now);
            if (alarm != null) found.add(alarm);
            String clocks = clocksOff(station, sources.feed().gateSkews());
            if (!clocks.isEmpty()) found.add(new Alarm(AlarmCode.GATE_CLOCK_OFF, station, clocks, nowMs));
        }
    }

    private static @Nullable Alarm silentMachines(
            RegionSources sources, Station station, @Nullable StationFeed feed, long nowMs) {
        int stationNo = sources.directory().get().stationNo(station.id());
        return SilentMachines.of(
                station,
                sources.equipment().station(stationNo),
                feed == null ? Map.of() : feed.outOfOrder().byMachine(),
                nowMs);
    }

    /** Which gates of a station have a wrong clock, and by how much; "" for none. */
    private static String clocksOff(Station station, GateSkews skews) {
        List<String> off = new ArrayList<>();
        for (Gate gate : station.gates()) {
            Long skewMs = skews.skewMs(gate.id());
            if (skewMs == null || Math.abs(skewMs) <= CLOCK_OFF_MS) continue;
            off.add(gate.id() + " is " + Math.abs(skewMs) / 1_000 + " s " + (skewMs > 0 ? "behind" : "ahead"));
        }
        return String.join(", ", off);
    }

    /** Who has not heard of a station for long does not know that it is full. */
    private static @Nullable Alarm of(Station station, Occupancy occupancy, ZonedDateTime now) {
        long nowMs = now.toInstant().toEpochMilli();
        long silentFromMs = occupancy.headcount().gatesHeardAtMs() + Rules.GATES_SILENT_AFTER_MS;
        if (nowMs > silentFromMs)
            return isOpen(station, now) ? new Alarm(AlarmCode.GATES_SILENT, station, "", silentFromMs) : null;
        return occupancy.inside() >= station.occupancyMax()
                ? new Alarm(AlarmCode.STATION_FULL, station, "", nowMs)
                : null;
    }

    /** Gates and machines that are switched off over night need nobody before the morning. */
    private static boolean isOpen(Station station, ZonedDateTime now) {
        int minute = now.getHour() * 60 + now.getMinute();
        for (Span span : station.hours().on(now.getDayOfWeek()))
            if (span.fromMin() <= minute && minute < span.toMin()) return true;
        return false;
    }
}
