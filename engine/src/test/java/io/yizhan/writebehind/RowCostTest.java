package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What reservations cost PostgreSQL, counted by the server: statements, transactions, rows looked at, its log. Times are for the
 * benchmark. Each limit is below what one more statement a reservation, transaction a batch, scan, foreign key or index would make of it.
 */
@Tag("server")
@Isolated
class RowCostTest {
    private static final int SLOTS = 20_000;
    private static final int RESERVATIONS = 20_000;

    /** What PostgreSQL has done so far. */
    private record Done(long statements, long rowsLookedAt, long logRecords, long logBytes) {
        static Done by(PostgresUri uri) throws SQLException {
            return new Done(
                    number(uri, "select last_value from statements"),
                    number(
                            uri,
                            "select sum(coalesce(idx_tup_fetch, 0) + seq_tup_read) from pg_stat_user_tables where schemaname = 'public'"),
                    number(uri, "select wal_records from pg_stat_wal"),
                    number(uri, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"));
        }

        double each(ToLongFunction<Done> figure, Done before) {
            return (double) (figure.applyAsLong(this) - figure.applyAsLong(before)) / RESERVATIONS;
        }
    }

    @Test
    void writesReservationsInFewStatementsThatLookAtNoRowTooMany() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        execute(uri, """
                create sequence statements;
                create function count_statement() returns trigger language plpgsql as
                  'begin perform nextval(''statements''); return null; end';
                """);
        for (String table : List.of("region", "slot", "reservation", "event_batch"))
            execute(
                    uri,
                    "create trigger counted before insert or update or delete on " + table
                            + " for each statement execute function count_statement()");
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        List<RowBatch> open = Streams.batches(0, opening(0, SLOTS), RowBatch.EVENTS_MAX);
        List<RowBatch> book = Streams.batches(open.getLast().lastSeq(), bookings(), RowBatch.EVENTS_MAX);
        write(uri, epoch, open);
        awaitInserted(uri, "slot", SLOTS);
        Done before = Done.by(uri);
        int sent = write(uri, epoch, book);
        awaitInserted(uri, "reservation", RESERVATIONS);
        Done after = Done.by(uri);
        // Of each row the transaction that wrote it last: in a batch many rows stay as they were written.
        long transactions = number(uri, """
                select count(*) from (
                  select xmin::text from reservation union select xmin::text from event_batch where first_seq > 2
                  union select xmin::text from slot where taken > 0 union select xmin::text from region) t
                """);
        double lookedAt = after.each(Done::rowsLookedAt, before);
        double logRecords = after.each(Done::logRecords, before);
        double logBytes = after.each(Done::logBytes, before);
        long statements = after.statements() - before.statements();
        System.out.printf(
                "%d reservations in %d batches: %d statements sent, %d that write, %d transactions; each %.3f rows looked at, %.3f records"
                        + " and %.0f bytes of log%n",
                RESERVATIONS, book.size(), sent, statements, transactions, lookedAt, logRecords, logBytes);
        // At most begin, checkpoint, ends, placed, what is told of them, and of the ends to whoever comes along, audit,
        // commit;
        // ends and placed write two tables each.
        assertThat(sent).isLessThanOrEqualTo(8 * book.size());
        assertThat(statements).isLessThanOrEqualTo(6L * book.size());
        assertThat(transactions).isEqualTo(book.size());
        // A slot and its venue for each; for each cancelled one itself and its slot again: 2.125. A foreign key would
        // be one more.
        assertThat(lookedAt).isLessThan(2.5);
        // 6.75: the row, its two index entries, the slot's count, what a slot's new place costs, and what its member is
        // told, with one entry. An index would be one more.
        assertThat(logRecords).isLessThan(7.5);
        // 755; whole pages after a checkpoint of the server may add a hundred and more. What a record more would be, is
        // told above.
        assertThat(logBytes).isLessThan(950);
    }

    /** In one session: its plans are from when there was one slot and one reservation. */
    @Test
    void looksRowsUpByKeyWhenTheTablesHaveGrownSinceThePlansWereMade() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        var batches = new ArrayList<RowBatch>();
        long seq = 0;
        for (List<Event> events : List.of(
                opening(0, 1),
                List.of(placed(RESERVATIONS + 1, 0)),
                List.<Event>of(new Event.ReservationCancelled(2, RESERVATIONS + 1)),
                opening(1, SLOTS),
                bookings())) {
            batches.addAll(Streams.batches(seq, events, RowBatch.EVENTS_MAX));
            seq = batches.getLast().lastSeq();
        }
        write(uri, epoch, batches);
        awaitInserted(uri, "reservation", RESERVATIONS + 1);
        double lookedAt = (double)
                        number(
                                uri,
                                "select sum(idx_tup_fetch + seq_tup_read) from pg_stat_user_tables where relname in ('slot', 'reservation')")
                / RESERVATIONS;
        System.out.printf("by plans of small tables: %.3f rows looked at each%n", lookedAt);
        assertThat(lookedAt).isLessThan(1.5);
    }

