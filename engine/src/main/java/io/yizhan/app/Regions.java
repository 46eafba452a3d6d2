package io.yizhan.app;

import io.yizhan.config.StartFailed;
import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.node.Health;
import io.yizhan.http.region.RegionSources;
import io.yizhan.time.Deadline;
import java.net.URI;
import java.util.List;

/** The regions of this node, owned for good or as a cluster decides. */
interface Regions {
    /** What the edge serves them from, the default one first. */
    List<RegionSources> sources();

    Health health();

    /** The same for people, of each region whether it is owned here or not. */
    EngineRoom engineRoom();

    /**
     * The edge listens: from now on requests may come.
     *
     * @param url where other nodes reach it
     */
    void open(URI url) throws StartFailed;

    /** Answers what was accepted and accepts nothing more, while the edge still brings answers out. */
    void drain(Deadline by);

    /** What is left to do behind the edge, rows and journals, as long as there is time. What was answered is durable before. */
    void close(Deadline by);
}
