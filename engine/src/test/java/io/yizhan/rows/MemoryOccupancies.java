package io.yizhan.rows;

import static io.yizhan.rows.MemoryRows.require;

import io.yizhan.core.Books;
import io.yizhan.core.Event.OccupancyCorrected;
import io.yizhan.core.StoredCrowd;
import io.yizhan.core.StoredGateClock;
import io.yizhan.writebehind.RowsRefusedException;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** The part of {@link MemoryRows} that {@link OccupancyRows} and {@link GateClockRows} write. */
public final class MemoryOccupancies {
    /** By station and venue. */
    public final Map<StoredCrowd, StoredCrowd> crowds =
            new TreeMap<>(Comparator.comparingInt(StoredCrowd::stationNo).thenComparingInt(StoredCrowd::venueNo));

    public final Map<String, StoredGateClock> clocks = new TreeMap<>();
    public final Map<Long, OccupancyCorrected> corrections = new TreeMap<>();

    MemoryOccupancies() {}

    MemoryOccupancies(MemoryOccupancies former) {
        crowds.putAll(former.crowds);
        clocks.putAll(former.clocks);
        corrections.putAll(former.corrections);
    }

    void write(OccupancyRows batch) throws RowsRefusedException {
        batch.places.forEach((place, added) -> {
            StoredCrowd none = new StoredCrowd(place.stationNo(), place.venueNo(), 0, 0, 0, 0, 0, 0, 0, 0);
            StoredCrowd former = crowds.getOrDefault(none, none);
            crowds.remove(none);
            StoredCrowd now = new StoredCrowd(
                    place.stationNo(),
                    place.venueNo(),
                    former.entered() + added.entries,
                    former.left() + added.exits,
                    former.corrected() + added.corrected,
                    former.passages() + added.passages,
                    Math.max(former.heardAtMs(), added.heardAtMs),
                    Math.max(former.countedAtMs(), added.countedAtMs),
                    Math.max(former.asOfMs(), added.asOfMs),
                    added.drift == null ? former.drift() : added.drift);
            crowds.put(now, now);
        });
        for (var each : batch.corrections.entrySet())
            require(corrections.put(each.getKey(), each.getValue()) == null, "occupancy_correction_pkey");
    }

    void write(GateClockRows batch) {
        batch.leastMs.forEach((gate, hours) -> hours.forEach((hour, leastMs) -> clocks.merge(
                gate,
                new StoredGateClock(gate, hour, leastMs, StoredGateClock.NONE),
                (former, now) -> former.hour() == now.hour()
                        ? new StoredGateClock(
                                gate, now.hour(), Math.min(former.leastMs(), now.leastMs()), former.formerMs())
                        : new StoredGateClock(gate, now.hour(), now.leastMs(), former.leastMs()))));
    }

    void load(Books books) {
        clocks.values().forEach(books::gateClock);
        crowds.values().forEach(books::crowd);
    }
}