    /** A number that never comes must not make each transaction look at, and write again, what came after it. */
    @Test
    void recordsAGateEventBehindAWideGapAsAnyOther() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        execute(uri, "create sequence statements");
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        var many = new ArrayList<RowBatch>();
        for (long first = 2; first < 100_000; first += 5_000)
            many.add(Streams.batch(many.size(), List.of(heard(first, 5_000))));
        write(uri, epoch, many);
        awaitInserted(uri, "gate_event", 100_000);
        Done before = Done.by(uri);
        var one = new ArrayList<RowBatch>();
        for (long seq = 100_002; seq < 100_102; seq++)
            one.add(Streams.batch(many.size() + one.size(), List.of(heard(seq, 1))));
        int sent = write(uri, epoch, one);
        awaitInserted(uri, "gate_event", 100_100);
        Done after = Done.by(uri);
        long lookedAt = (after.rowsLookedAt() - before.rowsLookedAt()) / one.size();
        long logBytes = (after.logBytes() - before.logBytes()) / one.size();
        System.out.printf(
                "a gate event behind a gap: %d statements, %d rows looked at, %d bytes of log%n",
                sent / one.size(), lookedAt, logBytes);
        // Begin, checkpoint, what is known of the boot, the event, the gate's clock, the crowd, the audit, commit.
        assertThat(sent).isLessThanOrEqualTo(8 * one.size() + 1);
        // The boot, and what foreign keys look at; among 100,000 events it would be as many.
        assertThat(lookedAt).isLessThan(20);
        assertThat(logBytes).isLessThan(10_000);
    }

    private static Event heard(long first, int count) {
        var seqs = new long[count];
        var credentials = new String[count];
        for (int i = 0; i < count; i++) {
            seqs[i] = first + i;
            credentials[i] = "";
        }
        return new Event.GateEventsRecorded(
                3,
                "g1",
                "b",
                1,
                seqs,
                new long[count],
                new boolean[count],
                new boolean[count],
                credentials,
                new long[0]);
    }

    private static int write(PostgresUri uri, long epoch, List<RowBatch> batches) throws Exception {
        int statements = 0;
        Vertx vertx = Vertx.vertx();
        try (RowSink sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch)) {
            sink.connect();
            for (RowBatch batch : batches) statements += sink.write(batch);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        return statements;
    }

    /** A session's counts are there, all at once, when it has ended. */
    private static void awaitInserted(PostgresUri uri, String table, long rows) {
        String inserted = "select n_tup_ins from pg_stat_user_tables where relname = '" + table + "'";
        await().atMost(Duration.ofSeconds(20)).until(() -> number(uri, inserted) == rows);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> number(
                                uri,
                                "select count(*) from pg_stat_activity where datname = current_database() and application_name like '%write-behind%'")
                        == 0);
    }

    /** Slots of the venue 2, each of a minute, with two places. */
    private static List<Event> opening(int fromMin, int toMin) {
        int count = toMin - fromMin;
        var start = new int[count];
        var end = new int[count];
        var capacity = new int[count];
        for (int i = 0; i < count; i++) {
            start[i] = fromMin + i;
            end[i] = start[i] + 1;
            capacity[i] = 2;
        }
        return List.of(
                new Event.VenueDefined(1, 2, new VenueTerms(1, false, 1_000, 0)),
                new Event.SlotsOpened(
                        1, 2, false, start, end, capacity, new int[count], new boolean[count], new int[count]));
    }

    private static Event placed(long id, int startMin) {
        return new Event.ReservationPlaced(
                2, id, "member-" + id, id, id, new long[] {SlotKey.of(2, startMin)}, 1, 0, 0, 1, startMin);
    }

    /** Each of another slot; one of eight is cancelled a while later. */
    private static List<Event> bookings() {
        var events = new ArrayList<Event>();
        for (int id = 1; id <= RESERVATIONS; id++) {
            events.add(placed(id, (int) (id * 7_919L % SLOTS)));
            if (id > 10_000 && id % 8 == 0) events.add(new Event.ReservationCancelled(2, id - 10_000));
        }
        return events;
    }

    private static void execute(PostgresUri uri, String sql) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long number(PostgresUri uri, String query) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }
}
