package io.yizhan.http;

import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.yizhan.http.client.Clients;
import io.yizhan.http.head.Cors;
import io.yizhan.http.loop.EventLoop;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Health and figures of a node on a port that members never see. Its one event loop is nobody else's: it answers while those of the
 * {@link HttpEdge} are full or stand still, and tells so. Started from any thread.
 */
public final class ManagementEdge {
    private static final Logger LOG = LoggerFactory.getLogger(ManagementEdge.class);

    private ManagementEdge() {}

    /**
     * Listens when the result is there.
     *
     * @param own on which nothing else runs; when it is closed, this ends
     * @param of whose health and figures it tells
     * @return where it really listens; fails where the port can't be had
     */
    public static Future<Integer> start(Vertx own, ManagementOptions options, HttpEdge of) {
        EdgeSources sources = of.sources;
        Clients clients = new Clients(options.clients(), sources.seal(), sources.clock());
        Gauge.builder("yizhan.management.connections", clients, Clients::connections)
                .description("Connections to the management port that are open")
                .register(sources.meters());
        EventLoop.Shared shared = new EventLoop.Shared(
                sources.clock(),
                options.limits(),
                of.shared.messages(),
                of.shared.metrics(),
                of.shared.authenticator(),
                clients,
                Cors.NONE);
        AtomicInteger port = new AtomicInteger();
        return own.deployVerticle(new ManagementVerticle(options, shared, sources, of.served.getFirst(), port))
                .map(deployment -> {
                    LOG.info("metrics and health are told at {}:{}", options.host(), port.get());
                    return port.get();
                });
    }
}
