package io.yizhan.http.region;

/** A region as all event loops see it; for any thread. */
public record ServedRegion(RegionSources sources, Directories directories) {
    public static ServedRegion of(RegionSources sources) {
        return new ServedRegion(sources, new Directories(sources.directory().get()));
    }
}
