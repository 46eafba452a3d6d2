package io.yizhan.http;

import io.yizhan.catalogue.Directory;

/** The {@link DirectoryIndex} of the present catalogue, made when it is first needed. Any thread. */
final class Directories {
    private volatile DirectoryIndex latest;

    Directories(Directory directory) {
        latest = new DirectoryIndex(directory);
    }

    DirectoryIndex of(Directory directory) {
        DirectoryIndex known = latest;
        if (known.directory == directory) return known;
        // Two threads may make it at once; they make the same.
        DirectoryIndex made = new DirectoryIndex(directory);
        latest = made;
        return made;
    }
}
