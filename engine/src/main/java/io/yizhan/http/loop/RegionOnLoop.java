package io.yizhan.http.loop;

import io.yizhan.catalogue.Directory;
import io.yizhan.feed.Feed;
import io.yizhan.http.head.Languages;
import io.yizhan.http.json.TimeTexts;
import io.yizhan.http.region.Directories;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.ServedRegion;
import io.yizhan.http.region.Whereabouts;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** One region as one event loop sees it. On that event loop only. */
public final class RegionOnLoop {
    public final EventLoop loop;
    public final RegionSources sources;
    public final EventLoopMailbox mailbox;
    public final Languages languages = new Languages();
    private final Directories directories;
    private @Nullable TimeTexts times;

    public RegionOnLoop(EventLoop loop, ServedRegion served) {
        this.loop = loop;
        sources = served.sources();
        directories = served.directories();
        mailbox = new EventLoopMailbox(loop.context);
    }

    public Whereabouts whereabouts() {
        return sources.whereabouts().get();
    }

    public Feed feed() {
        return sources.feed();
    }

    /** The present one; may be another the next time. */
    public Directory directory() {
        return sources.directory().get();
    }

    public DirectoryIndex index(Directory directory) {
        return directories.of(directory);
    }

    /** For what is written on this event loop. */
    public TimeTexts times(ZoneId zone) {
        TimeTexts known = times;
        if (known == null || !known.zone().equals(zone)) times = known = new TimeTexts(zone);
        return known;
    }
}
