package io.yizhan.feed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever reads while the writer is at it, takes only what is newer than it knows, and still ends up with all. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class FeedReadersTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final int DAYS = 9;
    private static final int HOURS = 14;
    private static final int ROUNDS = 300;
    private static final int FROM = minute(0, 8);
    private static final int RELEASE = FROM - 24 * 60;

    private final Region region = new Region(Rules.DEFAULT);
    private final Feed feed = new Feed();
    private final FeedWriter writer = new FeedWriter(feed, region, ZONE);
    private long seq;

    private static int minute(int day, int hour) {
        return (int) (FIRST.plusDays(day).atTime(hour, 0).atZone(ZONE).toEpochSecond() / 60);
    }

    private void carryOut(Command command) {
        region.carryOut(command, (RELEASE + 1) * 60_000L, event -> seq++);
    }

    private void openNineDays() {
        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(3, false, 60_000, 0)));
        int[] start = new int[DAYS * HOURS];
        int[] end = new int[start.length];
        int[] places = new int[start.length];
        int[] release = new int[start.length];
        for (int i = 0; i < start.length; i++) {
            start[i] = minute(i / HOURS, 8 + i % HOURS);
            end[i] = start[i] + 60;
            places[i] = 2 * ROUNDS;
            release[i] = RELEASE;
        }
        carryOut(new VenueCommand.OpenSlots(1, start, end, places, release, new boolean[start.length]));
        writer.publish(seq);
    }

    private abstract static class Reader {
        final Map<Long, String> known = new HashMap<>();

        abstract void read();

        void take(DayView day, int i) {
            known.put(day.key(i), day.remaining(i, 0) + " " + day.closureReason(i));
        }
    }

    /** What one knows who asks again and again for what is newer, as a live stream does. */
    private final class Stream extends Reader {
        private long upTo = -1;

        @Override
        void read() {
            StationFeed station = feed.station(3);
            if (station == null || station.version() == upTo) return;
            long version = station.version();
            for (DayView day : station.days())
                for (int i = 0; i < day.size(); i++) if (day.changedAt(i) > upTo) take(day, i);
            upTo = version;
        }
    }

    /** What one knows who reads a day anew when its version is another one, as an answer is kept for all who ask. */
    private final class KeptAnswers extends Reader {
        private final Map<LocalDate, Long> versions = new HashMap<>();

        @Override
        void read() {
            StationFeed station = requireNonNull(feed.station(3));
            for (DayView day : station.days()) {
                long version = day.version();
                Long former = versions.put(day.date(), version);
                if (former != null && former == version) continue;
                for (int i = 0; i < day.size(); i++) take(day, i);
            }
        }
    }

    private Map<Long, String> all() {
        Reader fresh = new Stream();
        fresh.read();
        return fresh.known;
    }

    /** Reads as long as the writer publishes, and once more. */
    private static void beside(Reader reader, Runnable writes) {
        CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        Thread other = new Thread(() -> {
            while (!written.isDone()) reader.read();
            reader.read();
        });
        other.start();
        try {
            writes.run();
        } finally {
            written.complete(null);
        }
        try {
            other.join();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** A venue's slots of all days change by one event: a reader that comes when some days are done has to be told of the others. */
    @Test
    void closuresOfManyDaysAreMissedByNobody() {
        openNineDays();
        for (int round = 0; round < ROUNDS; round++) {
            ClosureCommand.CloseVenues close =
                    new ClosureCommand.CloseVenues(new int[] {1}, FROM, FROM + DAYS * 1_440, true, "roof " + round);
            int closure = round + 1;
            assertNothingMissed(round % 2 == 0 ? new Stream() : new KeptAnswers(), () -> carryOut(close));
            carryOut(new ClosureCommand.LiftClosure(closure));
            writer.publish(seq);
        }
    }

    /** One booking of every slot of a day, in one batch. */
    @Test
    void bookingsOfOneBatchAreMissedByNobody() {
        openNineDays();
        for (int round = 0; round < ROUNDS; round++) {
            String members = "m-" + round + "-";
            assertNothingMissed(round % 2 == 0 ? new Stream() : new KeptAnswers(), () -> {
                for (int i = 0; i < HOURS; i++) place(members + i, i);
            });
        }
    }

    private void assertNothingMissed(Reader reader, Runnable changes) {
        long before = seq;
        changes.run();
        assertThat(seq).isGreaterThan(before);
        beside(reader, () -> writer.publish(seq));
        assertThat(reader.known).as("as of %s", seq).isEqualTo(all());
    }

    private void place(String member, int hour) {
        long[] slots = {SlotKey.of(1, minute(0, 8 + hour))};
        carryOut(new Command.PlaceReservation(member, member.hashCode(), hour, slots, 1, false));
    }
}
