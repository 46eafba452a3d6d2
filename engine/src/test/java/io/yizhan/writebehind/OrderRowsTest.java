package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.yizhan.core.Event;
import io.yizhan.core.OrderKey;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.rows.RowInvariant;
import io.yizhan.rows.RowParts;
import io.yizhan.town.LivelyTown;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the rows have of orders, as those read it who tell partners of them. */
@Tag("server")
class OrderRowsTest {
    private static final OrderKey KEY = new OrderKey("b1", 0x1111_2222_3333_4444L, 0x5555_6666_7777_8888L);
    private static final String UUID = "11112222-3333-4444-5555-666677778888";

    private static Vertx vertx;
    private PostgresUri uri;
    private RowSink sink;
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
        uri = PostgresRowSinkTest.freshTown();
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
        sink.connect();
        happen(Streams.opened(9));
    }

    @AfterEach
    void close() throws Exception {
        sink.close();
    }

    private void happen(List<Event> events) throws Exception {
        sink.write(batch(seq, events));
        seq += events.size();
    }

    private void happen(Event... events) throws Exception {
        happen(List.of(events));
    }

    private static Event placed(long id, ReservationState state) {
        return new Event.ReservationPlaced(
                2,
                id,
                "b1 c",
                id,
                id,
                new long[] {SlotKey.of(2, 600)},
                1,
                state,
                state == ReservationState.HELD ? 300_000 : 0,
                (short) 0,
                1,
                590,
                false,
                false);
    }

    private static Event booked(long... ids) {
        return new Event.OrderBooked(2, KEY, "b1 c", 7, 8, ids, "{\"email\":\"c@example.org\"}");
    }

    private List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            while (row.next()) rows.add(row.getString(1));
        }
        return rows;
    }

    private List<String> orders() throws SQLException {
        return rows(
                "select concat_ws(' ', broker, uuid, state, member, details, notice, booked_seq, changed_seq) from booking_order");
    }

    private List<String> items() throws SQLException {
        return rows("select number || ': ' || reservation_id from booking_order_item order by number");
    }

    /** As a partner's feed is read. */
    private List<String> changedSince(long after) throws SQLException {
        return rows("select uuid || ' ' || changed_seq from booking_order where region = '" + LivelyTown.ID
                + "' and broker = 'b1' and state > 0 and changed_seq > " + after + " order by changed_seq, uuid");
    }

    @Test
    void keepsAQuoteForAsLongAsItHoldsSomething() throws Exception {
        happen(placed(1, ReservationState.HELD), placed(2, ReservationState.HELD));
        happen(new Event.OrderQuoted(2, KEY, "b1 c", new long[] {1, 2}));
        assertThat(orders()).containsExactly("b1 " + UUID + " 0 b1 c   0 0");
        assertThat(items()).containsExactly("1: 1", "2: 2");

        happen(new Event.ReservationCancelled(3, 1));
        assertThat(items()).hasSize(2);
        happen(new Event.HoldExpired(300_000, 2));

        assertThat(orders()).isEmpty();
        assertThat(items()).isEmpty();
    }

    @Test
    void saysOfAnOrderWhenItChangedLast() throws Exception {
        happen(placed(1, ReservationState.CONFIRMED), placed(2, ReservationState.CONFIRMED), booked(1, 2));
        assertThat(orders()).containsExactly("b1 " + UUID + " 1 b1 c {\"email\":\"c@example.org\"}  5 5");
        assertThat(changedSince(4)).containsExactly(UUID + " 5");
        assertThat(changedSince(5)).isEmpty();

        happen(placed(3, ReservationState.CONFIRMED), new Event.CheckedIn(3, 3));
        assertThat(changedSince(5)).as("what is no order's is no change of one").isEmpty();
        happen(new Event.ReservationCancelled(4, 2, 0, "water"), new Event.CheckedIn(4, 1));

        assertThat(changedSince(5)).containsExactly(UUID + " 9");
    }

    @Test
    void replacesAQuoteByTheOrderThatConfirmsIt() throws Exception {
        happen(
                placed(1, ReservationState.HELD),
                new Event.OrderQuoted(2, KEY, "b1 c", new long[] {1}),
                new Event.ReservationConfirmed(2, 1),
                placed(2, ReservationState.CONFIRMED),
                booked(2, 1));

        assertThat(items()).containsExactly("1: 2", "2: 1");
        assertThat(changedSince(0)).containsExactly(UUID + " 7");
    }

    @Test
    void keepsWhatACustomerIsToBeToldUntilItIsTakenBack() throws Exception {
        happen(
                placed(1, ReservationState.CONFIRMED),
                booked(1),
                new Event.OrderNoticed(3, KEY, "water"),
                new Event.OrderNoticed(3, KEY, "side door"));
        assertThat(rows("select notice || ' ' || booked_seq || ' ' || changed_seq from booking_order"))
                .containsExactly("side door 4 6");
        happen(new Event.OrderNoticed(4, KEY, "front door"), new Event.OrderNoticed(5, KEY, "no\0thing"));
        assertThat(rows("select notice || ' ' || booked_seq || ' ' || changed_seq from booking_order"))
                .containsExactly("no\uFFFDthing 4 8");

        happen(new Event.OrderNoticed(6, KEY, ""));

        assertThat(orders()).containsExactly("b1 " + UUID + " 1 b1 c {\"email\":\"c@example.org\"}  4 9");
    }

    /** Of a batch that is large, since the rows could not be written for long. */
    @Test
    void takesTheKeyOfAnOrderAnewThatTheBooksHaveForgottenInTheSameBatch() throws Exception {
        happen(placed(1, ReservationState.CONFIRMED), booked(1));
        happen(
                new Event.OrderNoticed(3, KEY, "side door"),
                new Event.ReservationCancelled(3, 1),
                new Event.OrderErased(3, KEY),
                new Event.ReservationArchived(90_000_000, 1),
                placed(2, ReservationState.HELD),
                new Event.OrderQuoted(90_000_000, KEY, "b1 c", new long[] {2}));

        assertThat(orders()).containsExactly("b1 " + UUID + " 0 b1 c   0 0");
        assertThat(items()).containsExactly("1: 2");
    }

    @Test
    void forgetsWhatWasSaidOfAnOrderThatIsGivenUp() throws Exception {
        happen(placed(1, ReservationState.CONFIRMED), booked(1));
        happen(new Event.OrderNoticed(3, KEY, "side door"));
        happen(new Event.ReservationCancelled(3, 1), new Event.OrderErased(3, KEY));

        assertThat(orders()).containsExactly("b1 " + UUID + " 2 b1 c   4 7");
    }

    @Test
    void forgetsWhatWasSaidOfAMemberWhoIsForgotten() throws Exception {
        happen(placed(1, ReservationState.CONFIRMED), booked(1));
        happen(new Event.OrderNoticed(3, KEY, "side door"));
        happen(new Event.ReservationCancelled(3, 1), new Event.MemberErased(3, "b1 c", new long[] {1}));

        assertThat(orders()).containsExactly("b1 " + UUID + " 1    4 6");
        assertThat(problems()).isEmpty();
    }

    @Test
    void writesNothingOfItIntoTheTrail() throws Exception {
        happen(placed(1, ReservationState.CONFIRMED), booked(1));

        assertThat(rows("select array_to_string(payload, chr(32)) from event_batch"))
                .noneMatch(it -> it.contains("example.org"));
    }

    @Test
    void findsOrdersWhoseItemsAreNotTheirs() throws Exception {
        happen(placed(1, ReservationState.CONFIRMED), booked(1));
        assertThat(problems()).isEmpty();
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("update booking_order_item set reservation_id = 99");
            statement.execute(
                    "insert into booking_order select region, broker, gen_random_uuid(), 0, member, 0, 0, '', 0, '', 0 from booking_order");
        }

        assertThat(problems())
                .hasSize(3)
                .anyMatch(it -> it.endsWith("is no reservation of its member"))
                .anyMatch(it -> it.endsWith("there are 0"))
                .anyMatch(it -> it.endsWith("holds nothing"));
    }

    private List<String> problems() throws SQLException {
        List<String> problems = new ArrayList<>();
        try (Connection connection = uri.connect()) {
            for (RowInvariant invariant : RowParts.invariants())
                if (invariant.subject().equals("orders of booking partners"))
                    problems.addAll(invariant.problems(connection, LivelyTown.ID));
        }
        return problems;
    }
}
