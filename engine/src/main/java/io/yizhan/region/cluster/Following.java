package io.yizhan.region.cluster;

import io.yizhan.core.Region;
import io.yizhan.feed.FeedWriter;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.region.EditionUnusable;
import io.yizhan.region.RegionPresence;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A node's standing by for a region: the books of its owner, kept at hand, and shown to readers. One thread at a time, but where it says so. */
final class Following {
    private final ClusterRegion region;
    private @Nullable Standby standby;
    private @Nullable EventStream stream;
    private volatile boolean ready;
    private volatile long followedMs;
    private boolean advanced;

    Following(ClusterRegion region) {
        this.region = region;
    }

    /**
     * @return whether there is more to do at once
     * @throws EditionUnusable this node could not take over
     */
    boolean step() throws SQLException, IOException, EditionUnusable {
        Standby following = standby;
        if (following == null) {
            region.look();
            EventStream opened = region.streams().get();
            stream = opened;
            advanced = false;
            standby = following = new Standby(region.rows(), opened, region.empty(), new Shown());
        }
        boolean more = following.step();
        if (!more) followedMs = region.around().clock().millis();
        ready(following.ready() && !more);
        return more;
    }

    private void ready(boolean now) {
        if (now == ready) return;
        ready = now;
        region.changed().run();
    }

    /** Books at hand, or on their way here; null where nobody is followed. */
    @Nullable
    Standby standby() {
        return standby;
    }

    /** Whether this node could take over at once. Any thread. */
    boolean isReady() {
        return ready;
    }

    /** Until when it has followed the owner; only where it is {@linkplain #isReady ready}. Any thread. */
    long followedMs() {
        return followedMs;
    }

    /** Whether it has read anything of the stream, not of the rows alone. */
    boolean hasAdvanced() {
        return advanced;
    }

    /** Gives the books up. */
    void end() {
        standby = null;
        EventStream open = stream;
        stream = null;
        if (open != null) open.close();
        ready(false);
    }

    /** Shows readers what the books say. */
    private final class Shown implements Standby.Audience {
        private @Nullable FeedWriter writer;

        @Override
        public void loaded(Region books, long seq) {
            RegionPresence presence = region.presence();
            presence.feed().restart(seq);
            writer = new FeedWriter(presence.feed(), books, presence.zone());
            writer.publish(seq);
        }

        @Override
        public void advanced(long seq) {
            advanced = true;
            if (writer != null) writer.publish(seq);
        }
    }
}
