package io.yizhan.http;

import io.yizhan.catalogue.Directory;
import io.yizhan.feed.Feed;
import org.jspecify.annotations.Nullable;

/** One region as one event loop sees it. On that event loop only. */
final class RegionOnLoop {
    final EventLoop loop;
    final RegionSources sources;
    final EventLoopMailbox mailbox;
    final Languages languages = new Languages();
    /** While a request is handed to the routes anew: how it stood before. */
    @Nullable
    Exchange again;

    private final Directories directories;

    RegionOnLoop(EventLoop loop, ServedRegion served) {
        this.loop = loop;
        sources = served.sources();
        directories = served.directories();
        mailbox = new EventLoopMailbox(loop.context);
    }

    Whereabouts whereabouts() {
        return sources.whereabouts().get();
    }

    Feed feed() {
        return sources.feed();
    }

    /** The present one; may be another the next time. */
    Directory directory() {
        return sources.directory().get();
    }

    DirectoryIndex index(Directory directory) {
        return directories.of(directory);
    }
}
