package io.yizhan.app;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Region;
import io.yizhan.journal.Journal;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.RedisEventStream;
import io.yizhan.journal.stream.RedisStreamOptions;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.lease.Lease;
import io.yizhan.lease.RedisCluster;
import io.yizhan.postgres.Database;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.JournalHome;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.RegionBooks;
import io.yizhan.region.RegionPresence;
import io.yizhan.region.RegionStore;
import io.yizhan.region.Surroundings;
import io.yizhan.region.cluster.TakeOver;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.time.Deadline;
import io.yizhan.writebehind.PostgresRowSink;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Empties the journals of this configuration's cities into the rows, while no engine has them, and says so there: then each city may go on
 * with another kind of journal.
 */
final class DrainRun {
    private static final Duration REDIS_MAX = Duration.ofSeconds(10);

    private final Config config;
    private final Surroundings around;
    private final PrintStream out;

    private DrainRun(Config config, Surroundings around, PrintStream out) {
        this.config = config;
        this.around = around;
        this.out = out;
    }

    static void run(Config config, PrintStream out) throws StartFailed {
        Vertx vertx = Vertx.vertx();
        try {
            Closeable folder = DataFolder.taken(config.dataDir());
            try (folder;
                    Database database = Database.open(config)) {
                PostgresUri rows = database.uri();
                Surroundings around = new Surroundings(
                        config,
                        rows,
                        (region, epoch) -> new PostgresRowSink(vertx, rows, region, epoch),
                        // It opens no slots.
                        new DrawSecrets(new byte[0]),
                        new SimpleMeterRegistry(),
                        InstantSource.system());
                DrainRun run = new DrainRun(config, around, out);
                for (String region : config.regions()) run.drain(Catalogues.load(config, region, database));
            }
        } catch (IOException | SQLException failure) {
            throw new StartFailed("not drained: " + failure.getMessage(), failure);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private void drain(Edition edition) throws StartFailed, SQLException, IOException {
        Config.Cluster cluster = config.cluster();
        if (cluster == null) drainFiles(edition);
        else drainStream(edition, cluster);
    }

    private void drainFiles(Edition edition) throws StartFailed, SQLException, IOException {
        Directory directory = edition.directory();
        ExecutorService background = Executors.newSingleThreadExecutor(task -> new Thread(task, "journal-files"));
        long seq;
        try {
            RegionBooks books = RegionBooks.takeUp(config, directory, around.rows(), background);
            seq = settle(
                    edition,
                    JournalHome.Kind.FILES,
                    books.region(),
                    books.journal(),
                    books.epoch(),
                    books.checkpoint());
        } finally {
            background.shutdown();
        }
        Path folder = config.journalFolder(directory.city().id());
        Path aside = folder.resolveSibling(folder.getFileName() + ".drained-" + seq);
        Files.move(folder, aside);
        out.println(directory.city().id() + ": PostgreSQL holds everything up to event " + seq + ". The files are in "
                + aside + ", and no longer needed.");
    }

    private void drainStream(Edition edition, Config.Cluster cluster) throws StartFailed, SQLException, IOException {
        Directory directory = edition.directory();
        String region = directory.city().id();
        RedisStreamOptions options = RedisStreamOptions.of(cluster.redis(), region);
        try (RedisCluster redis = RedisCluster.open(cluster.redis(), Duration.ofMillis(cluster.leaseMs()));
                Lease lease = redis.lease(region);
                EventStream stream = new RedisEventStream(options)) {
            TakeOver.Progress.Done done = takeOver(directory, lease, stream, cluster);
            long seq = settle(
                    edition, JournalHome.Kind.STREAM, done.region(), done.journal(), done.epoch(), done.checkpoint());
            try (EventStream emptied = new RedisEventStream(options)) {
                emptied.restart(done.epoch(), seq);
            }
            out.println(region + ": PostgreSQL holds everything up to event " + seq + ". Redis is no longer needed.");
        }
    }

    private TakeOver.Progress.Done takeOver(
            Directory directory, Lease lease, EventStream stream, Config.Cluster cluster)
            throws StartFailed, SQLException, IOException {
        String region = directory.city().id();
        JournalHome.Home stands = new JournalHome(around.rows(), region).home();
        if (!stands.mayGoOnIn(JournalHome.Kind.STREAM))
            throw new StartFailed("the journal of " + region
                    + " is not in Redis, but in the files of one engine: unset " + Setting.REDIS_URI.variable());
        TakeOver attempt = new TakeOver(
                new TakeOver.Terms(
                        region,
                        directory.city().zone(),
                        StreamJournalOptions.of(region),
                        stands.kind() == JournalHome.Kind.STREAM && !stands.drained(),
                        cluster.leaseMs() * 3L / 2),
                lease,
                new RegionStore(around.rows(), region),
                stream,
                () -> new Region(RegionBooks.rules(config, directory.city())),
                null,
                System::nanoTime);
        long giveUpNs = System.nanoTime() + REDIS_MAX.toNanos();
        while (true) {
            TakeOver.Progress progress = attempt.step();
            if (progress instanceof TakeOver.Progress.Done done) return done;
            if (progress instanceof TakeOver.Progress.NotOurs notOurs && System.nanoTime() - giveUpNs >= 0)
                throw new StartFailed(
                        notOurs.lease() == Lease.Attempt.TAKEN
                                ? "an engine has " + region + ": stop all of them first"
                                : redisAway(cluster));
            if (!(progress instanceof TakeOver.Progress.Going))
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    private static String redisAway(Config.Cluster cluster) {
        return "Redis at " + cluster.redis().getHost() + " can't be reached; check " + Setting.REDIS_URI.variable();
    }

    /** Brings everything into the rows, and says there that it is so. */
    private long settle(
            Edition edition, JournalHome.Kind kind, Region books, Journal journal, long epoch, long checkpoint)
            throws StartFailed, SQLException {
        OwnedRegion region = new OwnedRegion(
                around,
                new RegionPresence(edition, new RegionSign()),
                new OwnedRegion.Beginning(books, journal, epoch, checkpoint));
        try {
            if (!region.settle(Deadline.in(Duration.ofSeconds(config.shutdownMaxS()))))
                throw new StartFailed("PostgreSQL has not taken everything within " + config.shutdownMaxS()
                        + " s; raise " + Setting.SHUTDOWN_MAX_S.variable() + ", or look at its log");
            new JournalHome(around.rows(), region.id()).drained(kind, epoch);
            return journal.lastSeq();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartFailed("interrupted", interrupted);
        } finally {
            region.close();
        }
    }
}
