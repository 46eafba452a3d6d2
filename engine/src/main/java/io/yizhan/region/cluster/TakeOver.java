package io.yizhan.region.cluster;

import io.yizhan.core.Region;
import io.yizhan.journal.Journal;
import io.yizhan.journal.stream.EntryReader;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.EventStream.Stand;
import io.yizhan.journal.stream.StreamJournal;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.journal.stream.Superseded;
import io.yizhan.lease.Lease;
import io.yizhan.region.RegionRows;
import io.yizhan.region.RegionRows.Ownership;
import java.io.IOException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's way to own a region, in the order that makes it safe (ARCHITECTURE.md, "Take-over"): the lease; the epoch in the rows, from where
 * on no older owner commits; the epoch at the stream, from where on none appends; then the books. Each {@link #step} is one of these, and
 * anything may happen in between: another's step, a pause, a death.
 *
 * <p>One attempt; one thread at a time. Blocks in its ports only. After an exception it is over: begin another one later.
 */
public final class TakeOver {
    private static final Logger LOG = LoggerFactory.getLogger(TakeOver.class);

    private final Terms terms;
    private final Lease lease;
    private final RegionRows rows;
    private final EventStream stream;
    private final Supplier<Region> empty;
    private final @Nullable Standby standby;
    private final LongSupplier nanoTime;

    private Stage stage = Stage.LOOK;
    private boolean graceBegan;
    private long graceEndsNs;
    /** Where the rows stood when the grace began. */
    private long graceSeq;

    private @Nullable Ownership ownership;
    private @Nullable StreamJournal journal;

    /**
     * What an attempt is about.
     *
     * @param streamExpected the last owner that served had the stream as its journal
     * @param graceMs how long a stream that has lost that owner's epoch is left to it, should it live: it needs to find out, bring
     *     what only its memory has into the rows, and begin the stream anew. Longer than a lease
     */
    public record Terms(
            String region, ZoneId zone, StreamJournalOptions journal, boolean streamExpected, long graceMs) {}

    private enum Stage {
        LOOK,
        ROWS,
        STREAM,
        BOOKS
    }

    /** How far it has come. */
    public sealed interface Progress {
        /** A step is done, and there is another. */
        enum Going implements Progress {
            GOING
        }

        /** The next step is not due yet. */
        record Waiting(String why, long ms) implements Progress {}

        /** Nothing was done: another node has the right to the region, or nobody can tell. It may be asked again. */
        record NotOurs(Lease.Attempt lease) implements Progress {}

        /**
         * The region is owned, and stands at the journal's end.
         *
         * @param followed whether its books are those that the standby had at hand
         */
        record Done(Region region, StreamJournal journal, long epoch, long checkpoint, boolean followed)
                implements Progress {}
    }

    /**
     * @param empty books without anything in them, under the region's rules
     * @param standby books at hand; given up by the attempt
     * @param nanoTime measures how long things take, as {@link System#nanoTime} does
     */
    public TakeOver(
            Terms terms,
            Lease lease,
            RegionRows rows,
            EventStream stream,
            Supplier<Region> empty,
            @Nullable Standby standby,
            LongSupplier nanoTime) {
        this.terms = terms;
        this.lease = lease;
        this.rows = rows;
        this.stream = stream;
        this.empty = empty;
        this.standby = standby;
        this.nanoTime = nanoTime;
    }

    /**
     * @throws SQLException the rows can't be reached, or it is unknown whether they changed hands
     * @throws io.yizhan.journal.stream.Superseded another node was faster
     * @throws io.yizhan.journal.JournalUnusable answered events are neither in the stream nor in the rows
     * @throws IOException the stream can't be reached, or it is unknown whether it was claimed
     */
    public Progress step() throws SQLException, IOException {
        Lease.Attempt attempt = lease.acquire();
        if (attempt != Lease.Attempt.HELD) return new Progress.NotOurs(attempt);
        return switch (stage) {
            case LOOK -> look();
            case ROWS -> {
                ownership = rows.takeOver(terms.zone());
                stage = Stage.STREAM;
                yield Progress.Going.GOING;
            }
            case STREAM -> {
                Ownership ours = Objects.requireNonNull(ownership);
                journal = StreamJournal.takeOver(stream, ours.epoch(), ours.seq(), terms.journal(), nanoTime);
                shoutIfLostMeanwhile(ours, journal.found());
                stage = Stage.BOOKS;
                yield Progress.Going.GOING;
            }
            case BOOKS -> books(Objects.requireNonNull(ownership), Objects.requireNonNull(journal));
        };
    }

    /**
     * A stream that does not know the epoch of the last owner that served was emptied, or an old copy took its place; one at another server
     * than it was written at may be a copy that lags. That owner's memory may hold more than it does. Higher epochs, which others raised who
     * got no further, tell nothing: those have answered nobody.
     */
    private Progress look() throws SQLException, IOException {
        Ownership stands = rows.stand();
        Stand found = stream.stand();
        if (terms.streamExpected() && (found.epoch() < stands.servedEpoch() || stream.moved())) {
            long nowNs = nanoTime.getAsLong();
            if (graceBegan && stands.seq() != graceSeq) {
                // Somebody moves the rows: the owner lives, and has more to bring.
                graceSeq = stands.seq();
                graceEndsNs = nowNs + TimeUnit.MILLISECONDS.toNanos(terms.graceMs());
            }
            if (!graceBegan) {
                graceBegan = true;
                graceSeq = stands.seq();
                graceEndsNs = nowNs + TimeUnit.MILLISECONDS.toNanos(terms.graceMs());
                LOG.warn(
                        "region {}: the stream is of epoch {}, the last owner of epoch {}: Redis may have lost of it. That owner, if it lives, has {} ms to bring back what it has",
                        terms.region(),
                        found.epoch(),
                        stands.servedEpoch(),
                        terms.graceMs());
            }
            long leftNs = graceEndsNs - nowNs;
            if (leftNs > 0)
                return new Progress.Waiting(
                        "the stream was lost, and its owner may live", TimeUnit.NANOSECONDS.toMillis(leftNs) + 1);
            LOG.error(
                    "region {}: nobody has brought the stream back. What was answered after event {}, and Redis has lost, is lost",
                    terms.region(),
                    Math.max(stands.seq(), found.endSeq()));
        }
        requireReadable(found);
        stage = Stage.ROWS;
        return Progress.Going.GOING;
    }

    /**
     * Who can't read what the last owner wrote, since that was of a newer version, must not raise the epoch: it would drive out whoever can,
     * again and again. The last event tells, as versions only rise.
     */
    private void requireReadable(Stand found) throws IOException {
        if (found.endSeq() == 0) return;
        for (EventStream.Entry last : stream.read(found.endSeq() - 1, 1))
            new EntryReader().deliver(last, last.lastSeq() - 1, (seq, event) -> {});
    }

    /** It was there at the {@link #look}, and gone at the claim: too late for an owner that the rows refuse already. */
    private void shoutIfLostMeanwhile(Ownership ours, Stand found) {
        if (!terms.streamExpected() || graceBegan || found.epoch() >= ours.servedEpoch()) return;
        LOG.error(
                "region {}: Redis has lost the stream while it was taken over. What was answered after event {} is lost",
                terms.region(),
                Math.max(ours.seq(), found.endSeq()));
    }

    private Progress books(Ownership ours, StreamJournal claimed) throws SQLException, IOException {
        requireStillOurs(ours);
        Standby at = standby;
        long from = at == null ? 0 : at.seq();
        Region region = at == null ? null : at.handOver(claimed.found(), ours.seq(), claimed.lastSeq());
        boolean followed = region != null;
        if (region == null) {
            region = empty.get();
            rows.load(region);
            from = ours.seq();
        }
        replay(claimed, from, region);
        return new Progress.Done(region, claimed, ours.epoch(), ours.seq(), followed);
    }

    /**
     * Raised before the stream was claimed, the epoch may have been passed by another's meanwhile, and that one's claim be lost with all of
     * Redis: then the stream has let this one in. From here on no successor can claim it unnoticed.
     */
    private void requireStillOurs(Ownership ours) throws SQLException, Superseded {
        long epoch = rows.stand().epoch();
        if (epoch != ours.epoch())
            throw new Superseded("region " + terms.region() + " has a newer owner, of epoch " + epoch);
    }

    private static void replay(Journal journal, long afterSeq, Region region) throws IOException {
        try (Journal.Reader reader = journal.read(afterSeq)) {
            while (reader.next((seq, event) -> region.apply(event)) > 0) {
                // Batch by batch, to the end.
            }
        }
    }
}
