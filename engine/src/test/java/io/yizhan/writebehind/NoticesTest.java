package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Event;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.OrderKey;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.http.auth.BrokersMember;
import io.yizhan.notice.Contact;
import io.yizhan.notice.Notice;
import io.yizhan.notice.PostgresNotices;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.rows.MemoryNotices.Told;
import io.yizhan.rows.MemoryRows;
import io.yizhan.rows.RowParts;
import io.yizhan.town.LivelyTown;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What members are told, by the rows. */
@Tag("server")
class NoticesTest {
    private static Vertx vertx;
    private PostgresUri uri;
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
    void freshTown() throws SQLException {
        uri = PostgresRowSinkTest.freshTown();
    }

    private RowSink sink() throws Exception {
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        RowSink sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
        sink.connect();
        return sink;
    }

    private void write(RowSink sink, List<Event> events) throws Exception {
        sink.write(Streams.batch(seq, events));
        seq += events.size();
    }

    /** The same as the rows in memory, which the simulation judges by the books before each event. */
    @ParameterizedTest
    @ValueSource(ints = {9, 500})
    void tellsEachMemberOfEachEventOnceHoweverEventsAreCutIntoBatches(int eventsABatch) throws Exception {
        LivelyTown town = new LivelyTown(11);
        town.live(3_000);
        MemoryRows wanted = new MemoryRows().owned();
        try (RowSink sink = sink()) {
            for (RowBatch batch : Streams.batches(0, town.events, eventsABatch)) {
                sink.write(batch);
                wanted = wanted.with(1, batch);
            }
        }
        assertThat(told()).isEqualTo(wanted.notices.told);
        assertThat(toldAlong()).isEqualTo(wanted.notices.along);
        assertThat(wanted.notices.told.values())
                .extracting(Told::kind)
                .contains(NoticeKind.CONFIRMED, NoticeKind.OFFERED, NoticeKind.CLOSED, NoticeKind.COMPANION_ACCEPTED);
        try (Connection connection = uri.connect()) {
            for (var invariant : RowParts.invariants())
                assertThat(invariant.problems(connection, LivelyTown.ID)).isEmpty();
        }
    }

    /** They have no inbox here: whatever becomes of their reservations, the partner tells them. */
    @Test
    void tellsNobodyForWhomABrokerBooks() throws Exception {
        String customer = BrokersMember.name("b1", "c");
        OrderKey key = new OrderKey("b1", 1, 2);
        List<Event> events = new ArrayList<>(Streams.opened(9));
        events.add(placed(1, customer, ReservationState.CONFIRMED, 0));
        events.add(placed(2, customer, ReservationState.CONFIRMED, 0));
        events.add(new Event.OrderBooked(2, key, customer, 7, 8, new long[] {1, 2}, "{}"));
        events.add(placed(3, customer, ReservationState.HELD, 300_000));
        events.add(new Event.ReservationConfirmed(3, 3));
        events.add(placed(4, customer, ReservationState.WAITLISTED, 34_200_000));
        events.add(placed(5, customer, ReservationState.WAITLISTED, 34_200_000));
        events.add(new Event.PlaceOffered(3, 4, 600_000, 0));
        events.add(new Event.OrderNoticed(3, key, "side door"));
        events.add(new Event.ReservationCancelled(4, 1, 0, "water"));
        events.add(new Event.NoShow(4, 2, true, 0));
        events.add(new Event.StrikeForgiven(5, 2, 0, "was ill"));
        events.add(new Event.HoldExpired(34_200_000, 4));
        events.add(new Event.HoldExpired(34_200_000, 5));
        events.add(placed(6, "anna", ReservationState.CONFIRMED, 0));
        try (RowSink sink = sink()) {
            write(sink, events);
        }

        assertThat(told().values()).extracting(Told::member).containsExactly("anna");
    }

    private static Event placed(long id, String member, ReservationState state, long untilMs) {
        long[] slots = {SlotKey.of(2, 600)};
        return new Event.ReservationPlaced(
                2, id, member, id, id, slots, 1, state, untilMs, (short) 0, 1, 590, false, false);
    }

    private Map<Long, Told> told() throws SQLException {
        Map<Long, Told> told = new TreeMap<>();
        each("<", (seq, one) -> assertThat(told.put(seq, one)).isNull());
        return told;
    }

    /** To those who come along, of whom there may be several. */
    private Map<Long, Set<Told>> toldAlong() throws SQLException {
        Map<Long, Set<Told>> told = new TreeMap<>();
        each(
                ">=",
                (seq, one) -> assertThat(
                                told.computeIfAbsent(seq, it -> new HashSet<>()).add(one))
                        .isTrue());
        return told;
    }

