package io.yizhan.region.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.yizhan.LogsErrors;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.store.CatalogueStore;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.config.Config;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.FaultyStream;
import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.lease.Lease;
import io.yizhan.lease.Plan;
import io.yizhan.postgres.Database;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.RegionPresence;
import io.yizhan.region.RegionStore;
import io.yizhan.region.Surroundings;
import io.yizhan.region.cluster.TakeOver.Progress;
import io.yizhan.sequencer.Caller;
import io.yizhan.time.Deadline;
import io.yizhan.town.DrillTown;
import io.yizhan.writebehind.PostgresRowSink;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An owner whose writer hangs, with real rows: it keeps neither the region nor who waits for it. */
@Tag("server")
@Timeout(60)
@LogsErrors
class TenureTest {
    private static final Duration LEASE = Duration.ofMillis(900);
    private static final Command SOMETHING = new Command.RetireSlots(1);

    private final Vertx vertx = Vertx.vertx();
    private final FaultyStream stream = new FaultyStream(new MemoryStream().connect());
    private final Watched lease = new Watched();
    private final CountDownLatch hang = new CountDownLatch(1);
    private ClusterRegion region;
    private Tenure tenure;
    private Thread steward;
    private volatile boolean ended;

    /** Always given, and seen to be asked for. */
    private static final class Watched implements Lease {
        volatile long heldAtNs;
        volatile boolean released;

        @Override
        public Attempt acquire() {
            heldAtNs = System.nanoTime();
            return Attempt.HELD;
        }

        @Override
        public void release() {
            released = true;
        }

        @Override
        public void close() {}
    }

    private static final class NoSign implements RegionPresence.Signpost {
        @Override
        public void here() {}

        @Override
        public void nowhere() {}
    }

    @BeforeEach
    void own() throws Exception {
        String uri = TestPostgres.freshDatabase();
        Config config =
                Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_REGION", DrillTown.REGION, "YIZHAN_POSTGRES_URI", uri));
        Database database = Database.open(config);
        City city = DrillTown.city(1);
        CatalogueStore.Stored stored =
                new CatalogueStore(database.uri()).store(city, CatalogueFile.write(city), (done, total) -> {});
        RegionPresence presence = new RegionPresence(StoredEditions.edition(stored), new NoSign());
        region = new ClusterRegion(
                new Surroundings(
                        config,
                        database.uri(),
                        (id, epoch) -> new PostgresRowSink(vertx, database.uri(), id, epoch),
                        new SimpleMeterRegistry(),
                        InstantSource.system()),
                presence,
                () -> new Region(Rules.DEFAULT),
                lease,
                () -> stream,
                LEASE,
                () -> {});
        tenure = new Tenure(region, takenOver(city), () -> null);
        steward = Thread.ofPlatform().daemon().start(this::keep);
    }

    private Progress.Done takenOver(City city) throws Exception {
        TakeOver takeOver = new TakeOver(
                new TakeOver.Terms(DrillTown.REGION, city.zone(), StreamJournalOptions.of(DrillTown.REGION), false, 0),
                lease,
                new RegionStore(region.around().rows(), DrillTown.REGION),
                (EventStream) stream,
                region.empty(),
                null,
                System::nanoTime);
        while (true) if (takeOver.step() instanceof Progress.Done done) return done;
    }

    private void keep() {
        while (!ended && tenure.owned() != null) {
            long ms = tenure.keep(new Plan(Plan.Role.OWNER, false, false, 1), System.nanoTime());
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
        }
    }

    @AfterEach
    void end() throws InterruptedException {
        ended = true;
        hang.countDown();
        steward.join();
        OwnedRegion left = tenure.owned();
        if (left != null) left.close(Deadline.in(Duration.ofSeconds(5)));
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Outcome asked() {
        return new Caller(region.presence()).call(SOMETHING);
    }

    @Test
    void givesUpARegionWhoseWriterHangsAndAnswersWhoWaits() throws Exception {
        assertThat(asked()).isEqualTo(Outcome.Done.DONE);
        stream.beforeAppend = () -> {
            try {
                hang.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        };

        CompletableFuture<Outcome> waiting = CompletableFuture.supplyAsync(this::asked);

        Outcome outcome = waiting.get(30, TimeUnit.SECONDS);
        long unheldNs = System.nanoTime() - lease.heldAtNs;
        assertThat(outcome).isInstanceOf(Refusal.RegionStopped.class);
        assertThat(unheldNs)
                .as("a writer that does not move is not renewed for")
                .isGreaterThan(LEASE.dividedBy(2).toNanos());
        await().until(() -> tenure.owned() == null);
        assertThat(lease.released).isTrue();
        assertThat(asked()).isInstanceOf(Refusal.RegionStopped.class);
    }

    @Test
    void keepsARegionWhoseWriterHasNothingToDo() {
        assertThat(asked()).isEqualTo(Outcome.Done.DONE);
        long beganNs = System.nanoTime();

        await().until(() -> lease.heldAtNs - beganNs > 2 * LEASE.toNanos());

        assertThat(asked()).isEqualTo(Outcome.Done.DONE);
    }
}
