package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.yizhan.audit.Audit;
import io.yizhan.audit.PostgresAudit;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Books;
import io.yizhan.core.Event;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.VenueTerms;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class PostgresRowSinkTest extends RowSinkContract {
    private static Vertx vertx;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Override
    Place place() throws SQLException {
        return new Postgres(freshTown());
    }

    static PostgresUri freshTown() throws SQLException {
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        return uri;
    }

    record Postgres(PostgresUri uri) implements Place {
        @Override
        public RowSink takeOver() throws SQLException {
            long epoch = new RegionStore(uri, LivelyTown.ID)
                    .takeOver(LivelyTown.ZONE)
                    .epoch();
            return new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
        }

        @Override
        public void load(Books books) throws SQLException {
            new RegionStore(uri, LivelyTown.ID).load(books);
        }

        @Override
        public Audit audit() {
            return new PostgresAudit(uri);
        }
    }

    @Test
    void refusesToChangeTheAuditTrail() throws Exception {
        PostgresUri uri = freshTown();
        try (RowSink sink = new Postgres(uri).takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(1)));
            sink.write(batch(2, List.of(Streams.heard(1))));
            sink.write(batch(3, List.of(acted(1, "o-1", "", 1))));
        }
        for (String table : List.of("event_batch", "gate_event", "operator_act")) {
            for (String change : List.of("update %s set region = 'x'", "delete from %s", "truncate %s")) {
                assertThatThrownBy(() -> run(uri, change.formatted(table)))
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("append-only");
            }
        }
    }

    /** Held or waiting, then had a place, and left it again: operators read when they were to come. */
    @Test
    void writesTheSameMomentsHoweverEventsAreCutIntoBatches() throws Exception {
        List<Event> events = new ArrayList<>(Streams.opened(9));
        for (long id = 1; id <= 2; id++) events.add(Streams.held(id));
        for (long id = 3; id <= 6; id++) events.add(Streams.waits(id, 1));
        events.add(new Event.ReservationConfirmed(3, 1, 36_000_001));
        events.add(new Event.ReservationConfirmed(3, 2, 36_000_002));
        events.add(new Event.PlaceOffered(3, 3, 0, 36_000_003));
        events.add(new Event.PlaceOffered(3, 4, 900_000, 0));
        events.add(new Event.PlaceOffered(3, 5, 900_000, 0));
        events.add(new Event.ReservationConfirmed(4, 5, 36_000_005));
        events.add(new Event.ReservationCancelled(5, 1));
        events.add(new Event.CheckedIn(5, 2));
        events.add(new Event.NoShow(5, 3, true, 0));
        events.add(new Event.HoldExpired(5, 4));
        events.add(new Event.CheckedIn(5, 5));
        events.add(new Event.HoldExpired(5, 6));
        List<String> oneByOne = moments(events, 1);
        assertThat(oneByOne)
                .containsExactly(
                        "1: 36000001, 0, null",
                        "2: 36000002, 0, 5",
                        "3: 36000003, 34200000, null",
                        "4: null, 900000, null",
                        "5: 36000005, 900000, 5",
                        "6: null, 34200000, null");
        // What was placed is in a batch before them.
        assertThat(moments(events, 8)).isEqualTo(oneByOne);
        assertThat(moments(events, 100)).isEqualTo(oneByOne);
    }

    private static List<String> moments(List<Event> events, int eventsABatch) throws Exception {
        PostgresUri uri = freshTown();
        try (RowSink sink = new Postgres(uri).takeOver()) {
            sink.connect();
            for (RowBatch batch : Streams.batches(0, events, eventsABatch)) sink.write(batch);
        }
        List<String> moments = new ArrayList<>();
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select id, check_in_by_ms, wait_ends_at_ms, checked_in_at_ms from reservation order by id")) {
            while (row.next())
                moments.add(
                        row.getLong(1) + ": " + row.getString(2) + ", " + row.getString(3) + ", " + row.getString(4));
        }
        return moments;
    }

    @Test
    void writesAThousandReservationsInSixStatements() throws Exception {
        try (RowSink sink = place().takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(1_000)));
            var placed = new ArrayList<Event>();
            for (int id = 1; id <= 1_000; id++) placed.add(Streams.placed(id, 1));
            // begin, checkpoint, reservations, what is told of them, audit, commit
            assertThat(sink.write(batch(2, placed))).isEqualTo(6);
        }
    }

    @Test
    void refusesAnExclusiveSlotOfSeveralPlaces() throws Exception {
        try (RowSink sink = place().takeOver()) {
            sink.connect();
            sink.write(batch(0, List.of(new Event.VenueDefined(1, 2, new VenueTerms(1, true, 1_000, 0)))));
            assertThatThrownBy(() -> sink.write(batch(1, List.of(Streams.slot(true, 9)))))
                    .isInstanceOf(RowsRefusedException.class)
                    .hasMessageContaining("exclusive_slot_has_one_place");
        }
    }

    @Test
    void showsPeopleNamesAndLocalTimes() throws Exception {
        PostgresUri uri = freshTown();
        try (RowSink sink = new Postgres(uri).takeOver()) {
            sink.connect();
            sink.write(batch(0, Streams.opened(3)));
            sink.write(batch(2, List.of(Streams.placed(1, 2))));
        }
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select state, station, venue, starts_local::text, taken from reservation_view natural join slot_view")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("CONFIRMED");
            assertThat(row.getString(2)).isEqualTo("s1");
            assertThat(row.getString(3)).isEqualTo("s1-v2");
            assertThat(row.getString(4)).isEqualTo("1970-01-01 18:00:00");
            assertThat(row.getInt(5)).isEqualTo(2);
        }
    }

    /** The view has a word for each act, also for those that are new. */
    @Test
    void showsPeopleWhatOperatorsDid() throws Exception {
        PostgresUri uri = freshTown();
        List<Event> events = new ArrayList<>();
        for (OperatorAct act : OperatorAct.values())
            events.add(new Event.OperatorActed(0, "o-1", act, new int[] {1, 2}, "m1", 7, "why", "a", "b"));
        try (RowSink sink = new Postgres(uri).takeOver()) {
            sink.connect();
            sink.write(batch(0, events));
        }
        List<String> told = new ArrayList<>();
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "select act, at_local, stations::text, subject from operator_act_view order by seq")) {
            while (row.next())
                told.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3) + " " + row.getString(4));
        }
        assertThat(told)
                .isEqualTo(Arrays.stream(OperatorAct.values())
                        .map(act -> act + " 1970-01-01 08:00:00 {s1,s2} m1")
                        .toList());
    }

    private static void run(PostgresUri uri, String sql) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
