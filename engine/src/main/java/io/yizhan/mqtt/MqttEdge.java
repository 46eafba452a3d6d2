package io.yizhan.mqtt;

import io.vertx.core.Future;
import io.yizhan.http.loop.OwnLoops;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MQTT server, on one event loop. Started and stopped from any thread. */
public final class MqttEdge {
    private static final Logger LOG = LoggerFactory.getLogger(MqttEdge.class);

    private final OwnLoops loops;
    private final List<String> deployments;
    private final int port;

    private MqttEdge(OwnLoops loops, List<String> deployments, int port) {
        this.loops = loops;
        this.deployments = deployments;
        this.port = port;
    }

    /**
     * Listens when the result is there. The HTTP edge should listen already: what comes before is tried again until it does.
     *
     * @return fails where the port can't be had
     */
    public static Future<MqttEdge> start(OwnLoops loops, MqttOptions options, MqttSources sources) {
        AtomicInteger port = new AtomicInteger();
        return loops.deploy(1, () -> new MqttVerticle(options, sources, port)).map(deployments -> {
            LOG.info("gates may come by MQTT to {}:{}", options.host(), port.get());
            return new MqttEdge(loops, deployments, port.get());
        });
    }

    /** Where it really listens. */
    public int port() {
        return port;
    }

    /** Takes nothing more, answers what it has while the HTTP edge answers, and ends all connections. */
    public Future<Void> stop() {
        return loops.undeploy(deployments);
    }
}
