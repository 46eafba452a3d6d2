package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.core.EquipmentMark;
import io.yizhan.equipment.Equipment;
import io.yizhan.equipment.MachineState;
import io.yizhan.equipment.StationMachines;
import io.yizhan.equipment.UseMeter;
import io.yizhan.feed.Feed;
import io.yizhan.feed.StationFeed;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Looks every few seconds which machines are in use, as everybody sees it, and writes every five minutes for how long they were. As with {@link
 * OccupancySampler} none of it goes through the journal. An owner that ends takes its last minutes with it.
 */
final class UseSampler extends Chore {
    private static final long WRITTEN_EVERY_MS = 5 * 60_000;
    private static final long FORGOTTEN_EVERY_MS = 60 * 60_000;
    /** Whoever looks after a machine that was silent for longer than this knows of it. */
    private static final long RECALLED_MS = 24 * 60 * 60_000;

    private final Supplier<Directory> present;
    private final Feed feed;
    private final Equipment equipment;
    private final UseRows rows;
    private final InstantSource clock;
    private final UseMeter meter = new UseMeter();
    private long writeAtMs;
    private long forgetAtMs;
    private boolean recalled;

    UseSampler(Supplier<Directory> present, Feed feed, Equipment equipment, UseRows rows, InstantSource clock) {
        super("use", "for how long machines are in use is not kept for now", clock);
        this.present = present;
        this.feed = feed;
        this.equipment = equipment;
        this.rows = rows;
        this.clock = clock;
        writeAtMs = clock.millis() + WRITTEN_EVERY_MS;
    }

    @Override
    void look() throws SQLException {
        long nowMs = clock.millis();
        meter.look(nowMs);
        Directory directory = present.get();
        for (Station station : directory.stations()) look(station, directory.stationNo(station.id()), nowMs);
        if (!recalled) recall(nowMs);
        if (nowMs < writeAtMs) return;
        rows.write(meter.uses());
        meter.forgetPast();
        writeAtMs = nowMs + WRITTEN_EVERY_MS;
        if (nowMs < forgetAtMs) return;
        rows.forget(nowMs);
        forgetAtMs = nowMs + FORGOTTEN_EVERY_MS;
    }

    /** What former owners have heard: what does not speak to this one, either, is missed. */
    private void recall(long nowMs) throws SQLException {
        for (UseRows.Heard each : rows.heardSince(nowMs - RECALLED_MS))
            equipment.station(each.stationNo()).recall(each.machine(), nowMs);
        recalled = true;
    }

    private void look(Station station, int stationNo, long nowMs) {
        StationFeed of = feed.station(stationNo);
        Map<String, EquipmentMark> marks =
                of == null ? Map.of() : of.outOfOrder().byMachine();
        StationMachines machines = equipment.station(stationNo);
        for (Machine each : station.machines()) {
            MachineState state = machines.machine(each.id()).stateAt(nowMs);
            boolean shown = state == MachineState.OFFLINE || !marks.containsKey(each.id());
            meter.sees(stationNo, each.id(), each.kind(), shown ? state : MachineState.OUT_OF_ORDER);
        }
    }
}
