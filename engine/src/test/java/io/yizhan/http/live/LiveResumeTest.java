package io.yizhan.http.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.town.HttpTown;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Listeners whose lines are cut at bad moments: around releases, starts, midnights, and when a gate falls silent; in the middle of what they
 * are told; and who go on at a node with another clock. Whatever they went through, they know what a look at the edge would show.
 */
@Tag("slow")
class LiveResumeTest {
    private static final int SEEDS = 400;
    private static final int STATION = 1;
    private static final int VENUE = 1;
    private static final long HOUR_MS = 3_600_000;

    /** One city's books and feed, and a clock. */
    private static final class World {
        final SplittableRandom random;
        final DirectoryIndex index = new DirectoryIndex(HttpTown.directory());
        final Region region = new Region(Rules.DEFAULT);
        final Feed feed = new Feed();
        final FeedWriter writer = new FeedWriter(feed, region, HttpTown.ZONE);
        final LiveListener listener;
        long nowMs = HttpEngine.START_MS + 37;
        /** What the clock of the node that answers now differs by. */
        long clockOffMs;

        private long seq;
        private LocalDate opened = HttpTown.TODAY.minusDays(1);
        private int gateSeq;
        private int member;

        World(long seed, LiveListener.Resuming resuming) {
            random = new SplittableRandom(seed);
            feed.restart(0);
            for (int venueNo = 1; venueNo <= 3; venueNo++)
                carryOut(new VenueCommand.DefineVenue(venueNo, new VenueTerms(STATION, false, 60_000, 0)));
            roll();
            listener = new LiveListener(feed, index, STATION, resuming, random.split());
        }

        void carryOut(Command command) {
            long formerSeq = seq;
            region.carryOut(command, Math.max(nowMs, region.lastMs()), event -> seq++);
            if (seq > formerSeq) writer.publish(seq);
        }

        /** Opens the days up to the horizon, and drops those that are over. */
        void roll() {
            LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(nowMs), HttpTown.ZONE);
            while (opened.isBefore(today.plusDays(2))) {
                opened = opened.plusDays(1);
                for (int venueNo = 1; venueNo <= 3; venueNo++) carryOut(index.horizon.slots(venueNo, opened));
            }
            carryOut(new VenueCommand.RetireSlots(index.horizon.startOfDayMin(today.minusDays(1))));
        }

        void step() {
            switch (random.nextInt(8)) {
                case 0 -> pass(random.nextInt(1, 600_000));
                case 1 -> to(Math.floorDiv(nowMs, HOUR_MS) * HOUR_MS + HOUR_MS); // Starts, releases and midnights.
                case 2 -> to(region.headcount(STATION).asOfMs() + 10 * 60_000);
                case 3 -> book();
                case 4 -> gate();
                case 5 -> cutOrResume();
                case 6 -> clockOffMs = random.nextInt(-20_000, 20_000);
                default -> pass(random.nextInt(1, 2_000));
            }
            roll();
            long edgeMs = nowMs + clockOffMs;
            if (listener.connected()) {
                listener.tick(edgeMs);
                assertThat(listener.picture()).isEqualTo(listener.present(edgeMs));
            }
        }

        /** To just before a moment, just behind it, or at it. */
        private void to(long momentMs) {
            pass(momentMs + random.nextInt(-2, 3) * 500L - nowMs);
        }

        private void pass(long ms) {
            nowMs += Math.max(1, ms);
        }

        private void book() {
            int startMin = (int) (Math.floorDiv(nowMs, HOUR_MS) * 60) + 60 * random.nextInt(1, 30);
            String who = "m-" + ++member;
            carryOut(new Command.PlaceReservation(
                    who, member, member, new long[] {SlotKey.of(VENUE, startMin)}, 1, random.nextBoolean()));
        }

        private void gate() {
            long[] number = {++gateSeq};
            carryOut(new GateCommand.RecordGateEvents(
                    "g", "b", STATION, number, new long[] {nowMs}, new boolean[] {true}, new String[] {""}));
        }

        private void cutOrResume() {
            long edgeMs = nowMs + clockOffMs;
            if (listener.connected()) listener.cut(edgeMs);
            else if (random.nextInt(10) == 0) listener.begin(edgeMs - random.nextInt(3_000), edgeMs);
            else listener.resume(edgeMs);
        }
    }

    private static void run(long seed, LiveListener.Resuming resuming) {
        World world = new World(seed, resuming);
        world.listener.begin(world.nowMs, world.nowMs);
        for (int i = 0; i < 120; i++) world.step();
    }

    @Test
    void knowsWhatALookWouldShowWhateverCutItOff() {
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                run(seed, LivePosition::resumed);
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed, failure);
            }
        }
    }

    /** As before ids had a moment in them. */
    @Test
    void findsAServerThatForgetsTheTimeBetweenACutAndAResume() {
        assertThat(found((id, feed, nowMs) -> {
                    LivePosition from = LivePosition.resumed(id, feed, nowMs);
                    return from == null ? null : new LivePosition(from.seq(), nowMs);
                }))
                .isTrue();
    }

    @Test
    void findsAServerThatTakesAReadersMomentForOneOfItsOwnClock() {
        assertThat(found((id, feed, nowMs) -> {
                    LivePosition from = LivePosition.resumed(id, feed, nowMs);
                    return from == null ? null : new LivePosition(from.seq(), Math.min(from.untilMs(), nowMs));
                }))
                .isTrue();
    }

    private static boolean found(LiveListener.Resuming planted) {
        for (long seed = 0; seed < 1_000; seed++) {
            try {
                run(seed, planted);
            } catch (AssertionError seen) {
                return true;
            }
        }
        return false;
    }

    @Test
    void goesOnAtWhatItWasToldAndNowhereElse() {
        World world = new World(1, LivePosition::resumed);
        Feed feed = world.feed;
        LivePosition told = new LivePosition(feed.seq(), world.nowMs);
        assertThat(LivePosition.resumed(told.id(), feed, world.nowMs + 5_000)).isEqualTo(told);
        long later = world.nowMs + 3_600_000;
        for (String strange : new String[] {
            new LivePosition(feed.seq() + 1, world.nowMs).id(),
            new LivePosition(feed.seq(), later).id(),
            "",
            "-5",
            "nonsense",
            "1".repeat(40)
        })
            assertThat(LivePosition.resumed(strange, feed, world.nowMs))
                    .as(strange)
                    .isNull();
        feed.restart(feed.seq() + 10);
        assertThat(LivePosition.resumed(told.id(), feed, world.nowMs))
                .as("from before the feed began anew")
                .isNull();
    }

    /** A number alone says nothing about the time: all is told again that may have changed since it was published. */
    @Test
    void tellsAgainWhatTimeMayHaveChangedSinceAVersionWasRead() {
        World world = new World(1, LivePosition::resumed);
        String version = Long.toString(
                Objects.requireNonNull(world.feed.station(STATION)).version());
        Map<String, String> read = world.listener.present(world.nowMs);
        world.nowMs += HOUR_MS;
        LivePosition from = Objects.requireNonNull(LivePosition.resumed(version, world.feed, world.nowMs));

        assertThat(from.untilMs()).isLessThanOrEqualTo(world.nowMs - HOUR_MS);
        assertThat(world.listener.present(world.nowMs)).isNotEqualTo(read);
    }
}
