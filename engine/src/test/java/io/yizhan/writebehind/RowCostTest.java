package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What reservations cost PostgreSQL, counted: statements, transactions, rows looked at, bytes of its log. Times are for the benchmark. */
class RowCostTest {
    private static final int SLOTS = 20_000;
    private static final int RESERVATIONS = 20_000;

    @Test
    void writesReservationsInFewStatementsThatLookAtNoRowTooMany() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        long epoch = new RegionStore(uri, Town.ID).takeOver(Town.ZONE).epoch();
        Vertx vertx = Vertx.vertx();
        int statements = 0;
        long transactions;
        long walBytes;
        long lookedAt;
        try (RowSink sink = new PostgresRowSink(vertx, uri, Town.ID, epoch)) {
            long seq = sink.connect();
            for (RowBatch batch : RowSinkContract.batches(seq, opening(), RowBatch.EVENTS_MAX)) {
                sink.write(batch);
                seq = batch.lastSeq();
            }
            transactions = number(uri, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
            walBytes = number(uri, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint");
            for (RowBatch batch : RowSinkContract.batches(seq, bookings(), RowBatch.EVENTS_MAX))
                statements += sink.write(batch);
            transactions = number(uri, "select pg_snapshot_xmax(pg_current_snapshot())::text::bigint") - transactions;
            walBytes = number(uri, "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint") - walBytes;
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        // A session's counts are there once it has ended.
        String inserted = "select n_tup_ins from pg_stat_user_tables where relname = 'reservation'";
        await().atMost(Duration.ofSeconds(20)).until(() -> number(uri, inserted) == RESERVATIONS);
        lookedAt = number(
                uri,
                "select sum(idx_tup_fetch + seq_tup_read) from pg_stat_user_tables where relname in ('slot', 'reservation')");
        System.out.printf(
                "%d reservations: %d statements, %d transactions, %d rows looked at, %d bytes of log each%n",
                RESERVATIONS, statements, transactions, lookedAt, walBytes / RESERVATIONS);
        assertThat(statements * 1_000.0 / RESERVATIONS).isLessThan(1.0);
        // Three of ours; others of the server's own count here too.
        assertThat(transactions * 1_000.0 / RESERVATIONS).isLessThan(0.5);
        assertThat((double) lookedAt / RESERVATIONS).isLessThan(3);
        assertThat(walBytes / RESERVATIONS).isLessThan(700);
    }

    private static List<Event> opening() {
        var start = new int[SLOTS];
        var end = new int[SLOTS];
        var capacity = new int[SLOTS];
        for (int i = 0; i < SLOTS; i++) {
            start[i] = i;
            end[i] = i + 1;
            capacity[i] = 2;
        }
        return List.of(
                new Event.VenueDefined(1, 2, 1, false, 1_000, 0),
                new Event.SlotsOpened(1, 2, start, end, capacity, new int[SLOTS], new boolean[SLOTS]));
    }

    /** Each of another slot; one of eight is cancelled a while later. */
    private static List<Event> bookings() {
        var events = new ArrayList<Event>();
        for (int id = 1; id <= RESERVATIONS; id++) {
            long slot = SlotKey.of(2, (int) (id * 7_919L % SLOTS));
            events.add(new Event.ReservationPlaced(2, id, "member-" + id, id, id, new long[] {slot}, 1, 0));
            if (id > 10_000 && id % 8 == 0) events.add(new Event.ReservationCancelled(2, id - 10_000));
        }
        return events;
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
