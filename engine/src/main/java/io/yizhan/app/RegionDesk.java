package io.yizhan.app;

import io.yizhan.catalogue.Directory;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Submission;
import org.jspecify.annotations.Nullable;

/** A region as this node's edge sees it: it stays while ownership comes and goes. Any thread. */
final class RegionDesk implements Inbox {
    private static final Refusal ELSEWHERE = new Refusal.RegionStopped("another engine has this city now");

    final Directory directory;
    final Feed feed = new Feed();
    private volatile @Nullable Inbox writer;
    private volatile Whereabouts whereabouts = Whereabouts.Nowhere.NOWHERE;

    RegionDesk(Directory directory) {
        this.directory = directory;
    }

    String region() {
        return directory.city().id();
    }

    RegionSources sources() {
        return new RegionSources(region(), () -> directory, feed, this, () -> whereabouts);
    }

    Whereabouts whereabouts() {
        return whereabouts;
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        Inbox here = writer;
        return here == null ? ELSEWHERE : here.offer(submission);
    }

    /** Owned here from now on. */
    synchronized void open(Inbox inbox) {
        writer = inbox;
        whereabouts = Whereabouts.Here.HERE;
    }

    /** No longer here, soon: new requests wait for the next owner; those that are being read may still come to the writer. */
    synchronized void leave() {
        whereabouts = Whereabouts.Nowhere.NOWHERE;
    }

    /** Where others say that the region is. Nothing is changed where it is here, which this node knows best. */
    synchronized void refer(Whereabouts elsewhere) {
        if (!(whereabouts instanceof Whereabouts.Here)) whereabouts = elsewhere;
    }

    /** There is no writer here any more. */
    void close() {
        writer = null;
    }
}
