package io.yizhan.http.region;

import io.yizhan.catalogue.Directory;

/** The {@link DirectoryIndex} of the present catalogue, made when it is first needed. Any thread. */
public final class Directories {
    private volatile Latest latest;

    /** Whoever began with the former catalogue goes on with it for a moment, and must not put it before the new one. */
    private record Latest(DirectoryIndex present, DirectoryIndex former) {}

    Directories(Directory directory) {
        DirectoryIndex first = new DirectoryIndex(directory);
        latest = new Latest(first, first);
    }

    public DirectoryIndex of(Directory directory) {
        Latest known = latest;
        if (known.present.directory == directory) return known.present;
        if (known.former.directory == directory) return known.former;
        // Two threads may make it at once; they make the same.
        DirectoryIndex made = new DirectoryIndex(directory);
        latest = new Latest(made, known.present);
        return made;
    }
}
