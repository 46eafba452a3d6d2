package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.yizhan.core.Event;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.SlotKey;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
        assertThat(wanted.notices.told.values())
                .extracting(Told::kind)
                .contains(NoticeKind.CONFIRMED, NoticeKind.OFFERED, NoticeKind.CLOSED);
        try (Connection connection = uri.connect()) {
            for (var invariant : RowParts.invariants())
                assertThat(invariant.problems(connection, LivelyTown.ID)).isEmpty();
        }
    }

    private Map<Long, Told> told() throws SQLException {
        Map<Long, Told> told = new TreeMap<>();
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select seq, member, kind, reservation_id, at_ms, coalesce(until_ms, 0), coalesce(reason, '') from notification")) {
            while (row.next()) {
                Told one = new Told(
                        row.getString(2),
                        Objects.requireNonNull(NoticeKind.of(row.getInt(3))),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6),
                        row.getString(7));
                assertThat(told.put(row.getLong(1), one)).isNull();
            }
        }
        return told;
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
