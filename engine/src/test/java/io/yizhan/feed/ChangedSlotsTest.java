package io.yizhan.feed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ChangedSlotsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FIRST = LocalDate.of(2026, 11, 21);
    private static final int VENUES = 5;
    private static final int HOURS = 12;
    private static final int PLACES = 100;
    private static final int RELEASE = minute(8) - 24 * 60;

    private final Region region = new Region(Rules.DEFAULT);
    private final Feed feed = new Feed();
    private final FeedWriter writer = new FeedWriter(feed, region, ZONE);
    private long seq;

    private static int minute(int hour) {
        return (int) (FIRST.atTime(hour, 0).atZone(ZONE).toEpochSecond() / 60);
    }

    private void carryOut(Command command) {
        region.carryOut(command, (RELEASE + 1) * 60_000L, event -> seq++);
    }

    private void open() {
        for (int venue = 1; venue <= VENUES; venue++) {
            carryOut(new VenueCommand.DefineVenue(venue, new VenueTerms(3, false, 60_000, 0)));
            for (int hour = 0; hour < HOURS; hour++) {
                int[] start = {minute(8 + hour)};
                carryOut(new VenueCommand.OpenSlots(
                        venue,
                        start,
                        new int[] {start[0] + 60},
                        new int[] {PLACES},
                        new int[] {RELEASE},
                        new boolean[1]));
            }
        }
        writer.publish(seq);
    }

    private static long slot(int venue, int hour) {
        return SlotKey.of(venue, minute(8 + hour));
    }

    private void place(String member, long slot) {
        carryOut(new Command.PlaceReservation(member, member.hashCode(), seq, new long[] {slot}, 1, false));
    }

    private List<ChangedSlots.Change> after(long number, int limit) {
        return requireNonNull(ChangedSlots.after(feed, number, limit, key -> true));
    }

    @Test
    void tellsThemInTheOrderOfTheirLastChanges() {
        open();
        long opened = seq;
        place("m-1", slot(4, 2));
        place("m-2", slot(1, 7));
        place("m-3", slot(4, 2));
        writer.publish(seq);

        assertThat(after(0, 1_000)).hasSize(VENUES * HOURS);
        assertThat(after(opened, 10)).extracting(ChangedSlots.Change::key).containsExactly(slot(1, 7), slot(4, 2));
        assertThat(after(opened, 10)).extracting(ChangedSlots.Change::seq).containsExactly(opened + 2, opened + 3);
        assertThat(after(seq, 10)).isEmpty();
        assertThat(after(seq + 1, 10)).isEmpty();
        assertThat(ChangedSlots.after(feed, opened, 10, key -> SlotKey.venueNo(key) == 1))
                .extracting(ChangedSlots.Change::key)
                .containsExactly(slot(1, 7));
    }

    @Test
    void tellsNothingThatIsNotPublished() {
        open();
        long opened = seq;
        place("m-1", slot(4, 2));
        assertThat(after(opened, 10)).isEmpty();
    }

    /** Whoever goes on behind the last one would miss the others. */
    @Test
    void partsNothingThatOneEventHasChanged() {
        open();
        long opened = seq;
        carryOut(new VenueCommand.DefineVenue(2, new VenueTerms(3, false, 60_000, 0).hostedBy("erjian")));
        place("m-1", slot(4, 2));
        writer.publish(seq);

        assertThat(after(opened, 5))
                .hasSize(HOURS)
                .extracting(ChangedSlots.Change::seq)
                .containsOnly(opened + 1);
        assertThat(after(opened + 1, 5)).hasSize(1);
    }

    /** By the catalogue they are slots of something else, and in the books nothing has changed. */
    @Test
    void tellsThoseOfAVenueOnceMoreWhenItIsAskedTo() {
        open();
        long opened = seq;
        carryOut(new VenueCommand.DefineVenue(2, new VenueTerms(3, false, 60_000, 0)));
        writer.publish(seq);
        assertThat(after(opened, 100)).as("as it was").isEmpty();
        carryOut(new VenueCommand.TellSlotsAgain(2));
        carryOut(new VenueCommand.TellSlotsAgain(VENUES + 1));
        writer.publish(seq);
        assertThat(after(opened, 100)).hasSize(HOURS).allSatisfy(it -> {
            assertThat(SlotKey.venueNo(it.key())).isEqualTo(2);
            assertThat(it.seq()).isEqualTo(opened + 1);
        });
    }

    @Test
    void tellsOfThoseThatHaveGone() {
        open();
        long opened = seq;
        carryOut(new VenueCommand.RetireSlots(minute(8) + 24 * 60));
        writer.publish(seq);

        List<ChangedSlots.Change> gone = after(opened, 5);
        assertThat(gone).hasSize(VENUES * HOURS);
        assertThat(gone).allSatisfy(it -> assertThat(it.day()).isNull());
        assertThat(after(seq, 5)).isEmpty();
    }

    /** Its number stands for all of it from the first moment on: who went on behind a part would miss the rest. */
    @Test
    void tellsNothingWhileWhatIsThereIsLoadedAnew() {
        open();
        assertThat(ChangedSlots.after(feed, 0, 10, key -> {
                    feed.restart(seq);
                    return true;
                }))
                .as("when that begins while they are looked for")
                .isNull();
        assertThat(ChangedSlots.after(feed, 0, 10, key -> true)).isNull();
        writer.publish(seq);
        assertThat(after(0, 10)).as("nothing was loaded").isEmpty();
    }

    /** As an app keeps its copy: page by page, while people book as fast as they can. */
    @Test
    void aCopyThatIsMadeMeanwhileIsCompleteInTheEnd() throws InterruptedException {
        open();
        Map<Long, Integer> copy = new HashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        Thread reader = new Thread(() -> {
            long number = 0;
            boolean last = false;
            while (!last) {
                last = over.get();
                for (List<ChangedSlots.Change> page = after(number, 7); !page.isEmpty(); page = after(number, 7)) {
                    for (ChangedSlots.Change it : page) {
                        if (it.day() == null) copy.remove(it.key());
                        else copy.put(it.key(), it.day().remaining(it.index(), 0));
                    }
                    number = page.getLast().seq();
                }
            }
        });
        reader.start();
        Random random = new Random(5);
        for (int batch = 0; batch < 2_000; batch++) {
            for (int i = 1 + random.nextInt(4); i > 0; i--)
                place("m-" + seq, slot(1 + random.nextInt(VENUES), random.nextInt(HOURS)));
            writer.publish(seq);
        }
        over.set(true);
        reader.join();

        Map<Long, Integer> all = new HashMap<>();
        for (ChangedSlots.Change it : after(0, 1_000))
            if (it.day() != null) all.put(it.key(), it.day().remaining(it.index(), 0));
        assertThat(copy).isEqualTo(all).hasSize(VENUES * HOURS);
    }
}
