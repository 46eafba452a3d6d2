package io.yizhan.mqtt;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The MQTT server, on one event loop. Started and stopped from any thread. */
public final class MqttEdge {
    private static final Logger LOG = LoggerFactory.getLogger(MqttEdge.class);

    private final Vertx vertx;
    private final String deployment;
    private final int port;

    private MqttEdge(Vertx vertx, String deployment, int port) {
        this.vertx = vertx;
        this.deployment = deployment;
        this.port = port;
    }

    /**
     * Listens when the result is there. The HTTP edge should listen already: what comes before is tried again until it does.
     *
     * @return fails where the port can't be had
     */
    public static Future<MqttEdge> start(Vertx vertx, MqttOptions options, MqttSources sources) {
        AtomicInteger port = new AtomicInteger();
        return vertx.deployVerticle(new MqttVerticle(options, sources, port)).map(deployment -> {
            LOG.info("gates may come by MQTT to {}:{}", options.host(), port.get());
            return new MqttEdge(vertx, deployment, port.get());
        });
    }

    /** Where it really listens. */
    public int port() {
        return port;
    }

    /** Takes nothing more, answers what it has while the HTTP edge answers, and ends all connections. */
    public Future<Void> stop() {
        return vertx.undeploy(deployment);
    }
}
