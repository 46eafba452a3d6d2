package io.yizhan.http;

/** A region as all event loops see it; for any thread. */
record Served(RegionSources sources, Directories directories) {
    static Served of(RegionSources sources) {
        return new Served(sources, new Directories(sources.directory().get()));
    }
}
