package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.yizhan.core.CompanionTerms;
import io.yizhan.core.Event;
import io.yizhan.core.Invitation;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Visit;
import io.yizhan.member.MemberRecords.Page;
import io.yizhan.member.MemberRecords.Question;
import io.yizhan.member.MemberRecords.VisitQuestion;
import io.yizhan.member.MemberVisit;
import io.yizhan.member.PostgresMemberRecords;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the rows tell a member of their reservations. */
@Tag("server")
class MemberRecordsTest {
    private static Vertx vertx;
    private PostgresUri uri;
    private PostgresMemberRecords records;
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
        records = new PostgresMemberRecords(uri);
    }

    private RowSink sink() throws Exception {
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        RowSink sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
        sink.connect();
        return sink;
    }

    private void write(RowSink sink, Event... events) throws Exception {
        RowBatch batch = batch(seq, List.of(events));
        sink.write(batch);
        seq = batch.lastSeq();
    }

    private static Event placed(long id, String member, ReservationState state, long untilMs) {
        long[] slots = {SlotKey.of(2, 600)};
        return new Event.ReservationPlaced(
                2, id, member, id, id, slots, 1, state, untilMs, (short) 0, 1, 590, false, false);
    }

    private static Event placed(long id, String member) {
        return placed(id, member, ReservationState.CONFIRMED, 0);
    }

    private Page find(long before, int limit, long... inBooks) throws IOException {
        return records.find(LivelyTown.ID, new Question("m", inBooks, before, limit));
    }

    private static List<Long> ids(Page page) {
        return page.reservations().stream().map(Reservation::id).toList();
    }

    /** Of what is not history yet, those that the books name; never somebody else's. */
    @Test
    void historyKnowsWhoseItIsAndTheBooksKnowTheRest() throws Exception {
        try (RowSink sink = sink()) {
            write(sink, Streams.opened(100).toArray(Event[]::new));
            write(sink, placed(1, "m"), placed(2, "other"), placed(3, "m"), placed(4, "m"), placed(5, "other"));
            write(sink, new Event.ReservationCancelled(3, 1), new Event.ReservationCancelled(3, 2));
            write(sink, new Event.ReservationArchived(4, 1), new Event.ReservationArchived(4, 2));
        }
        assertThat(ids(find(0, 10, 4, 3, 5))).containsExactly(4L, 3L, 1L);
        assertThat(ids(find(0, 10))).containsExactly(1L);
        Page first = find(0, 2, 3, 4);
        assertThat(ids(first)).containsExactly(4L, 3L);
        assertThat(first.more()).isTrue();
        assertThat(ids(find(3, 2, 3, 4))).containsExactly(1L);
        assertThat(find(3, 2, 3, 4).more()).isFalse();
    }

    @Test
    void tellsWhatBecameOfEach() throws Exception {
        try (RowSink sink = sink()) {
            write(sink, Streams.opened(100).toArray(Event[]::new));
            write(
                    sink,
                    placed(1, "m"),
                    placed(2, "m"),
                    placed(3, "m", ReservationState.CONFIRMED, 36_000_000),
                    placed(4, "m", ReservationState.CONFIRMED, 36_000_000),
                    placed(5, "m", ReservationState.HELD, 900));
            write(
                    sink,
                    new Event.ClosureBegan(3, 1, 500, 700, true, "漏水"),
                    new Event.VenueClosed(3, 1, 2),
                    new Event.ReservationCancelled(3, 1, 1));
            write(sink, new Event.ReservationCancelled(3, 2, 0, "器械检修"));
            write(sink, new Event.CheckedIn(4, 3), new Event.NoShow(5, 4, true, 0));
        }
        List<Reservation> found = find(0, 10, 1, 2, 3, 4, 5).reservations().reversed();
        assertThat(found)
                .extracting(Reservation::state)
                .containsExactly(
                        ReservationState.CANCELLED,
                        ReservationState.CANCELLED,
                        ReservationState.CHECKED_IN,
                        ReservationState.NO_SHOW,
                        ReservationState.HELD);
        assertThat(found.get(0).closedFor()).isEqualTo("漏水");
        assertThat(found.get(1).takenFor()).isEqualTo("器械检修");
        assertThat(found.get(2).arrival().cameAtMs()).isEqualTo(4);
        assertThat(found.get(3).arrival().strike()).isTrue();
        Reservation hold = found.get(4);
        assertThat(hold.holdExpiresAtMs()).isEqualTo(900);
        assertThat(hold.slots()).containsExactly(SlotKey.of(2, 600));
        assertThat(List.of(hold.party(), hold.stationNo(), hold.cancelClosesMin()))
                .containsExactly(1, 1, 590);
        assertThat(List.of(hold.createdAtMs(), hold.endsAtMs())).containsExactly(2L, 660 * 60_000L);
    }

    /** Of all that others ever booked nothing is looked at. */
    @Test
    void goesByTheMember() throws Exception {
        try (RowSink sink = sink()) {
            write(sink, Streams.opened(100).toArray(Event[]::new));
            write(sink, placed(1, "m"), new Event.ReservationCancelled(3, 1), new Event.ReservationArchived(4, 1));
            write(sink, placed(2, "m"));
        }
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into reservation
                    select (r).* from (
                      select jsonb_populate_record(x, jsonb_build_object('id', n, 'member', 'm' || n % 5000)) as r
                      from reservation x, generate_series(100, 20000) n where x.id = 1) y
                    """);
            statement.execute("vacuum analyze reservation");
            long before = rowsReadInOrder(statement);
            assertThat(ids(find(0, 10, 2))).containsExactly(2L, 1L);
            statement.execute("select pg_stat_force_next_flush()");
            assertThat(rowsReadInOrder(statement)).isEqualTo(before);
        }
    }

    /** By scans of the whole table. */
    private static long rowsReadInOrder(Statement statement) throws SQLException {
        try (ResultSet row =
                statement.executeQuery("select seq_tup_read from pg_stat_user_tables where relname = 'reservation'")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Event visits(long atMs, long id, Visit... visits) {
        return new Event.VisitsRecorded(atMs, id, visits);
    }

    private static Visit visit(long enteredMs, long leftMs, Visit.Ending ending) {
        Visit.Oddity oddity = ending == Visit.Ending.UNKNOWN ? Visit.Oddity.PASS_INSIDE_ALREADY : Visit.Oddity.NONE;
        String exit = ending == Visit.Ending.EXIT ? "g1" : "";
        return new Visit(enteredMs, "g1", true, leftMs, exit, false, ending, oddity);
    }

    /** As they were told last; of history by whose it is, of the rest by what the books name. */
    @Test
    void tellsWhenSomebodyWasInside() throws Exception {
        try (RowSink sink = sink()) {
            write(sink, Streams.opened(100).toArray(Event[]::new));
            write(sink, placed(1, "m"), placed(2, "other"), placed(3, "m"), placed(4, "m"));
            write(
                    sink,
                    visits(3, 1, visit(1_000, 0, Visit.Ending.INSIDE), visit(1_100, 0, Visit.Ending.UNKNOWN)),
                    visits(3, 2, visit(1_200, 0, Visit.Ending.INSIDE)),
                    visits(3, 3, visit(2_000, 0, Visit.Ending.INSIDE)));
            write(
                    sink,
                    visits(4, 1, visit(900, 950, Visit.Ending.EXIT), visit(1_000, 1_500, Visit.Ending.LONGEST_STAY)),
                    visits(4, 4, new Visit(0, "", false, 5, "g1", true, Visit.Ending.EXIT, Visit.Oddity.NO_ENTRY)));
            write(sink, new Event.ReservationCancelled(5, 1), new Event.ReservationArchived(6, 1));
        }
        assertThat(seen(0, 9_999, 3, 4))
                .containsExactly(
                        new MemberVisit(3, 1, 2_000, 0, Visit.Ending.INSIDE),
                        new MemberVisit(1, 1, 1_000, 1_500, Visit.Ending.LONGEST_STAY),
                        new MemberVisit(1, 1, 900, 950, Visit.Ending.EXIT));
        assertThat(seen(1_000, 2_000, 3, 4))
                .extracting(MemberVisit::enteredAtMs)
                .containsExactly(1_000L);
        assertThat(seen(0, 9_999)).as("not those that nobody names").hasSize(2);
    }

    /** By whose pass it was, says whose visit it is. */
    @Test
    void tellsWhoeverCameAlongOfTheirOwnVisitsAndOfWhereTheyDid() throws Exception {
        try (RowSink sink = sink()) {
            write(sink, Streams.opened(9).toArray(Event[]::new));
            write(sink, placed(1, "other"), placed(2, "m"));
            write(
                    sink,
                    new Event.CompanionsInvited(3, 1, 1, 2, new CompanionTerms(600, 1, false)),
                    new Event.InvitationAccepted(4, 1, 1, "m"),
                    new Event.InvitationAccepted(5, 1, 2, "third"));
            write(
                    sink,
                    visits(6, 1, visit(1_000, 0, Visit.Ending.INSIDE), along(1_100, 1), along(1_200, 2)),
                    new Event.InvitationWithdrawn(7, 1, 1, true));
        }
        assertThat(seen(0, 9_999, 2)).containsExactly(new MemberVisit(1, 1, 1_100, 0, Visit.Ending.INSIDE));
        assertThat(records.companionships(LivelyTown.ID, "m", 10))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.reservationId()).isEqualTo(1);
                    assertThat(it.state()).isEqualTo(Invitation.State.LEFT);
                    assertThat(it.acceptedAtMs()).isEqualTo(4);
                    assertThat(it.endedAtMs()).isEqualTo(7);
                });
        assertThat(records.companionships(LivelyTown.ID, "other", 10)).isEmpty();
    }

    private static Visit along(long enteredMs, int companion) {
        return new Visit(enteredMs, "g1", true, 0, "", false, Visit.Ending.INSIDE, Visit.Oddity.NONE, companion);
    }

    private List<MemberVisit> seen(long fromMs, long toMs, long... inBooks) throws IOException {
        return records.visits(LivelyTown.ID, new VisitQuestion("m", inBooks, fromMs, toMs, 10));
    }
}
