package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Vertx;
import io.yizhan.core.Event;
import io.yizhan.core.OrderKey;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.order.OrderRecord;
import io.yizhan.order.OrderRecords;
import io.yizhan.order.PostgresOrderRecords;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the rows tell a booking partner of its orders, and when there is something to tell. */
@Tag("server")
class OrderRecordsTest {
    private static final String MEMBER = "b1 c";

    private static Vertx vertx;
    private RowSink sink;
    private OrderRecords records;
    private long seq;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void openASlot() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
        sink.connect();
        records = new PostgresOrderRecords(uri);
        happen(Streams.opened(9).toArray(Event[]::new));
    }

    @AfterEach
    void close() throws Exception {
        sink.close();
    }

    private void happen(Event... events) throws Exception {
        sink.write(batch(seq, List.of(events)));
        seq += events.length;
    }

    private static OrderKey key(long lo) {
        return new OrderKey("b1", 0, lo);
    }

    private void book(OrderKey key, long... ids) throws Exception {
        happen(LongStream.of(ids)
                .mapToObj(id -> new Event.ReservationPlaced(
                        2,
                        id,
                        MEMBER,
                        id,
                        id,
                        new long[] {SlotKey.of(2, 600)},
                        1,
                        ReservationState.CONFIRMED,
                        0,
                        (short) 0,
                        1,
                        590,
                        false,
                        false))
                .toArray(Event[]::new));
        happen(new Event.OrderBooked(2, key, MEMBER, 7, 8, ids, "{}"));
    }

    private List<OrderRecord> changedAfter(long after) throws IOException {
        return records.changedAfter(LivelyTown.ID, "b1", after, 10);
    }

    private OrderRecord only() throws IOException {
        List<OrderRecord> changed = changedAfter(0);
        assertThat(changed).hasSize(1);
        return changed.getFirst();
    }

    private List<ReservationState> states() throws IOException {
        return only().items().stream().map(Reservation::state).toList();
    }

    private void assertNothingToTellBy(Event... events) throws Exception {
        long before = seq;
        happen(events);
        assertThat(changedAfter(before)).isEmpty();
    }

    private void assertToldBy(Event... events) throws Exception {
        happen(events);
        assertThat(only().changedSeq()).isEqualTo(seq);
    }

    @Test
    void hasNothingToTellOfAnOrderThatStandsAsItWasBooked() throws Exception {
        book(key(1), 1, 2);

        assertThat(changedAfter(0)).isEmpty();
        OrderRecord found = records.find(LivelyTown.ID, "b1", new UUID(0, 1));
        assertThat(Objects.requireNonNull(found).items())
                .extracting(Reservation::id)
                .containsExactly(1L, 2L);
    }

    @Test
    void hasNothingToTellOfAnOrderThatConfirmsAQuote() throws Exception {
        Event held = new Event.ReservationPlaced(
                2,
                1,
                MEMBER,
                1,
                1,
                new long[] {SlotKey.of(2, 600)},
                1,
                ReservationState.HELD,
                300_000,
                (short) 0,
                1,
                590,
                false,
                false);
        happen(held, new Event.OrderQuoted(2, key(1), MEMBER, new long[] {1}));
        happen(
                new Event.ReservationConfirmed(3, 1),
                new Event.OrderBooked(3, key(1), MEMBER, 7, 8, new long[] {1}, "{}"));

        assertThat(changedAfter(0)).isEmpty();
    }

    @Test
    void tellsWhoCameAndWhoDidNot() throws Exception {
        book(key(1), 1, 2);
        assertToldBy(new Event.CheckedIn(3, 1));
        assertToldBy(new Event.NoShow(4, 2, false, 0));

        assertThat(states()).containsExactly(ReservationState.CHECKED_IN, ReservationState.NO_SHOW);
        assertThat(only().items().getFirst().arrival().cameAtMs()).isEqualTo(3);
    }

    @Test
    void tellsWhoHasCancelledAndWhy() throws Exception {
        book(key(1), 2, 1, 3);
        assertToldBy(new Event.ReservationCancelled(3, 2));
        happen(new Event.ClosureBegan(4, 5, 600, 660, true, "water"), new Event.VenueClosed(4, 5, 2));
        assertToldBy(new Event.ReservationCancelled(4, 1, 5));
        assertToldBy(new Event.ReservationCancelled(5, 3, 0, "a match"));

        assertThat(only().items())
                .extracting(Reservation::id, Reservation::state, Reservation::loss)
                .containsExactly(
                        tuple(2L, ReservationState.CANCELLED, null),
                        tuple(1L, ReservationState.CANCELLED, new Reservation.OfPlace(true, "water")),
                        tuple(3L, ReservationState.CANCELLED, new Reservation.OfPlace(false, "a match")));
    }

    @Test
    void tellsWhatTheCustomerIsToBeToldAndThatItWasTakenBack() throws Exception {
        book(key(1), 1);
        assertToldBy(new Event.OrderNoticed(3, key(1), "side door"));
        assertThat(only().notice()).isEqualTo("side door");
        assertToldBy(new Event.OrderNoticed(4, key(1), ""));

        assertThat(only().notice()).isEmpty();
    }

    @Test
    void tellsOfWhatWasGivenUpWithoutWhatWasSaidOfIt() throws Exception {
        book(key(1), 1);
        happen(new Event.OrderNoticed(3, key(1), "side door"));
        assertToldBy(new Event.ReservationCancelled(4, 1), new Event.OrderErased(4, key(1)));

        assertThat(only().erased()).isTrue();
        assertThat(only().notice() + only().details()).isEmpty();
    }

    @Test
    void hasNothingToTellOfWhatAPartnerDoesNotSee() throws Exception {
        book(key(1), 1, 2, 3);
        assertNothingToTellBy(new Event.ReservationCompleted(3, 1));
        assertNothingToTellBy(new Event.ReservationArchived(4, 1));
        assertToldBy(new Event.NoShow(5, 2, true, 0));
        assertNothingToTellBy(new Event.StrikeForgiven(6, 2, 0, "was ill"));
        assertToldBy(new Event.CheckedIn(7, 3));
        assertNothingToTellBy(new Event.ReservationCompleted(8, 3));
        assertNothingToTellBy(new Event.ReservationArchived(9, 2), new Event.ReservationArchived(9, 3));
        assertNothingToTellBy(new Event.MemberErased(10, MEMBER, new long[0]));

        assertThat(states())
                .as("of those that have left the books, too")
                .containsExactly(ReservationState.COMPLETED, ReservationState.NO_SHOW, ReservationState.COMPLETED);
    }

    /** Whatever of it a partner sees, it sees all of it: the events of one command come in one transaction ({@code FollowerTest}). */
    @Test
    void isOneChangeWhereSeveralItemsHaveChangedAtOnce() throws Exception {
        book(key(1), 1, 2);
        assertToldBy(new Event.ReservationCancelled(3, 1), new Event.ReservationCancelled(3, 2));

        assertThat(states()).containsExactly(ReservationState.CANCELLED, ReservationState.CANCELLED);
    }

    @Test
    void goesOnBehindWhatWasToldInTheOrderOfTheLastChanges() throws Exception {
        book(key(1), 1);
        book(key(2), 2);
        book(key(3), 3);
        happen(new Event.CheckedIn(3, 3));
        long first = seq;
        happen(new Event.CheckedIn(4, 1));
        happen(new Event.OrderNoticed(5, key(2), "side door"));
        assertThat(records.changedAfter(LivelyTown.ID, "b1", 0, 2))
                .extracting(OrderRecord::uuid)
                .containsExactly(new UUID(0, 3), new UUID(0, 1));

        assertThat(changedAfter(first)).extracting(OrderRecord::uuid).containsExactly(new UUID(0, 1), new UUID(0, 2));
        assertThat(changedAfter(seq)).isEmpty();
        assertThat(records.changedAfter(LivelyTown.ID, "b2", 0, 10)).isEmpty();
        assertThat(records.changedAfter("elsewhere", "b1", 0, 10)).isEmpty();
    }
}
