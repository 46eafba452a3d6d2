package io.yizhan.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Directory;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.journal.CountingJournal;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Observer;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import io.yizhan.town.NightTown;
import io.yizhan.town.TestPolicies;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** At four in the morning, as the city's clock has it, nobody is inside any more. */
final class NightResetTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T20:00:00Z"));
    private final Directory town = NightTown.of(BERLIN, TestPolicies.policy("p", 120, 60, 1, LocalTime.NOON), 1);
    private final Feed feed = new Feed();
    private Sequencer sequencer;
    private Writer writer;
    private long seq;

    @BeforeEach
    void start() {
        Region region = new Region(Rules.DEFAULT);
        CountingJournal journal = new CountingJournal();
        feed.restart(journal.lastSeq());
        sequencer = new Sequencer(
                region, journal, new FeedWriter(feed, region, BERLIN), now::get, Limits.DEFAULT, Observer.NONE);
        writer = new Writer(sequencer, "night");
        writer.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        writer.close(java.time.Duration.ofSeconds(10));
    }

    private NightReset nights() {
        return new NightReset(() -> town, sequencer, now::get);
    }

    private void enter() {
        new Caller(sequencer)
                .call(new GateCommand.RecordGateEvents(
                        "g",
                        "b",
                        1,
                        new long[] {++seq},
                        new long[] {Objects.requireNonNull(now.get()).toEpochMilli()},
                        new boolean[] {true},
                        new String[] {""}));
    }

    private int inside() {
        return Objects.requireNonNull(feed.station(1)).occupancy().inside();
    }

    @Test
    void comesAtTheCitysHourAndOncePerNight() {
        NightReset nights = nights();
        nights.sayWhereDue();
        enter();
        now.set(Instant.parse("2026-11-21T02:59:59Z"));
        nights.sayWhereDue();
        assertThat(inside()).isEqualTo(1);
        now.set(Instant.parse("2026-11-21T03:00:00Z"));
        nights.sayWhereDue();
        assertThat(inside()).isZero();
        enter();
        now.set(Instant.parse("2026-11-21T20:00:00Z"));
        nights.sayWhereDue();
        assertThat(inside()).isEqualTo(1);
    }

    @Test
    void isMadeUpForAtTheStart() {
        enter();
        now.set(Instant.parse("2026-11-21T05:00:00Z"));
        nights().sayWhereDue();
        assertThat(inside()).isZero();
        enter();
        nights().sayWhereDue();
        assertThat(inside()).as("by another owner, for the same night").isEqualTo(1);
    }
}
