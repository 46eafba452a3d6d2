package io.yizhan.region;

import io.yizhan.catalogue.edition.CatalogueReplacement;
import io.yizhan.catalogue.store.StoredEditions;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Refusal;
import io.yizhan.core.Region;
import io.yizhan.feed.FeedWriter;
import io.yizhan.journal.CommittedJournal;
import io.yizhan.journal.Journal;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Limits;
import io.yizhan.sequencer.Sequencer;
import io.yizhan.sequencer.Writer;
import io.yizhan.time.Deadline;
import io.yizhan.writebehind.PeakPause;
import io.yizhan.writebehind.RowSink;
import io.yizhan.writebehind.WriteBehind;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A region while this node owns it: the writer at work on its books, and the rows that follow. Opened with books that stand at the journal's
 * end; closed for good.
 */
public final class OwnedRegion implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnedRegion.class);

    /** For a writer that was told that nothing will come of what it waits for. */
    private static final Duration GIVEN_UP_MAX = Duration.ofMillis(300);

    private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

    private static final Duration ERASURES_EVERY = Duration.ofSeconds(10);

    /** Of the time to the end: the rows and what comes after them want some, too. */
    private static final double DRAIN_SHARE = 0.5;

    /**
     * What an owner begins with.
     *
     * @param journal closed with the ownership
     * @param epoch in whose name it writes
     * @param checkpoint what the rows had come to
     */
    public record Beginning(Region region, Journal journal, long epoch, long checkpoint) {}

    private final String id;
    private final Journal journal;
    private final @Nullable StreamJournal stream;
    private final long epoch;
    private final WriteBehind writeBehind;
    private final RegionMetrics metrics;
    private final Sequencer sequencer;
    private final Writer writer;
    private final HorizonKeeper horizon;
    private final Chores chores;
    private final ErasureSweep erasures;
    private final OwnedCatalogue catalogue;
    private boolean drained;
    /** Whether the writer's thread has ended: only then is the journal anybody else's to close. */
    private boolean writerEnded;

    /** The writer is at work when it returns. */
    public OwnedRegion(Surroundings around, RegionPresence presence, Beginning beginning) {
        id = presence.region();
        // The books are the writer's as soon as that is at work.
        long catalogueSaid = beginning.region().catalogueSaid();
        stream = beginning.journal() instanceof StreamJournal it ? it : null;
        epoch = beginning.epoch();
        AtomicReference<Sequencer> decides = new AtomicReference<>();
        writeBehind = writeBehind(around, beginning, decides);
        if (stream != null) stream.commits(writeBehind);
        journal = around.config().answersAfterRows()
                ? new CommittedJournal(beginning.journal(), writeBehind)
                : beginning.journal();
        FeedWriter feedWriter = new FeedWriter(presence.feed(), beginning.region(), presence.zone());
        feedWriter.publish(journal.lastSeq());
        presence.feed().owned(epoch);
        metrics = new RegionMetrics(around.meters(), id);
        sequencer = new Sequencer(
                beginning.region(),
                journal,
                seq -> {
                    feedWriter.publish(seq);
                    writeBehind.signal();
                },
                around.clock(),
                Limits.DEFAULT.withBookingWaitMaxMs(around.config().waitMaxMs()),
                metrics);
        decides.set(sequencer);
        metrics.watch(sequencer, journal, writeBehind);
        metrics.watch(presence.feed().gateSkews());
        metrics.watch(presence.feed());
        writeBehind.start();
        writer = new Writer(sequencer, id);
        writer.start();
        horizon = new HorizonKeeper(presence::directory, around.draws(), sequencer, around.clock());
        chores = new Chores(around, presence, sequencer, epoch);
        erasures = new ErasureSweep(around.rows(), id);
        erasures.start(ERASURES_EVERY);
        catalogue = new OwnedCatalogue(
                new OwnedCatalogue.Served(presence.atStart(), catalogueSaid, presence::present, presence::take),
                sequencer,
                horizon,
                new StoredEditions(around.rows(), id, epoch),
                by -> writeBehind.flushThrough(journal.durableSeq(), by.left()),
                around.clock());
    }

    private WriteBehind writeBehind(Surroundings around, Beginning beginning, AtomicReference<Sequencer> decides) {
        RowSink sink = around.sinks().open(id, beginning.epoch());
        PeakPause peakPause = new PeakPause(
                () -> {
                    Sequencer sequencer = decides.get();
                    return sequencer == null ? 0 : sequencer.load();
                },
                TimeUnit.SECONDS.toMillis(around.config().rowsLagMaxS()));
        return new WriteBehind(id, beginning.journal(), sink, beginning.checkpoint(), around.clock(), peakPause);
    }

    /** Opens what is to be open now, and goes on to do so at each midnight, and to tell of catalogues. */
    public void keepSlotsOpen() throws StartFailed {
        horizon.start();
        chores.begin();
        catalogue.begin();
    }

    /** As {@link #keepSlotsOpen}, but returns at once: for books in which a former owner has opened them already. */
    public void keepSlotsOpenSoon() {
        horizon.begin();
        chores.begin();
        catalogue.begin();
    }

    /** The city's. Any thread. */
    public String id() {
        return id;
    }

    /** Why this node can't go on with the region; null while it can. Any thread. */
    @Nullable
    public String stopped() {
        Refusal.RegionStopped stopped = sequencer.stopped();
        if (stopped != null) return stopped.reason();
        WriteBehind.Figures rows = writeBehind.figures();
        return rows.state() == WriteBehind.State.FAILED ? "the rows: " + rows.reason() : null;
    }

    /** Why answers wait for the rows; null while they wait for the journal alone. Any thread. */
    @Nullable
    public String answersByCommit() {
        return stream == null ? null : stream.answersByCommit();
    }

    /** Where the writer takes commands. Any thread. */
    public Inbox inbox() {
        return sequencer;
    }

    /** How its catalogue is replaced. Any thread. */
    CatalogueReplacement catalogue() {
        return catalogue;
    }

    /** In whose name it writes. Any thread. */
    public long epoch() {
        return epoch;
    }

    /** For its figures. Any thread. */
    public Sequencer sequencer() {
        return sequencer;
    }

    /** For its figures. Any thread. */
    public WriteBehind writeBehind() {
        return writeBehind;
    }

    /**
     * Changes as long as the writer moves, an idle one too; and while it waits for rows that are away, and asks for them again and again: that
     * is no fault of its own. Any thread.
     */
    public long evidence() {
        return sequencer.turns() + writeBehind.asked();
    }

    /** Why the slots of the days ahead are not open; null where they are. Any thread. */
    @Nullable
    public String slotsTrouble() {
        return horizon.trouble();
    }

    /** Answers in place of a writer that does not move, and lets go of it. Any thread. */
    public void giveUpWriter(String why) {
        abandon();
        sequencer.giveUp(why);
    }

    /**
     * Answers what was accepted, and accepts nothing more. Where the writer does not come to an end, whoever still waits is told so. Idempotent.
     */
    public synchronized void drain(Deadline by) {
        if (drained) return;
        drained = true;
        horizon.close();
        chores.close();
        erasures.close();
        catalogue.close();
        try {
            writerEnded = writer.close(by.left());
            if (writerEnded) return;
            LOG.warn(
                    "region {}: what its writer waits for does not come; who waits for an answer is told to ask again",
                    id);
            giveUpWriter("the engine is stopping, and its writer does not move");
            writerEnded = writer.close(GIVEN_UP_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether the rows can be reached, without which nobody takes over. */
    public boolean rowsFollow() {
        return writeBehind.figures().state() == WriteBehind.State.FOLLOWING;
    }

    /** Whether the rows may still take what they lack, now or later. */
    public boolean rowsMayFollow() {
        return writeBehind.figures().state() != WriteBehind.State.FAILED;
    }

    /** Lets go of whoever waits for the journal: another may own the region by now, so what is not durable never will be. */
    public void abandon() {
        if (stream != null) stream.abandon();
    }

    /** Drains, and lets the rows catch up, as long as there is time. */
    public boolean settle(Deadline by) throws InterruptedException {
        drain(by.part(DRAIN_SHARE));
        return writeBehind.flushThrough(journal.durableSeq(), by.left());
    }

    /** How many events the rows lack. Any thread. */
    public long eventsBehind() {
        return writeBehind.figures().lagEvents();
    }

    @Override
    public void close() {
        close(Deadline.in(CLOSE_MAX));
    }

    /** Ends what is left; what the rows do not hold stays in the journal. */
    public void close(Deadline by) {
        drain(by.part(DRAIN_SHARE));
        // Before the rows are let go of: without them a writer that waits for them ends.
        writeBehind.close(by.left());
        metrics.close();
        if (!writerEnded && !endsNow()) {
            LOG.warn(
                    "the journal of {} is left as it is: its writer may still be at it. What was answered is in it",
                    id);
            return;
        }
        try {
            journal.close();
        } catch (IOException failure) {
            LOG.warn("while closing the journal of {}", id, failure);
        }
    }

    private boolean endsNow() {
        try {
            return writer.close(GIVEN_UP_MAX);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
