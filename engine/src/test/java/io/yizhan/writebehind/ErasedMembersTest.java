package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Event;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.SlotKey;
import io.yizhan.doctor.AuditTrail;
import io.yizhan.doctor.RowsReview;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.rows.Erasures;
import io.yizhan.town.LivelyTown;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of members' rows once they were forgotten. */
@Tag("server")
class ErasedMembersTest {
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

    private static Event placed(long id, String member) {
        long[] slots = {SlotKey.of(2, 600)};
        return new Event.ReservationPlaced(2, id, member, 7, 8, slots, 1, 0, 0, 1, 590);
    }

    private static Event acted(String member) {
        return new Event.OperatorActed(3, "m1", OperatorAct.CHECK_IN, new int[] {1}, member, 1, "", "", "");
    }

    private static Event erased(long atMs, String member, long... reservations) {
        return new Event.MemberErased(atMs, member, reservations);
    }

    private static List<Event> both(Event one, Event other) {
        return List.of(one, other);
    }

    private RowSink sink() throws SQLException {
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        return new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
    }

    private void write(RowSink sink, List<List<Event>> batches) throws Exception {
        for (List<Event> events : batches) {
            sink.write(batch(seq, events));
            seq += events.size();
        }
    }

    /** A member of before, in two batches and with an act about them; then forgotten; then back. */
    private List<List<Event>> life() {
        return List.of(
                Streams.opened(100),
                both(placed(1, "m1"), placed(2, "m2")),
                both(acted("m1"), new Event.ReservationCancelled(4, 1)),
                both(placed(4, "m1"), new Event.ReservationCancelled(4, 4)),
                List.of(new Event.ReservationArchived(5, 4)),
                List.of(erased(5, "m1", 1)),
                both(placed(3, "m1"), acted("m1")));
    }

    private void sweep(int batches, int stepsMax) throws SQLException {
        try (Connection connection = uri.connect()) {
            int steps = 1;
            while (Erasures.goOn(connection, LivelyTown.ID, batches))
                assertThat(++steps).isLessThan(stepsMax);
        }
    }

