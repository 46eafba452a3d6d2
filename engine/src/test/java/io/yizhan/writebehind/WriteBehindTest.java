package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.yizhan.LogsErrors;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Event;
import io.yizhan.core.Region;
import io.yizhan.journal.MemoryJournal;
import io.yizhan.journal.stream.Superseded;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.proxy.CommitCuttingProxy;
import io.yizhan.region.RegionRows;
import io.yizhan.region.RegionStore;
import io.yizhan.town.LivelyTown;
import io.yizhan.writebehind.WriteBehind.State;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("server")
@LogsErrors
class WriteBehindTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static Vertx vertx;

    private final MemoryJournal journal = new MemoryJournal();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void followsTheJournalAndLetsItForget() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        LivelyTown town = new LivelyTown(11);
        try (WriteBehind writeBehind = writeBehind(uri, uri)) {
            writeBehind.start();
            for (int i = 0; i < 10; i++) {
                town.live(200);
                journal.appendAll(town.events.subList((int) journal.lastSeq(), town.events.size()));
                writeBehind.signal();
            }
            assertThat(writeBehind.flushThrough(journal.lastSeq(), LONG)).isTrue();
            assertThat(journal.discardedSeq()).isEqualTo(journal.lastSeq());
            var figures = writeBehind.figures();
            assertThat(figures.lagEvents()).isZero();
            assertThat(figures.lagMs()).isZero();
            assertThat(figures.statementsPerThousandReservations()).isPositive();
        }
        assertLoaded(uri, town);
    }

    @Test
    void stopsForGoodWhereAPlaceWasSoldTwice() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        try (WriteBehind writeBehind = writeBehind(uri, uri)) {
            journal.appendAll(Streams.opened(1));
            writeBehind.start();
            assertThat(writeBehind.flushThrough(2, LONG)).isTrue();
            journal.appendAll(List.of(Streams.placed(1, 1), Streams.placed(2, 1)));
            writeBehind.signal();
            assertThat(writeBehind.flushThrough(4, LONG)).isFalse();
            assertThat(writeBehind.figures().state()).isEqualTo(State.FAILED);
            assertThat(writeBehind.figures().reason()).contains("slot_never_oversold");
            assertThat(journal.discardedSeq()).isEqualTo(2);
        }
    }

    @Test
    void stopsForGoodWhereAnotherOwnerTookOver() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        try (WriteBehind writeBehind = writeBehind(uri, uri)) {
            new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE);
            journal.appendAll(Streams.opened(1));
            writeBehind.start();
            assertThat(writeBehind.flushThrough(2, LONG)).isFalse();
            assertThat(writeBehind.figures().state()).isEqualTo(State.FAILED);
        }
    }

    @Test
    void wakesWhoeverWaitsForACommitAndTellsWhyThereWillBeNone() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        try (WriteBehind writeBehind = writeBehind(uri, uri, new PeakPause(() -> 1, Long.MAX_VALUE))) {
            writeBehind.start();
            assertThat(writeBehind.await(1, Duration.ofMillis(1))).isFalse();
            journal.appendAll(Streams.opened(100));
            assertThat(writeBehind.await(2, LONG)).isTrue();
            for (int n = 1; n <= 30; n++) {
                journal.appendAll(List.of(Streams.placed(n, 1)));
                assertThat(writeBehind.await(n + 2, LONG)).isTrue();
            }
            assertThat(writeBehind.figures().batches()).as("a transaction each").isEqualTo(31);

            new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE);
            journal.appendAll(List.of(Streams.placed(31, 1)));
            assertThatThrownBy(() -> writeBehind.await(33, LONG)).isInstanceOf(Superseded.class);
            assertThat(writeBehind.await(32, LONG)).as("was held before").isTrue();
        }
    }

    @Test
    void tellsWhoeverWaitsForACommitThatItHasStopped() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        WriteBehind writeBehind = writeBehind(uri, uri);
        writeBehind.start();
        writeBehind.close();
        assertThatThrownBy(() -> writeBehind.await(1, LONG)).hasMessageContaining("has stopped");
    }

    @Test
    void writesNothingTwiceWhenTheAnswersToItsCommitsAreLost() throws Exception {
        PostgresUri uri = PostgresRowSinkTest.freshTown();
        LivelyTown town = new LivelyTown(12);
        town.live(1_500);
        URI real = URI.create(uri.jdbcUrl().substring(5));
        try (var proxy = new CommitCuttingProxy(real.getPort(), 3);
                WriteBehind writeBehind = writeBehind(uri, proxy.uri(uri))) {
            writeBehind.start();
            List<List<Event>> commands = Streams.commands(town.events);
            for (int at = 0; at < commands.size(); at += 100) {
                commands.subList(at, Math.min(at + 100, commands.size())).forEach(journal::appendAll);
                assertThat(writeBehind.flushThrough(journal.lastSeq(), LONG)).isTrue();
            }
            assertThat(proxy.cuts()).isGreaterThan(3);
            assertThat(writeBehind.figures().retries()).isGreaterThan(3);
        }
        assertLoaded(uri, town);
    }

    @Test
    void catchesUpCompletelyWhenPostgresWasAway(@TempDir Path folder) throws Exception {
        LivelyTown town = new LivelyTown(13);
        EmbeddedPostgres first = EmbeddedPostgres.start(folder, 0);
        int port = first.port();
        var uri = new PostgresUri(first.uri());
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        try (WriteBehind writeBehind = writeBehind(uri, uri)) {
            writeBehind.start();
            journal.appendAll(town.events);
            assertThat(writeBehind.flushThrough(journal.lastSeq(), LONG)).isTrue();
            first.close();
            journal.appendAll(town.live(500));
            writeBehind.signal();
            await().atMost(LONG).until(() -> writeBehind.figures().state() == State.AWAY);
            journal.appendAll(town.live(1_000));
            assertThat(writeBehind.figures().lagEvents()).isPositive();
            try (EmbeddedPostgres second = EmbeddedPostgres.start(folder, port)) {
                assertThat(writeBehind.flushThrough(journal.lastSeq(), LONG)).isTrue();
                assertThat(writeBehind.figures().state()).isEqualTo(State.FOLLOWING);
                assertThat(second.uri()).isEqualTo(first.uri());
                assertLoaded(uri, town);
            }
        }
    }

    private WriteBehind writeBehind(PostgresUri owned, PostgresUri through) throws SQLException {
        return writeBehind(owned, through, PeakPause.NONE);
    }

    private WriteBehind writeBehind(PostgresUri owned, PostgresUri through, PeakPause peakPause) throws SQLException {
        RegionRows.Ownership ownership = new RegionStore(owned, LivelyTown.ID).takeOver(LivelyTown.ZONE);
        var sink = new PostgresRowSink(vertx, through, LivelyTown.ID, ownership.epoch());
        return new WriteBehind(LivelyTown.ID, journal, sink, ownership.seq(), InstantSource.system(), peakPause);
    }

    private static void assertLoaded(PostgresUri uri, LivelyTown town) throws SQLException {
        Region loaded = new Region(LivelyTown.RULES);
        new RegionStore(uri, LivelyTown.ID).load(loaded);
        assertThat(loaded.stateHash()).isEqualTo(town.region.stateHash());
        List<Event> events = town.events;
        assertThat(new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).seq())
                .isEqualTo(events.size());
    }
}