    private void each(String compared, BiConsumer<Long, Told> taker) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select seq, member, kind, reservation_id, at_ms, coalesce(until_ms, 0), coalesce(reason, '') from notification where kind "
                                + compared + " " + NoticeKind.COMPANION_WITHDRAWN.code())) {
            while (row.next())
                taker.accept(
                        row.getLong(1),
                        new Told(
                                row.getString(2),
                                Objects.requireNonNull(NoticeKind.of(row.getInt(3))),
                                row.getLong(4),
                                row.getLong(5),
                                row.getLong(6),
                                row.getString(7)));
        }
    }

    /** In one batch, and each event in one of its own. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100})
    void tellsHoldersAndThoseWhoComeAlong(int eventsABatch) throws Exception {
        List<Event> events = new ArrayList<>(Streams.opened(9));
        events.add(Streams.placed(1, 5));
        events.add(new Event.CompanionsInvited(3, 1, 1, 4, new CompanionTerms(600, 2, false)));
        for (int number = 1; number <= 3; number++)
            events.add(new Event.InvitationAccepted(4, 1, number, "c" + number));
        events.add(new Event.InvitationWithdrawn(5, 1, 1, false));
        events.add(new Event.InvitationWithdrawn(5, 1, 4, false));
        events.add(new Event.InvitationWithdrawn(6, 1, 2, true));
        events.add(new Event.ReservationCancelled(7, 1, 0, "坏了"));
        try (RowSink sink = sink()) {
            for (RowBatch batch : Streams.batches(0, events, eventsABatch)) sink.write(batch);
        }
        assertThat(told().values().stream().filter(it -> it.member().equals("m1")))
                .extracting(Told::kind)
                .containsExactly(
                        NoticeKind.CONFIRMED,
                        NoticeKind.COMPANION_ACCEPTED,
                        NoticeKind.COMPANION_ACCEPTED,
                        NoticeKind.COMPANION_ACCEPTED,
                        NoticeKind.COMPANION_LEFT,
                        NoticeKind.CANCELLED);
        assertThat(toldAlong().values())
                .containsExactly(
                        Set.of(new Told("c1", NoticeKind.COMPANION_WITHDRAWN, 1, 5, 0, "")),
                        Set.of(new Told("c3", NoticeKind.COMPANION_CANCELLED, 1, 7, 0, "坏了")));
        try (Connection connection = uri.connect()) {
            for (var invariant : RowParts.invariants())
                assertThat(invariant.problems(connection, LivelyTown.ID)).isEmpty();
        }
    }

    @Test
    void whoWantsToBeWrittenToHasALetterOfWhatTheyWant() throws Exception {
        PostgresNotices notices = new PostgresNotices(uri);
        notices.contact(LivelyTown.ID, "m1", new Contact("m@x.org", "en", EnumSet.of(NoticeKind.CANCELLED)), 1);
        assertThat(notices.contact(LivelyTown.ID, "m1"))
                .isEqualTo(new Contact("m@x.org", "en", EnumSet.of(NoticeKind.CANCELLED)));
        assertThat(notices.contact(LivelyTown.ID, "m2")).isNull();
        try (RowSink sink = sink()) {
            write(sink, Streams.opened(9));
            write(sink, List.of(Streams.placed(1, 1), Streams.placed(2, 1)));
            write(
                    sink,
                    List.of(
                            new Event.ReservationCancelled(4, 1, 0, "坏了"),
                            new Event.ReservationCancelled(4, 2, 0, "坏了")));
            assertThat(count("letter")).isEqualTo(1);
            assertThat(notices.before(LivelyTown.ID, "m1", Long.MAX_VALUE, 9).notices())
                    .extracting(Notice::kind)
                    .containsExactly(NoticeKind.CANCELLED, NoticeKind.CONFIRMED);
            Notice newest = notices.before(LivelyTown.ID, "m1", Long.MAX_VALUE, 1)
                    .notices()
                    .getFirst();
            assertThat(newest.reason()).isEqualTo("坏了");
            assertThat(newest.slots()).containsExactly(SlotKey.of(2, 600));
            assertThat(notices.last(LivelyTown.ID, "m1")).isEqualTo(newest.no());
            assertThat(notices.since(LivelyTown.ID, Map.of("m1", newest.no() - 1, "m2", 0L, "m3", 0L), 1))
                    .hasSize(2)
                    .hasEntrySatisfying("m1", it -> assertThat(it).hasSize(1));

            write(sink, List.of(new Event.MemberErased(5, "m1", new long[] {1})));
        }
        assertThat(count("letter")).isZero();
        assertThat(count("contact")).isZero();
        assertThat(count("notification")).isEqualTo(2);
    }

    private long count(String table) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table)) {
            row.next();
            return row.getLong(1);
        }
    }
}
