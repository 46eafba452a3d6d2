package io.yizhan.core.gate;

import io.yizhan.core.Changes;
import io.yizhan.core.Event;
import io.yizhan.core.Event.OccupancyCorrected;
import io.yizhan.core.Event.OccupancyCorrected.By;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Headcount;
import io.yizhan.core.Outcome;
import io.yizhan.core.Rules;
import io.yizhan.core.StoredCrowd;
import io.yizhan.core.table.Hash;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many people are inside each station, and each venue with gates of its own: entries minus exits, as somebody who counted has corrected
 * them, or the night.
 *
 * <p>A correction holds from a moment. What happened before is in it: where such an event comes only later, it is known and not counted. So
 * the number shown is that of the events in the order in which they happened, whatever the order in which they come.
 */
public final class Crowds {
    /** So late the night may come to a station where somebody has passed since. */
    private static final long NIGHT_LATE_MS = 5 * 60_000;

    /** The place of a station that is the station itself; the others are its venues. */
    private static final int ITSELF = 0;

    private final Changes changes;
    /** By station, and then by place. */
    private final Int2ObjectHashMap<NavigableMap<Integer, Crowd>> stations = new Int2ObjectHashMap<>();

    public Crowds(Changes changes) {
        this.changes = changes;
    }

    private @Nullable Crowd find(int stationNo, int venueNo) {
        NavigableMap<Integer, Crowd> places = stations.get(stationNo);
        return places == null ? null : places.get(venueNo);
    }

    private Crowd of(int stationNo, int venueNo) {
        return places(stationNo).computeIfAbsent(venueNo, place -> new Crowd());
    }

    private NavigableMap<Integer, Crowd> places(int stationNo) {
        return stations.computeIfAbsent(stationNo, station -> new TreeMap<>());
    }

    /** Whether what happened then is in a correction already. */
    boolean covers(int stationNo, int venueNo, long happenedAtMs) {
        Crowd crowd = find(stationNo, venueNo);
        return crowd != null && happenedAtMs < crowd.asOfMs();
    }

    public Outcome carryOut(GateCommand.CountByEye command, long nowMs, Consumer<Event> events) {
        Crowd former = find(command.stationNo(), ITSELF);
        int before = former == null ? 0 : former.inside();
        OccupancyCorrected counted =
                correction(command.stationNo(), ITSELF, former, command.inside(), nowMs, nowMs, By.EYE);
        if (!command.preview()) events.accept(counted);
        return new Outcome.OccupancyCounted(command.stationNo(), command.inside(), before, counted.drift(), nowMs);
    }

    /**
     * Nobody is inside at night. It may be said again: what is as of that moment, or later, stays. It may also be said late, as after a
     * standstill: then those stay inside who may have come since.
     */
    public Outcome carryOut(GateCommand.ResetOccupancy command, long nowMs, Consumer<Event> events) {
        NavigableMap<Integer, Crowd> places = stations.get(command.stationNo());
        if (places == null) return Outcome.Done.DONE;
        for (var place : places.entrySet()) {
            Crowd crowd = place.getValue();
            if (crowd.asOfMs() >= command.momentMs() || (crowd.balance() == 0 && crowd.passages() == 0)) continue;
            boolean late = nowMs - command.momentMs() > NIGHT_LATE_MS;
            if (late && crowd.heardAtMs() >= command.momentMs()) continue;
            events.accept(
                    correction(command.stationNo(), place.getKey(), crowd, 0, nowMs, command.momentMs(), By.NIGHT));
        }
        return Outcome.Done.DONE;
    }

    private static OccupancyCorrected correction(
            int stationNo, int venueNo, @Nullable Crowd crowd, int inside, long nowMs, long asOfMs, By by) {
        long drift = (crowd == null ? 0 : crowd.balance()) - inside;
        long passages = crowd == null ? 0 : crowd.passages();
        return new OccupancyCorrected(nowMs, stationNo, venueNo, inside, drift, passages, asOfMs, by);
    }

    public void apply(Event.GateEventsRecorded event) {
        Crowd crowd = of(event.stationNo(), event.venueNo());
        crowd.heard(event.atMs());
        for (int i = 0; i < event.seqs().length; i++) if (event.counted()[i]) crowd.passed(event.in()[i]);
        changes.occupancy(event.stationNo());
    }

    public void apply(OccupancyCorrected event) {
        of(event.stationNo(), event.venueNo()).correct(event);
        changes.occupancy(event.stationNo());
    }

    /** See {@link io.yizhan.core.Books#crowd}. */
    public void restore(StoredCrowd stored) {
        places(stored.stationNo()).put(stored.venueNo(), new Crowd(stored));
        changes.occupancy(stored.stationNo());
    }

    public Headcount headcount(int stationNo) {
        Crowd crowd = find(stationNo, ITSELF);
        return crowd == null ? Headcount.UNKNOWN : crowd.headcount();
    }

    /** Hands over those of the station's venues of which something is known, by number. */
    public void readVenues(int stationNo, Headcount.Reader reader) {
        NavigableMap<Integer, Crowd> places = stations.get(stationNo);
        if (places == null || places.lastKey() == ITSELF) return;
        places.tailMap(ITSELF, false).forEach((venueNo, crowd) -> reader.headcount(venueNo, crowd.headcount()));
    }

    /** Whether the station has gates, and all of them have been silent for too long. */
    public boolean areGatesSilent(int stationNo, long nowMs) {
        Crowd crowd = find(stationNo, ITSELF);
        return crowd != null && crowd.heardAtMs() != 0 && nowMs - crowd.heardAtMs() > Rules.GATES_SILENT_AFTER_MS;
    }

    public long stateHash() {
        long hash = 0;
        for (var station : stations.entrySet()) {
            for (var place : station.getValue().entrySet())
                hash += Hash.of((long) station.getKey() << 32 | place.getKey())
                        * place.getValue().hash();
        }
        return hash;
    }
}
