package io.yizhan.region.cluster;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.config.Config;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.postgres.Database;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.RegionPresence;
import io.yizhan.region.RegionStore;
import io.yizhan.region.Surroundings;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.town.DrillTown;
import io.yizhan.writebehind.PostgresRowSink;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Supplier;

/** The drill town with real rows, for one node of a cluster whose Redis is in memory. */
final class ClusterTown implements AutoCloseable {
    static final Duration LEASE = Duration.ofMillis(900);
    static final City CITY = DrillTown.city(1);

    final Vertx vertx = Vertx.vertx();
    final WatchedLease lease = new WatchedLease();
    final CatalogueStore catalogues;
    final ClusterRegion region;

    ClusterTown(Supplier<EventStream> streams) throws Exception {
        Config config = Config.of(Map.of(
                "YIZHAN_DEV",
                "true",
                "YIZHAN_REGION",
                DrillTown.REGION,
                "YIZHAN_POSTGRES_URI",
                TestPostgres.freshDatabase()));
        Database database = Database.open(config);
        catalogues = new CatalogueStore(database.uri());
        CatalogueStore.Stored stored = catalogues.store(CITY, CatalogueFile.write(CITY), (done, total) -> {});
        region = new ClusterRegion(
                new Surroundings(
                        config,
                        database.uri(),
                        (id, epoch) -> new PostgresRowSink(vertx, database.uri(), id, epoch),
                        new DrawSecrets(new byte[32]),
                        new SimpleMeterRegistry(),
                        InstantSource.system()),
                new RegionPresence(StoredEditions.edition(stored), new NoSign()),
                () -> new Region(Rules.DEFAULT),
                lease,
                streams,
                LEASE,
                () -> {});
    }

    private static final class NoSign implements RegionPresence.Signpost {
        @Override
        public void here() {}

        @Override
        public void nowhere() {}
    }

    RegionStore rows() {
        return region.rows();
    }

    PostgresUri uri() {
        return region.around().rows();
    }

    /** As an import does, or another node. */
    void store(City city, byte[] document) throws SQLException {
        catalogues.store(city, document, (done, total) -> {});
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
