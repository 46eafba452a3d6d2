package io.yizhan.http;

/** A region as all event loops see it; for any thread. */
record ServedRegion(RegionSources sources, Directories directories) {
    static ServedRegion of(RegionSources sources) {
        return new ServedRegion(sources, new Directories(sources.directory().get()));
    }
}
