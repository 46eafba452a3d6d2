package io.yizhan.app;

import io.yizhan.http.Health;
import io.yizhan.http.RegionSources;
import java.net.URI;
import java.util.List;

/** The regions of this node, owned for good or as a cluster decides. */
interface Regions extends AutoCloseable {
    /** What the edge serves them from, the default one first. */
    List<RegionSources> sources();

    Health health();

    /**
     * The edge listens: from now on requests may come.
     *
     * @param url where other nodes reach it
     */
    void open(URI url) throws StartFailed;

    /** Answers what was accepted and accepts nothing more, while the edge still brings answers out. */
    void drain();

    /** What is left to do behind the edge: rows, journals. */
    @Override
    void close();
}
