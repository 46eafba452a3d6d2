package io.yizhan.telling;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.core.Event;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.http.FixedCatalogue;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionStore;
import io.yizhan.sequencer.Inbox;
import io.yizhan.town.LivelyTown;
import io.yizhan.writebehind.PostgresRowSink;
import io.yizhan.writebehind.RowBatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** A town whose rows are in a real database, and what goes out of it; with a clock of its own. */
final class ToldTown implements AutoCloseable {
    final Vertx vertx = Vertx.vertx();
    final PostgresUri uri = new PostgresUri(TestPostgres.freshDatabase());
    final LivelyTown town = new LivelyTown(3);
    final AtomicLong nowMs = new AtomicLong(29_000_000L * 60_000);
    final InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
    final AtomicReference<Whereabouts> whereabouts = new AtomicReference<>(Whereabouts.Here.HERE);
    final AtomicReference<Inbox> writer = new AtomicReference<>(submission -> new Refusal.Overloaded(1_000));
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final RegionSources region;
    private final Feed feed = new Feed();
    private PostgresRowSink sink;
    private long seq;

    ToldTown() throws Exception {
        Schema.migrate(uri);
        new CatalogueStore(uri).store(LivelyTown.city(2, 3), new byte[] {1}, (done, total) -> {});
        Directory directory = new Directory(
                LivelyTown.city(2, 3),
                Map.of("s1", 1, "s2", 2),
                Map.of("s1-v1", 1, "s1-v2", 2, "s1-v3", 3, "s2-v1", 4, "s2-v2", 5, "s2-v3", 6));
        region = FixedCatalogue.sources(
                LivelyTown.ID,
                () -> directory,
                feed,
                submission -> Objects.requireNonNull(writer.get()).offer(submission),
                whereabouts::get);
        sink = own();
    }

    /** As one who takes the region over. */
    PostgresRowSink own() throws Exception {
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
        sink.connect();
        feed.owned(epoch);
        return sink;
    }

    /** So much happens, and is in the rows. */
    void live(int steps) throws Exception {
        town.live(steps);
        write(town.events.subList((int) seq, town.events.size()));
    }

    /** In batches of some. */
    void write(List<Event> events) throws Exception {
        RowBatch batch = new RowBatch(seq);
        for (Event event : List.copyOf(events)) {
            // A closure's venues came of the same command, and so did an entry in a draw and its placement.
            boolean goesOn = event instanceof Event.VenueClosed || event instanceof Event.DrawEntered;
            boolean full = batch.events().size() >= 20 || !batch.takes(List.of(event));
            if (full && !goesOn) batch = flushed(batch);
            batch.add(List.of(event));
        }
        flushed(batch);
    }

    private RowBatch flushed(RowBatch batch) throws Exception {
        if (!batch.isEmpty()) sink.write(batch);
        seq = batch.lastSeq();
        return new RowBatch(seq);
    }

    long lastSeq() {
        return seq;
    }

    void run(String sql) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> texts(String query) throws SQLException {
        try (Connection connection = uri.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (row.next()) texts.add(row.getString(1));
            return texts;
        }
    }

    @Override
    public void close() {
        sink.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
