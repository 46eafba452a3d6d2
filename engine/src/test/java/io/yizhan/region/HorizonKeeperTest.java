package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Command;
import io.yizhan.core.Refusal;
import io.yizhan.core.VenueCommand;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.sequencer.Inbox;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.DrillTown;
import io.yizhan.town.StationBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

@LogsErrors
class HorizonKeeperTest {
    @Test
    void tellsTheBooksInWhichGroupAVenuesStationIs() {
        City town = DrillTown.directory().city();
        List<Station> grouped = town.stations().stream()
                .map(station -> StationBuilder.like(station).group("north").build())
                .toList();
        Directory directory =
                CityBuilder.numbered(CityBuilder.like(town).stations(grouped).build());
        List<Command> asked = new ArrayList<>();
        Inbox inbox = submission -> {
            asked.add(submission.command());
            return new Refusal.RegionStopped("one is enough");
        };
        try (HorizonKeeper horizon = new HorizonKeeper(
                () -> directory,
                new DrawSecrets(new byte[32]),
                inbox,
                () -> Instant.ofEpochMilli(1_795_000_000_000L))) {
            assertThatThrownBy(horizon::start).isInstanceOf(StartFailed.class);
        }
        assertThat(asked.getFirst())
                .isInstanceOfSatisfying(
                        VenueCommand.DefineVenue.class,
                        it -> assertThat(it.terms().group()).isEqualTo("north"));
    }

    /** A timer that throws is not run again by itself, and no day would ever be opened. */
    @Test
    void triesAgainAndSaysSoWhateverIsThrown() {
        AtomicLong nowMs = new AtomicLong(1_795_000_000_000L);
        AtomicInteger tries = new AtomicInteger();
        Inbox inbox = submission -> {
            if (tries.incrementAndGet() == 1) throw new StackOverflowError("planted");
            return new Refusal.RegionStopped("not now");
        };
        try (HorizonKeeper horizon = new HorizonKeeper(
                DrillTown::directory, new DrawSecrets(new byte[32]), inbox, () -> Instant.ofEpochMilli(nowMs.get()))) {
            assertThat(horizon.trouble()).isNull();
            horizon.begin();
            await().until(() -> Objects.toString(horizon.trouble()).contains("planted"));
            nowMs.addAndGet(10_000);
            await().until(() -> Objects.toString(horizon.trouble()).contains("not now"));
        }
    }
}
