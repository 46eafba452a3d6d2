package io.yizhan.region;

import io.yizhan.occupancy.OccupancySamples;
import io.yizhan.occupancy.UsualHalfHours;
import io.yizhan.sequencer.Inbox;

/** What is done again and again while a region is owned, beside the writer: each on a thread of its own. */
final class Chores implements AutoCloseable {
    private final NightReset nights;
    private final OccupancySampler occupancies;
    private final UsualKeeper usual;
    private final MachineVenueKeeper machineVenues;
    private final UseSampler uses;
    private final DrawKeeper draws;

    Chores(Surroundings around, RegionPresence presence, Inbox writer, long epoch) {
        nights = new NightReset(presence::directory, writer, around.clock());
        occupancies = new OccupancySampler(
                presence::directory,
                presence.feed(),
                new OccupancySamples(around.rows(), presence.region()),
                around.clock());
        usual = new UsualKeeper(
                presence.usual(),
                new UsualHalfHours(around.rows(), presence.region()),
                presence.zone(),
                around.clock());
        machineVenues = new MachineVenueKeeper(
                presence::directory, presence.feed(), presence.equipment(), writer, around.clock());
        draws = new DrawKeeper(around.draws(), writer, around.clock());
        uses = new UseSampler(
                presence::directory,
                presence.feed(),
                presence.equipment(),
                new UseRows(around.rows(), presence.region(), epoch),
                around.clock());
    }

    void begin() {
        nights.begin();
        occupancies.begin();
        usual.begin();
        machineVenues.begin();
        uses.begin();
        draws.begin();
    }

    @Override
    public void close() {
        nights.close();
        occupancies.close();
        usual.close();
        machineVenues.close();
        uses.close();
        draws.close();
    }
}
