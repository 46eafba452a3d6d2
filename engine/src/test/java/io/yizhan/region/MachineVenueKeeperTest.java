package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.VenueCommand;
import io.yizhan.equipment.Equipment;
import io.yizhan.equipment.MachineState;
import io.yizhan.equipment.SettledWords;
import io.yizhan.equipment.Telemetry;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.journal.CountingJournal;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.NightTown;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The court of a town is a machine; it is noon. */
final class MachineVenueKeeperTest {
    private static final String BAY = "bay";

    private final AtomicLong nowMs =
            new AtomicLong(Instant.parse("2026-11-20T12:00:30Z").toEpochMilli());
    private final Directory town = town();
    private final Feed feed = new Feed();
    private Equipment equipment = new Equipment();
    private Sequencer sequencer;
    private Writer writer;
    private MachineVenueKeeper keeper;

    private static Directory town() {
        City night = NightTown.of(ZoneOffset.UTC, TestPolicies.policy("p", 120, 60, 1, LocalTime.NOON), 1)
                .city();
        Station station = StationBuilder.like(night.stations().getFirst())
                .machines(List.of(
                        new Machine(BAY, new Text("舱", "Bay"), "VR", "s-1-b1"),
                        new Machine("bike", new Text("车", "Bike"), "BIKE")))
                .build();
        return CityBuilder.numbered(
                CityBuilder.like(night).stations(List.of(station)).build());
    }

    @BeforeEach
    void start() {
        Region region = new Region(Rules.DEFAULT);
        CountingJournal journal = new CountingJournal();
        feed.restart(journal.lastSeq());
        sequencer = new Sequencer(
                region,
                journal,
                new FeedWriter(feed, region, ZoneOffset.UTC),
                () -> Instant.ofEpochMilli(nowMs.get()),
                Limits.DEFAULT,
                Observer.NONE);
        writer = new Writer(sequencer, "bay");
        writer.start();
        Horizon horizon = new Horizon(town);
        Station station = town.stations().getFirst();
        int venueNo = town.venueNo("s-1-b1");
        call(new VenueCommand.DefineVenue(
                venueNo, horizon.terms(station, station.venues().getFirst())));
        call(horizon.slots(venueNo, horizon.dateAt(nowMs.get())));
        keeper = keeper();
    }

    @AfterEach
    void stop() throws InterruptedException {
        writer.close(Duration.ofSeconds(10));
    }

    private MachineVenueKeeper keeper() {
        return new MachineVenueKeeper(() -> town, feed, equipment, sequencer, () -> Instant.ofEpochMilli(nowMs.get()));
    }

    private Outcome call(Command command) {
        return new Caller(sequencer).call(command);
    }

    private void says(MachineState state) {
        equipment.station(1).hear(BAY, new Telemetry(nowMs.get(), state, null), nowMs.get());
    }

    /** Keeps saying so for a while, and is looked at. */
    private void saysFor(MachineState state, long ms) {
        for (long saidMs = 0; saidMs < ms; saidMs += 10_000) {
            says(state);
            keeper.look();
            nowMs.addAndGet(10_000);
        }
        says(state);
        keeper.look();
    }

    private void mark(String machine, boolean outOfOrder) {
        call(new Command.MarkEquipment(machine, 1, outOfOrder, "looked at", false));
    }

    private List<Closure> closures() {
        return ((Outcome.ClosuresFound) call(new ClosureCommand.ListClosures())).closures();
    }

    @Test
    void believesAnOperatorAtOnce() {
        mark(BAY, true);
        mark("bike", true);
        keeper.look();
        assertThat(closures()).hasSize(1).allMatch(it -> it.reason().equals("looked at"));

        mark(BAY, false);
        keeper.look();
        assertThat(closures()).isEmpty();
    }

    @Test
    void believesAMachineOnceItHasSaidSoForSomeTime() {
        saysFor(MachineState.OUT_OF_ORDER, SettledWords.BELIEVED_AFTER_MS - 10_000);
        assertThat(closures()).isEmpty();
        saysFor(MachineState.OUT_OF_ORDER, 10_000);
        assertThat(closures()).hasSize(1).allMatch(it -> it.reason().equals(MachineVenueKeeper.REASON));

        saysFor(MachineState.AVAILABLE, SettledWords.BELIEVED_AFTER_MS - 10_000);
        assertThat(closures()).hasSize(1);
        saysFor(MachineState.IN_USE, 10_000);
        assertThat(closures()).isEmpty();
    }

    @Test
    void neverFlapsWithAMachineThatDoes() {
        for (int i = 0; i < 20; i++) {
            saysFor(MachineState.OUT_OF_ORDER, 60_000);
            assertThat(closures()).isEmpty();
            saysFor(MachineState.AVAILABLE, 60_000);
        }
    }

    @Test
    void leavesAllAsItIsWhereNothingIsHeardAndWhereAnotherEngineGoesOn() {
        saysFor(MachineState.OUT_OF_ORDER, SettledWords.BELIEVED_AFTER_MS);
        equipment = new Equipment();
        keeper = keeper();
        keeper.look();
        nowMs.addAndGet(30 * 60_000);
        keeper.look();
        assertThat(closures()).hasSize(1);

        saysFor(MachineState.AVAILABLE, SettledWords.BELIEVED_AFTER_MS);
        assertThat(closures()).isEmpty();
    }

    @Test
    void aMarkHoldsForWhoeverGoesOn() {
        mark(BAY, true);
        equipment = new Equipment();
        keeper = keeper();
        keeper.look();
        assertThat(closures()).hasSize(1);
    }

    @Test
    void whoeverTakesAMarkBackIsBelievedBeforeTheMachine() {
        saysFor(MachineState.OUT_OF_ORDER, SettledWords.BELIEVED_AFTER_MS);
        mark(BAY, true);
        saysFor(MachineState.OUT_OF_ORDER, 60_000);
        mark(BAY, false);
        saysFor(MachineState.OUT_OF_ORDER, SettledWords.BELIEVED_AFTER_MS - 10_000);
        assertThat(closures()).isEmpty();
        saysFor(MachineState.OUT_OF_ORDER, 10_000);
        assertThat(closures()).hasSize(1);
    }

    @Test
    void timeBringsNewSlotsNear() {
        mark(BAY, true);
        keeper.look();
        nowMs.addAndGet(60 * 60_000);
        keeper.look();
        assertThat(closures()).hasSize(2);
    }
}
