package io.yizhan.region.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.LogsErrors;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.VenueCommand;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.FaultyStream;
import io.yizhan.journal.stream.MemoryStream;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.lease.Plan;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.cluster.TakeOver.Progress;
import io.yizhan.sequencer.Caller;
import io.yizhan.time.Deadline;
import io.yizhan.town.DrillTown;
import java.time.Duration;
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
    private static final Command SOMETHING = new VenueCommand.RetireSlots(1);

    private final FaultyStream stream = new FaultyStream(new MemoryStream().connect());
    private final CountDownLatch hang = new CountDownLatch(1);
    private ClusterTown town;
    private Tenure tenure;
    private Thread steward;
    private volatile boolean ended;

    @BeforeEach
    void own() throws Exception {
        town = new ClusterTown(() -> stream);
        tenure = new Tenure(town.region, takenOver(), () -> null);
        steward = Thread.ofPlatform().daemon().start(this::keep);
    }

    private Progress.Done takenOver() throws Exception {
        TakeOver takeOver = new TakeOver(
                new TakeOver.Terms(
                        DrillTown.REGION, DrillTown.ZONE, StreamJournalOptions.of(DrillTown.REGION), false, 0),
                town.lease,
                town.rows(),
                (EventStream) stream,
                town.region.empty(),
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
        town.close();
    }

    private Outcome asked() {
        return new Caller(town.region.presence()).call(SOMETHING);
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
        long unheldNs = System.nanoTime() - town.lease.heldAtNs;
        assertThat(outcome).isInstanceOf(Refusal.RegionStopped.class);
        assertThat(unheldNs)
                .as("a writer that does not move is not renewed for")
                .isGreaterThan(ClusterTown.LEASE.dividedBy(2).toNanos());
        await().until(() -> tenure.owned() == null);
        assertThat(town.lease.held).isFalse();
        assertThat(asked()).isInstanceOf(Refusal.RegionStopped.class);
    }

    @Test
    void keepsARegionWhoseWriterHasNothingToDo() {
        assertThat(asked()).isEqualTo(Outcome.Done.DONE);
        long beganNs = System.nanoTime();

        await().until(() -> town.lease.heldAtNs - beganNs > 2 * ClusterTown.LEASE.toNanos());

        assertThat(asked()).isEqualTo(Outcome.Done.DONE);
    }
}
