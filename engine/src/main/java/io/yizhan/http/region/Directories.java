package io.yizhan.http.region;

import io.yizhan.catalogue.Directory;

/** The {@link DirectoryIndex} of the present catalogue, made when it is first needed. Any thread. */
public final class Directories {
    private volatile DirectoryIndex latest;

    Directories(Directory directory) {
        latest = new DirectoryIndex(directory);
    }

    public DirectoryIndex of(Directory directory) {
        DirectoryIndex known = latest;
        if (known.directory == directory) return known;
        // Two threads may make it at once; they make the same.
        DirectoryIndex made = new DirectoryIndex(directory);
        latest = made;
        return made;
    }
}
