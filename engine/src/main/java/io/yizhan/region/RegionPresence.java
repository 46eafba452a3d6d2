package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.core.Refusal;
import io.yizhan.feed.Feed;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Submission;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What this node has of a region whoever owns it: its catalogue, what readers are shown, and the writer while it is here. It stays while
 * ownership comes and goes. Any thread.
 */
public final class RegionPresence implements Inbox {
    private static final Refusal ELSEWHERE = new Refusal.RegionStopped("another engine has this city now");

    private final Directory directory;
    private final Signpost signpost;
    private final Feed feed = new Feed();
    private volatile @Nullable Inbox writer;

    /** Told which way requests for the region are to go. */
    public interface Signpost {
        /** Here. */
        void here();

        /** No longer here, and nobody says yet where. */
        void nowhere();
    }

    public RegionPresence(Directory directory, Signpost signpost) {
        this.directory = directory;
        this.signpost = signpost;
    }

    /** The city's id. */
    public String region() {
        return directory.city().id();
    }

    /** By whose clock its days begin. */
    public ZoneId zone() {
        return directory.city().zone();
    }

    public Directory directory() {
        return directory;
    }

    /** What readers are shown, by whoever has the books here. */
    public Feed feed() {
        return feed;
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        Inbox here = writer;
        return here == null ? ELSEWHERE : here.offer(submission);
    }

    /** Owned here from now on. */
    public void open(Inbox inbox) {
        writer = inbox;
        signpost.here();
    }

    /** No longer here, soon: new requests wait for the next owner; those that are being read may still come to the writer. */
    public void leave() {
        signpost.nowhere();
    }

    /** There is no writer here any more. */
    public void close() {
        writer = null;
    }
}