    private List<String> texts(String query) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) texts.add(row.getString(1));
            return texts;
        }
    }

    @Test
    void theirReservationsAreNobodysAtOnceAndOutOfTheBooks() throws Exception {
        try (RowSink sink = sink()) {
            sink.connect();
            write(sink, life());
        }
        assertThat(texts("select id || ' ' || member || ' ' || key_hi || ' ' || archived from reservation order by id"))
                .containsExactly("1  0 true", "2 m2 7 false", "3 m1 7 false", "4  0 true");
    }

    @Test
    void whoeverCameAlongIsNobodyAtOnce() throws Exception {
        try (RowSink sink = sink()) {
            sink.connect();
            write(sink, List.of(Streams.opened(9)));
            write(
                    sink,
                    List.of(
                            List.of(
                                    placed(1, "m2"),
                                    new Event.CompanionsInvited(3, 1, 1, 1, new CompanionTerms(600, 1, false))),
                            List.of(new Event.InvitationAccepted(4, 1, 1, "m1")),
                            List.of(new Event.InvitationWithdrawn(5, 1, 1, true), erased(5, "m1"))));
            sweep(100, 8);
        }
        assertThat(texts("select number || ' ' || state || ' ' || member || ' ' || ended_ms from companion"))
                .containsExactly("1 3  5");
        assertThat(texts("select member from event where member = 'm1'")).isEmpty();
    }

    /** They are forgotten before they come back, although all is one batch's. */
    @Test
    void aBatchIsOverBeforeTheyComeBack() {
        RowBatch batch = batch(0, List.of(placed(1, "m1"), new Event.ReservationCancelled(3, 1)));
        batch.add(List.of(erased(3, "m1", 1)));
        assertThat(batch.takes(List.of(placed(2, "m2")))).isTrue();
        assertThat(batch.takes(List.of(placed(2, "m1")))).isFalse();
        assertThat(batch.takes(List.of(acted("m1")))).isFalse();
        assertThat(batch.takes(List.of(new Event.InvitationAccepted(4, 2, 1, "m1"))))
                .isFalse();
    }

    /** Whatever the steps; what came later is of somebody new. */
    @Test
    void theTrailAndWhatOperatorsDidForgetThem() throws Exception {
        for (int batches : new int[] {1, 2, 100}) {
            freshTown();
            seq = 0;
            try (RowSink sink = sink()) {
                sink.connect();
                write(sink, life());
                sweep(batches, 8);
                assertThat(texts("select seq || ' ' || member from event where member is not null order by seq"))
                        .as("%d batches a step", batches)
                        .containsExactly("3 ", "4 m2", "5 ", "7 ", "10 ", "11 m1", "12 m1");
                assertThat(texts("select actor || ' ' || subject from operator_act order by seq"))
                        .containsExactly("m1 ", "m1 m1");
                assertThat(texts("select seq || ' ' || coalesce(member, '-') || ' ' || swept_through from erasure"))
                        .containsExactly("10 - 10");

                write(sink, List.of(List.of(new Event.ReservationCancelled(6, 3)), List.of(erased(6, "m1", 3))));
                sweep(batches, 12);
                assertThat(texts("select seq || ' ' || member from event where member <> '' order by seq"))
                        .containsExactly("4 m2");
            }
        }
    }

    /** Of two who ask while the trail is gone through for another, both are done, by a pass of their own. */
    @Test
    void whoeverAsksMeanwhileIsTheNextPasss() throws Exception {
        try (RowSink sink = sink();
                Connection connection = uri.connect()) {
            sink.connect();
            write(sink, life());
            assertThat(Erasures.goOn(connection, LivelyTown.ID, 1)).isTrue();
            write(sink, List.of(List.of(new Event.ReservationCancelled(6, 2)), List.of(erased(6, "m2", 2))));
            assertThat(texts("select swept_through::text from erasure order by seq"))
                    .containsExactly("2", "0");
            assertThat(Erasures.goOn(connection, LivelyTown.ID, 1)).isTrue();
            assertThat(texts("select swept_through::text from erasure order by seq"))
                    .containsExactly("4", "0");
            sweep(1, 20);
            assertThat(texts("select seq || ' ' || member from event where member <> '' order by seq"))
                    .containsExactly("11 m1", "12 m1");
        }
    }

    /** What somebody new does before others are forgotten in the same pass is theirs. */
    @Test
    void whoeverComesBackKeepsWhatComesAfterwards() throws Exception {
        try (RowSink sink = sink()) {
            sink.connect();
            write(sink, life());
            write(sink, List.of(List.of(new Event.ReservationCancelled(6, 2)), List.of(erased(6, "m2", 2))));
            sweep(100, 4);
            assertThat(texts("select seq || ' ' || member from event where member <> '' order by seq"))
                    .containsExactly("11 m1", "12 m1");
            assertThat(texts("select actor || ' ' || subject from operator_act order by seq"))
                    .containsExactly("m1 ", "m1 m1");
        }
    }

    @Test
    void theTrailStaysAppendOnlyForAllElse() throws Exception {
        try (RowSink sink = sink()) {
            sink.connect();
            write(sink, life());
            try (Connection connection = uri.connect();
                    Statement statement = connection.createStatement()) {
                Erasures.goOn(connection, LivelyTown.ID, 100);
                assertThatThrownBy(() -> statement.execute("update event_batch set member = '{}'"))
                        .hasMessageContaining("append-only");
                statement.execute("begin; select set_config('yizhan.forgets', 'members', true)");
                assertThatThrownBy(() -> statement.execute("delete from event_batch"))
                        .hasMessageContaining("append-only");
            }
        }
    }

    /** The journal may still name whom the trail has forgotten. */
    @Test
    void theTrailAgreesWithAJournalThatStillNamesThem() throws Exception {
        List<List<Event>> life = life();
        try (RowSink sink = sink()) {
            sink.connect();
            write(sink, life);
            sweep(100, 3);
        }
        List<Event> events = life.stream().flatMap(List::stream).toList();
        try (RowsReview review = new RowsReview(uri, LivelyTown.ID);
                AuditTrail trail = review.auditFrom(1)) {
            for (int i = 0; i < events.size(); i++)
                assertThat(trail.difference(i + 1, events.get(i))).isNull();
        }
        try (RowsReview review = new RowsReview(uri, LivelyTown.ID);
                AuditTrail trail = review.auditFrom(11)) {
            assertThat(trail.difference(11, placed(3, "m2"))).contains("m1");
        }
    }
}
