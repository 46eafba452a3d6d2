package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.yizhan.app.TestPostgres;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A database of the first schema, with rows in it, becomes one of the present schema that tells the same and goes on. */
@Tag("server")
class SchemaUpgradeTest {
    private static final long COURT = SlotKey.of(1, 600);
    private static final long HALL = SlotKey.of(2, 600);

    @Test
    void keepsWhatTheRowsOfTheFirstSchemaSay() throws Exception {
        PostgresUri uri = firstSchema(true);
        RegionStore.migrate(uri);
        assertThat(text(
                        uri,
                        "select string_agg(seq || kind || coalesce(payload::text, ''), ' ' order by seq) from event"))
                .isEqualTo("1ReservationPlaced{\"party\": 2} 2ReservationPlaced 3ReservationCancelled");
        assertThat(text(uri, """
                        select string_agg(concat_ws(',', venue_no, start_min, reservation_id, places, exclusive, live), ' '
                          order by reservation_id, venue_no) from reservation_slot
                        """)).isEqualTo("1,600,7,1,t,t 2,600,7,2,f,t 2,600,8,3,f,f");
        // Whoever raised an epoch under the former schema may have served in it.
        assertThat(text(uri, "select served_epoch from region where id = 'tt'")).isEqualTo("4");
        Vertx vertx = Vertx.vertx();
        long epoch = new RegionStore(uri, Town.ID).takeOver(Town.ZONE).epoch();
        try (RowSink sink = new PostgresRowSink(vertx, uri, Town.ID, epoch)) {
            assertThat(sink.connect()).isEqualTo(3);
            var second = new Event.ReservationPlaced(9, 9, "m", 1, 1, new long[] {COURT}, 1, 0, 0, 0, 0);
            assertThatThrownBy(() -> sink.write(RowSinkContract.batch(3, List.of(second))))
                    .isInstanceOf(RowsRefusedException.class);
            sink.connect();
            sink.write(RowSinkContract.batch(3, List.of(new Event.ReservationCancelled(9, 7))));
            sink.write(RowSinkContract.batch(4, List.of(second)));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
        assertThat(text(uri, "select string_agg(taken || '/' || exclusive, ' ' order by venue_no) from slot"))
                .isEqualTo("1/true 0/false");
    }

    @Test
    void stopsWhereTheNewSchemaWouldTellSomethingElse() throws Exception {
        // One place of a venue that is not exclusive, for a party of two.
        PostgresUri uri = firstSchema(false);
        assertThatThrownBy(() -> RegionStore.migrate(uri)).hasMessageContaining("the new schema tells otherwise");
        assertThat(text(uri, "select count(*) from reservation_slot")).isEqualTo("3");
    }

    @Test
    void takesADatabaseThatHadTheThirdMigrationBeforeItWasCompleted() throws Exception {
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        migrate(uri, "3");
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    alter table region alter column journal_drained set default false;
                    insert into region (id, zone, epoch) values ('new', 'UTC', 0), ('old', 'UTC', 1);
                    update flyway_schema_history set checksum = -634777744 where version = '3'
                    """);
        }
        RegionStore.migrate(uri);
        assertThat(text(uri, "select string_agg(id || ' ' || journal_drained, ', ' order by id) from region"))
                .isEqualTo("new true, old false");
        RegionStore.migrate(uri);
    }

    @Test
    void makesRangesOfTheNumbersOfGates() throws Exception {
        PostgresUri uri = firstSchema(true);
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into gate_boot (region, gate, boot, station_no, through, beyond, last_heard_ms)
                      values ('tt', 'g', 'a', 1, 0, '{}', 3), ('tt', 'g', 'b', 1, 7, '{9,10,12}', 3), ('tt', 'g', 'c', 1, 0, '{2}', 3),
                        ('tt', 'g', 'd', 1, 7, '{}', 3)
                    """);
        }
        RegionStore.migrate(uri);
        assertThat(text(uri, "select string_agg(boot || ' ' || known, ' ' order by boot) from gate_boot"))
                .isEqualTo("a {} b {[1,8),[9,11),[12,13)} c {[2,3)} d {[1,8)}");
    }

    private static void migrate(PostgresUri uri, String target) {
        Flyway.configure()
                .dataSource(uri.jdbcUrl(), uri.user(), uri.password())
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }

    private static PostgresUri firstSchema(boolean exclusive) throws SQLException {
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        migrate(uri, "1");
        new CatalogueStore(uri).store(Town.city(2, 3), new byte[] {1}, (done, total) -> {});
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    insert into venue_terms values ('tt', 1, 1, true, 1000, 0), ('tt', 2, 1, false, 1000, 0);
                    insert into slot (region, venue_no, start_min, end_min, release_min, capacity, taken, closed)
                      values ('tt', 1, 600, 660, 0, 1, 1, false), ('tt', 2, 600, 660, 0, 9, 2, false);
                    insert into reservation (region, id, key_hi, key_lo, hold_expires_at_ms, created_at_ms, ended_at_ms, ends_min,
                        party, state, archived, member, slots)
                      values ('tt', 7, 1, 1, 0, 1, 0, 660, 2, 1, false, 'm', '{%d,%d}'), ('tt', 8, 1, 1, 0, 1, 5, 660, 3, 4, false, 'm', '{%d}');
                    insert into reservation_slot (places, region, venue_no, start_min, reservation_id, exclusive, live)
                      values (1, 'tt', 1, 600, 7, %b, true), (2, 'tt', 2, 600, 7, false, true), (3, 'tt', 2, 600, 8, false, false);
                    insert into event values ('tt', 1, 1, 7, 'ReservationPlaced', 'm', '{"party":2}'),
                      ('tt', 2, 1, 8, 'ReservationPlaced', 'm', null), ('tt', 3, 5, 8, 'ReservationCancelled', null, null);
                    update region set seq = 3, epoch = 4, next_reservation_id = 9 where id = 'tt'
                    """.formatted(HALL, COURT, HALL, exclusive));
        }
        return uri;
    }

    private static String text(PostgresUri uri, String query) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
