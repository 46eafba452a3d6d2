package io.yizhan.region;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.CatalogueReplacement;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.core.Refusal;
import io.yizhan.equipment.Equipment;
import io.yizhan.feed.Feed;
import io.yizhan.fitness.MachineSessions;
import io.yizhan.occupancy.UsualNow;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Submission;
import java.time.Duration;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node has of a region whoever owns it: its catalogue, what readers are shown, and the writer while it is here. It stays while
 * ownership comes and goes. Any thread.
 */
public final class RegionPresence implements Inbox, CatalogueReplacement {
    private static final Logger LOG = LoggerFactory.getLogger(RegionPresence.class);
    private static final Refusal ELSEWHERE = new Refusal.RegionStopped("another engine has this city now");

    private final City atStart;
    private volatile Edition edition;
    private final Signpost signpost;
    private final Feed feed = new Feed();
    private final MachineSessions sessions = new MachineSessions();
    private final Equipment equipment = new Equipment(sessions);
    private final UsualNow usual = new UsualNow();
    private volatile @Nullable Inbox writer;
    private volatile @Nullable CatalogueReplacement catalogue;
    private volatile @Nullable OwnedRegion owned;

    /** Told which way requests for the region are to go. */
    public interface Signpost {
        /** Here. */
        void here();

        /** No longer here, and nobody says yet where. */
        void nowhere();
    }

    public RegionPresence(Edition edition, Signpost signpost) {
        this.edition = edition;
        atStart = edition.directory().city();
        this.signpost = signpost;
    }

    /** The city's id. */
    public String region() {
        return atStart.id();
    }

    /** By whose clock its days begin. */
    public ZoneId zone() {
        return atStart.zone();
    }

    /** The present catalogue; may be another the next time. */
    public Directory directory() {
        return edition.directory();
    }

    /** The city as it was when this node started: by its numbers the node goes until it is started again. */
    public City atStart() {
        return atStart;
    }

    @Override
    public Edition present() {
        return edition;
    }

    /** In force here from now on, unless a later one is. The slots that follow are opened by whoever owns the region. */
    public synchronized void take(Edition next) {
        if (next.version() <= edition.version()) return;
        edition = next;
        LOG.info("the catalogue of {} is version {} now", region(), next.version());
    }

    @Override
    public Replacement preview(Proposal proposal) {
        CatalogueReplacement here = catalogue;
        return here == null ? new Replacement.Declined(ELSEWHERE) : here.preview(proposal);
    }

    @Override
    public Replacement replace(Proposal proposal, Author author) {
        CatalogueReplacement here = catalogue;
        return here == null ? new Replacement.Declined(ELSEWHERE) : here.replace(proposal, author);
    }

    /** Waits until the rows hold this event; false where they do not in time, or where the region is not here. */
    public boolean rowsFollow(long seq, Duration atMost) throws InterruptedException {
        OwnedRegion here = owned;
        return here != null && here.writeBehind().flushThrough(seq, atMost);
    }

    /** What readers are shown, by whoever has the books here. */
    public Feed feed() {
        return feed;
    }

    /** What its machines say of themselves, while this node owns it. */
    public Equipment equipment() {
        return equipment;
    }

    /** What is done on its machines, until it is written down, while this node owns it. */
    public MachineSessions sessions() {
        return sessions;
    }

    /** How full its stations usually are now, while this node owns it. */
    public UsualNow usual() {
        return usual;
    }

    @Override
    public @Nullable Refusal offer(Submission submission) {
        Inbox here = writer;
        return here == null ? ELSEWHERE : here.offer(submission);
    }

    /** Owned here from now on. */
    public void open(OwnedRegion here) {
        owned = here;
        catalogue = here.catalogue();
        writer = here.inbox();
        signpost.here();
    }

    /** No longer here, soon: new requests wait for the next owner; those that are being read may still come to the writer. */
    public void leave() {
        signpost.nowhere();
    }

    /** There is no writer here any more. */
    public void close() {
        writer = null;
        owned = null;
        catalogue = null;
    }
}
