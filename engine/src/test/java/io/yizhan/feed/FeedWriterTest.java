package io.yizhan.feed;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.StoredSlot;
import io.yizhan.core.Term;
import io.yizhan.core.VenueCommand;
import io.yizhan.core.VenueTerms;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedWriterTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 21);
    private static final int SIX = minute(DAY, 18);
    private static final int SEVEN = minute(DAY, 19);
    private static final int RELEASE = minute(DAY.minusDays(1), 12);

    private final Region region = new Region(Rules.DEFAULT);
    private final Feed feed = new Feed();
    private final FeedWriter writer = new FeedWriter(feed, region, ZONE);
    private long seq;

    private static int minute(LocalDate date, int hour) {
        return (int) (date.atTime(hour, 0).atZone(ZONE).toEpochSecond() / 60);
    }

    private static long ms(int minute) {
        return minute * 60_000L;
    }

    private void carryOut(Command command, int atMin) {
        region.carryOut(command, ms(atMin), event -> seq++);
    }

    private void open(int startMin, int atMin) {
        int[] start = {startMin};
        int[] end = {startMin + 60};
        carryOut(new VenueCommand.OpenSlots(1, start, end, new int[] {4}, new int[] {RELEASE}, new boolean[1]), atMin);
    }

    private void place(String member, int startMin, int party) {
        long[] slots = {SlotKey.of(1, startMin)};
        carryOut(new Command.PlaceReservation(member, member.hashCode(), startMin, slots, party, false), RELEASE + 1);
    }

    private DayView day() {
        return requireNonNull(requireNonNull(feed.station(3)).day(DAY));
    }

    @BeforeEach
    void openAnEvening() {
        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(3, false, 60_000, 0)), RELEASE - 1);
        open(SEVEN, RELEASE - 1);
        open(SIX, RELEASE - 1);
        writer.publish(seq);
    }

    @Test
    void putsSlotsIntoTheirLocalDayInOrder() {
        assertThat(day().size()).isEqualTo(2);
        assertThat(day().startMs(0)).isEqualTo(ms(SIX));
        assertThat(day().startMs(1)).isEqualTo(ms(SEVEN));
        assertThat(requireNonNull(feed.station(3)).day(DAY.plusDays(1))).isNull();
    }

    @Test
    void showsAChangeOnlyWhenItIsPublished() {
        place("m-1", SIX, 3);
        assertThat(day().remaining(0, 0)).isEqualTo(4);

        writer.publish(seq);
        assertThat(day().remaining(0, 0)).isEqualTo(1);
        assertThat(day().remaining(1, 0)).isEqualTo(4);
        assertThat(day().version()).isEqualTo(seq);
        assertThat(day().changedAt(0)).isEqualTo(seq);
        assertThat(day().changedAt(1)).isLessThan(seq);
    }

    private List<Long> changedSince(long seq) {
        List<Long> ids = new ArrayList<>();
        ReservationNews news = feed.reservations();
        long from = news.since(seq);
        if (from == ReservationNews.OVERTAKEN) return List.of(from);
        assertThat(news.read(from, (id, member) -> ids.add(id))).isEqualTo(news.end());
        return ids;
    }

    @Test
    void tellsWhichReservationsHaveChangedWhenThatIsPublished() {
        long before = seq;
        place("m-1", SIX, 1);
        assertThat(changedSince(before)).isEmpty();
        writer.publish(seq);
        long between = seq;
        carryOut(new Command.CancelReservation("m-1", 1), RELEASE + 1);
        place("m-2", SIX, 1);
        writer.publish(seq);

        assertThat(changedSince(before)).containsExactly(1L, 1L, 2L);
        assertThat(changedSince(between)).containsExactly(1L, 2L);
        assertThat(changedSince(seq)).isEmpty();
    }

    /** A copy of all slots is brought up to date by what has changed after a number: so each has that of its own event, whatever the batch. */
    @Test
    void saysByWhichEventOfABatchEachSlotHasChanged() {
        place("m-1", SIX, 1);
        long first = seq;
        place("m-2", SEVEN, 1);
        place("m-3", SEVEN, 1);
        writer.publish(seq);
        assertThat(day().changedAt(0)).isEqualTo(first);
        assertThat(day().changedAt(1)).isEqualTo(seq).isEqualTo(first + 2);
    }

    /** A start changes no slot: those who have a copy are told of none. */
    @Test
    void keepsTheNumbersOfSlotsThatAreLoaded() {
        Region loaded = new Region(Rules.DEFAULT);
        loaded.venue(1, new VenueTerms(3, false, 60_000, 0));
        for (int start : new int[] {SIX, SEVEN}) {
            loaded.slot(new StoredSlot(SlotKey.of(1, start), start + 60, 4, RELEASE, RELEASE, false, false, 0));
            loaded.slotChanged(SlotKey.of(1, start), 100 + start - SIX);
        }
        loaded.slotRetired(SlotKey.of(1, SIX - 1_440), 77);
        Feed fresh = new Feed();
        fresh.restart(500);
        FeedWriter owner = new FeedWriter(fresh, loaded, ZONE);
        long[] seven = {SlotKey.of(1, SEVEN)};
        loaded.carryOut(new Command.PlaceReservation("m-1", 1, 1, seven, 1, false), ms(RELEASE + 1), event -> {});
        owner.publish(501);

        DayView published = requireNonNull(requireNonNull(fresh.station(3)).day(DAY));
        assertThat(published.changedAt(0)).isEqualTo(100);
        assertThat(published.changedAt(1)).isEqualTo(501);
        assertThat(retiredAfter(fresh, 76)).containsExactly(SlotKey.of(1, SIX - 1_440));
        assertThat(retiredAfter(fresh, 77)).isEmpty();
    }

    private static List<Long> retiredAfter(Feed feed, long seq) {
        List<Long> keys = new ArrayList<>();
        feed.retired().after(seq, (key, by) -> keys.add(key));
        return keys;
    }

    /** Who has followed an owner, and then takes its place, goes on telling; who loads the books anew can't tell what was before. */
    @Test
    void knowsWhatHasChangedAsLongAsTheBooksGoOn() {
        place("m-1", SIX, 1);
        writer.publish(seq);
        long followed = seq;
        place("m-2", SIX, 1);
        FeedWriter owner = new FeedWriter(feed, region, ZONE);
        owner.publish(seq);
        feed.owned(7);
        assertThat(feed.ownership()).isEqualTo(new Feed.Ownership(7, seq));
        assertThat(changedSince(followed)).containsExactly(2L);

        feed.restart(seq);
        assertThat(changedSince(followed)).containsExactly(ReservationNews.OVERTAKEN);
        assertThat(changedSince(seq)).isEmpty();
    }

    @Test
    void tellsTheStateByTimeAndPlaces() {
        assertThat(day().state(0, ms(RELEASE) - 1)).isEqualTo(SlotState.NOT_YET);
        assertThat(day().state(0, ms(RELEASE))).isEqualTo(SlotState.OPEN);
        assertThat(day().nextTransitionMs(ms(RELEASE))).isEqualTo(ms(SIX));
        place("m-1", SIX, 4);
        writer.publish(seq);
        assertThat(day().state(0, ms(SIX) - 1)).isEqualTo(SlotState.FULL);
        assertThat(day().state(0, ms(SIX))).isEqualTo(SlotState.PAST);
    }

    @Test
    void addsSlotsToADayWithoutForgettingWhatHappenedToTheOthers() {
        place("m-1", SIX, 3);
        writer.publish(seq);
        long changedAt = day().changedAt(0);
        open(SEVEN + 60, RELEASE + 2);
        writer.publish(seq);

        assertThat(day().size()).isEqualTo(3);
        assertThat(day().remaining(0, 0)).isEqualTo(1);
        assertThat(day().changedAt(0)).isEqualTo(changedAt);
    }

    @Test
    void tellsOfASlotThatWasClosedOrOpenedAgain() {
        long before = day().changedAt(0);
        carryOut(new ClosureCommand.CloseVenues(new int[] {1}, SIX, SIX + 30, true, "wet floor"), RELEASE + 1);
        writer.publish(seq);
        assertThat(day().state(0, ms(RELEASE + 1))).isEqualTo(SlotState.CLOSED);
        assertThat(day().changedAt(0)).isEqualTo(seq).isGreaterThan(before);
        assertThat(day().closureReason(0)).isEqualTo("wet floor");
        assertThat(day().closureReason(1)).isNull();

        carryOut(new ClosureCommand.LiftClosure(1), RELEASE + 2);
        writer.publish(seq);
        assertThat(day().closureReason(0)).isNull();
        assertThat(day().state(0, ms(RELEASE + 2))).isEqualTo(SlotState.OPEN);
        assertThat(day().changedAt(0)).isEqualTo(seq);
    }

    @Test
    void showsWhoCanBookUnderTheTermsOfNow() {
        VenueTerms hosted = new VenueTerms(3, false, 60_000, 0)
                .hostedBy("erjian")
                .with(Term.HOST_SHARE_PERCENT, 50)
                .with(Term.HOST_SHARE_UNTIL_MS, 30 * 60_000)
                .with(Term.BOOKING_CUTOFF_MS, 10 * 60_000);
        carryOut(new VenueCommand.DefineVenue(1, hosted), RELEASE + 1);
        writer.publish(seq);
        assertThat(day().changedAt(0)).isEqualTo(seq);
        assertThat(day().forHost(0, ms(SIX - 30) - 1)).isEqualTo(2);
        assertThat(day().forHost(0, ms(SIX - 30))).isZero();
        assertThat(day().nextTransitionMs(0, ms(SIX - 40))).isEqualTo(ms(SIX - 30));
        assertThat(day().nextTransitionMs(0, ms(SIX - 30))).isEqualTo(ms(SIX - 10));
        assertThat(day().state(0, ms(SIX - 10) - 1)).isEqualTo(SlotState.OPEN);
        assertThat(day().state(0, ms(SIX - 10))).isEqualTo(SlotState.CLOSED);
        place("m-1", SIX, 2);
        writer.publish(seq);
        assertThat(day().forHost(0, ms(RELEASE + 2))).isEqualTo(2);
        assertThat(day().remaining(0, 0)).isEqualTo(2);
    }

    @Test
    void showsAVenueWhereItWasMovedTo() {
        place("m-1", SIX, 3);
        writer.publish(seq);
        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(5, false, 60_000, 0)), RELEASE + 2);
        writer.publish(seq);

        DayView there = requireNonNull(requireNonNull(feed.station(5)).day(DAY));
        assertThat(there.size()).isEqualTo(2);
        assertThat(there.remaining(0, 0)).isEqualTo(1);
        assertThat(day().size()).isZero();
        place("m-2", SIX, 1);
        writer.publish(seq);
        assertThat(there.remaining(0, 0)).isZero();

        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(3, false, 60_000, 0)), RELEASE + 3);
        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(5, false, 60_000, 0)), RELEASE + 3);
        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(3, false, 60_000, 0)), RELEASE + 3);
        writer.publish(seq);
        assertThat(day().size()).isEqualTo(2);
        assertThat(requireNonNull(requireNonNull(feed.station(5)).day(DAY)).size())
                .isZero();
    }

    @Test
    void tellsAStationsShareWhereReservationsWereMade() {
        place("m-1", SIX, 3);
        writer.publish(seq);
        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(5, false, 60_000, 0)), RELEASE + 2);
        place("m-2", SIX, 1);
        writer.publish(seq);
        StationFeed former = requireNonNull(feed.station(3));
        assertThat(former.share()).isEqualTo(new Share(3, 0, 0));
        assertThat(requireNonNull(feed.station(5)).share()).isEqualTo(new Share(1, 0, 0));

        carryOut(new Command.CancelReservation("m-1", 1), RELEASE + 3);
        writer.publish(seq);
        assertThat(former.share()).isEqualTo(Share.NONE);
        assertThat(former.version()).isEqualTo(seq);
        assertThat(requireNonNull(feed.station(5)).share()).isEqualTo(new Share(1, 0, 0));
    }

    @Test
    void knowsHowEachSlotIsSharedWhateverItsVenueIsNow() {
        carryOut(new VenueCommand.DefineVenue(1, new VenueTerms(3, true, 60_000, 0)), RELEASE + 2);
        open(SEVEN + 60, RELEASE + 2);
        writer.publish(seq);

        assertThat(day().places(0, 3)).isEqualTo(3);
        assertThat(day().places(2, 3)).isOne();
    }

    @Test
    void keepsARenderingUntilSomethingChangesOrTimePasses() {
        Rendering rendering = new Rendering(day().version(), 5_000) {};
        day().keep(0, rendering);
        assertThat(day().rendering(0, 4_999)).isSameAs(rendering);
        assertThat(day().rendering(1, 4_999)).isNull();
        assertThat(day().rendering(0, 5_000)).isNull();
        place("m-1", SIX, 1);
        writer.publish(seq);
        assertThat(day().rendering(0, 4_999)).isNull();
    }

    @Test
    void dropsDaysThatAreRetired() {
        int tomorrow = minute(DAY.plusDays(1), 0);
        carryOut(new VenueCommand.RetireSlots(tomorrow), tomorrow + 1);
        writer.publish(seq);
        assertThat(requireNonNull(feed.station(3)).days()).isEmpty();
        assertThat(region.slotCount()).isZero();
        assertThat(retiredAfter(feed, seq - 1)).containsExactlyInAnyOrder(SlotKey.of(1, SIX), SlotKey.of(1, SEVEN));
        assertThat(retiredAfter(feed, seq)).isEmpty();
        open(SIX, tomorrow + 2);
        writer.publish(seq);
        assertThat(retiredAfter(feed, 0)).containsExactly(SlotKey.of(1, SEVEN));
    }

    @Test
    void tellsListenersOnlyOfBatchesThatChangedSomething() {
        AtomicInteger told = new AtomicInteger();
        feed.onChange(told::incrementAndGet);
        writer.publish(seq);
        assertThat(told).hasValue(0);
        place("m-1", SIX, 1);
        writer.publish(seq);
        assertThat(told).hasValue(1);
        assertThat(feed.seq()).isEqualTo(seq);
    }

    @Test
    void isEmptyUntilTheBooksThatAreLoadedAnewArePublished() {
        StationFeed former = requireNonNull(feed.station(3));
        AtomicInteger told = new AtomicInteger();
        feed.onChange(told::incrementAndGet);

        feed.restart(40);
        assertThat(feed.station(3)).isNull();
        assertThat(feed.startSeq()).isEqualTo(40);
        assertThat(feed.seq()).isEqualTo(40);
        assertThat(told).hasValue(1);

        place("m-1", SIX, 1);
        open(SEVEN + 60, RELEASE - 1);
        writer.publish(41);
        assertThat(feed.station(3)).isNotNull().isNotSameAs(former);
        assertThat(feed.startSeq()).isEqualTo(40);
    }
}
