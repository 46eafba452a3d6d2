package io.yizhan.region.cluster;

import io.yizhan.config.StartFailed;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.StreamJournalOptions;
import io.yizhan.region.EditionUnusable;
import io.yizhan.region.JournalHome;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node's attempts to own a region, one after the other, each with a stream of its own. One thread at a time. */
final class Candidacy {
    private final ClusterRegion region;
    private @Nullable TakeOver attempt;
    private @Nullable EventStream stream;
    private long beganNs;

    Candidacy(ClusterRegion region) {
        this.region = region;
    }

    boolean isUnderWay() {
        return attempt != null;
    }

    /**
     * Goes on with the attempt that is under way, or begins one.
     *
     * @param standby books at hand; given up by the attempt
     * @throws StartFailed the region's journal is elsewhere
     * @throws EditionUnusable nothing was begun: who can't serve the region must not drive out whoever can
     */
    TakeOver.Progress step(@Nullable Standby standby) throws SQLException, IOException, StartFailed, EditionUnusable {
        TakeOver current = attempt;
        if (current == null) {
            beganNs = System.nanoTime();
            attempt = current = begin(standby);
        }
        return current.step();
    }

    private TakeOver begin(@Nullable Standby standby) throws SQLException, StartFailed, EditionUnusable {
        region.look();
        JournalHome.Home stands = region.home().home();
        if (!stands.mayGoOnIn(JournalHome.Kind.STREAM))
            throw new StartFailed("the journal of " + region.id()
                    + " is in the files of an engine that has the city to itself: they may hold what the rows do not."
                    + " Stop that engine, and run \"yizhan journal drain\" with its settings");
        EventStream opened = region.streams().get();
        stream = opened;
        return new TakeOver(
                new TakeOver.Terms(
                        region.id(),
                        region.presence().zone(),
                        StreamJournalOptions.of(region.id()),
                        stands.kind() == JournalHome.Kind.STREAM && !stands.drained(),
                        region.leaseTime().multipliedBy(3).dividedBy(2).toMillis()),
                region.lease(),
                region.rows(),
                opened,
                region.empty(),
                standby,
                System::nanoTime);
    }

    /** For how long the present attempt has gone on: an attempt that finds the lease taken ends at once. */
    long ms() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
    }

    /** It has come to its end: the stream is its owner's, who closes it. */
    void won() {
        stream = null;
        attempt = null;
    }

    /** Gives up what is under way. */
    void end() {
        attempt = null;
        EventStream open = stream;
        stream = null;
        if (open != null) open.close();
    }
}
