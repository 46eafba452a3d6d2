package io.yizhan.region;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.catalogue.Directory;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.journal.CountingJournal;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import io.yizhan.town.NightTown;
import io.yizhan.town.TestPolicies;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A day of 23 hours, and one of 25, before the real core: the next day is opened when this one is over, and not an hour before or after. */
@LogsErrors
final class HorizonKeeperMidnightTest {
    private final Region region = new Region(Rules.DEFAULT);
    private final Feed feed = new Feed();
    private final CountingJournal journal = new CountingJournal();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicInteger looks = new AtomicInteger();

    private Sequencer sequencer(ZoneId zone) {
        feed.restart(journal.lastSeq());
        return new Sequencer(
                region, journal, new FeedWriter(feed, region, zone), now::get, Limits.DEFAULT, Observer.NONE);
    }

    private List<LocalDate> days() {
        return Arrays.stream(requireNonNull(feed.station(1)).days())
                .map(DayView::date)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"Europe/London, 2027-03-28, 23", "America/New_York, 2026-11-01, 25"})
    void opensTheNextDayWhenTheDayIsOver(ZoneId zone, LocalDate date, int hours) throws StartFailed {
        Directory town = NightTown.of(zone, TestPolicies.policy("p", 120, 60, 1, LocalTime.NOON), 1);
        Instant midnight = date.atStartOfDay(zone).toInstant();
        Instant end = midnight.plusSeconds(hours * 3_600L);
        InstantSource clock = () -> {
            looks.incrementAndGet();
            return now.get();
        };
        now.set(midnight);
        Sequencer sequencer = sequencer(zone);
        try (Writer writer = new Writer(sequencer, "town");
                HorizonKeeper keeper = new HorizonKeeper(() -> town, new DrawSecrets(new byte[32]), sequencer, clock)) {
            writer.start();
            keeper.start();
            LocalDate last = date.plusDays(NightTown.HORIZON_DAYS - 1);
            assertThat(days()).startsWith(date).endsWith(last).hasSize(NightTown.HORIZON_DAYS);
            assertThat(requireNonNull(requireNonNull(feed.station(1)).day(date)).size())
                    .isEqualTo(2 * hours);
            now.set(end.minusMillis(1));
            int seen = looks.get();
            await().until(() -> looks.get() >= seen + 2);
            assertThat(days()).endsWith(last);
            now.set(end);
            await().untilAsserted(() -> assertThat(days()).endsWith(last.plusDays(1)));
            assertThat(days()).as("yesterday can still be looked at").startsWith(date);
            now.set(date.plusDays(2).atStartOfDay(zone).toInstant());
            await().untilAsserted(() -> assertThat(days()).startsWith(date.plusDays(1)));
        }
    }
}
