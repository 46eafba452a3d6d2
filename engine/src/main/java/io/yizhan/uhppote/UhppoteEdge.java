package io.yizhan.uhppote;

import io.vertx.core.Future;
import io.yizhan.http.loop.OwnLoops;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener for controllers by UDP, on one event loop. Started and stopped from any thread. */
public final class UhppoteEdge {
    private static final Logger LOG = LoggerFactory.getLogger(UhppoteEdge.class);

    private final OwnLoops loops;
    private final List<String> deployments;
    private final int port;

    private UhppoteEdge(OwnLoops loops, List<String> deployments, int port) {
        this.loops = loops;
        this.deployments = deployments;
        this.port = port;
    }

    /**
     * Listens when the result is there. The HTTP edge should listen already: what comes before is tried again until it does.
     *
     * @return fails where the port can't be had
     */
    public static Future<UhppoteEdge> start(OwnLoops loops, UhppoteOptions options, UhppoteSources sources) {
        AtomicInteger port = new AtomicInteger();
        return loops.deploy(1, () -> new UhppoteVerticle(options, sources, port))
                .map(deployments -> {
                    LOG.info("controllers may come by UDP to {}:{}", options.host(), port.get());
                    return new UhppoteEdge(loops, deployments, port.get());
                });
    }

    /** Where it really listens. */
    public int port() {
        return port;
    }

    /** Takes nothing more, and brings in what it has while the HTTP edge answers. */
    public Future<Void> stop() {
        return loops.undeploy(deployments);
    }
}
