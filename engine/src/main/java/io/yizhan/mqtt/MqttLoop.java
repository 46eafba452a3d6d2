package io.yizhan.mqtt;

import io.vertx.core.Vertx;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.client.ProxyHeaders;

/** What all connections share. On the MQTT event loop only. */
final class MqttLoop {
    final Vertx vertx;
    final MqttOptions options;
    final Authenticator authenticator;
    final MqttMetrics metrics;
    final ProxyHeaders headers;
    final OwnEdge ownEdge;
    final Places places;
    final OccupancyHub occupancy;
    final Connections connections;
    final Strangers strangers;
    final RefusalLog refusals = new RefusalLog();
    /** Of messages that have no answer yet. */
    long bytesUnderWay;

    boolean stopping;

    MqttLoop(Vertx vertx, MqttOptions options, MqttSources sources) {
        this.vertx = vertx;
        this.options = options;
        authenticator = sources.authenticator();
        metrics = new MqttMetrics(sources.meters());
        headers = ProxyHeaders.ofMqtt(options.proxies(), sources.meters());
        ownEdge = new OwnEdge(
                vertx, options, () -> sources.seal().of(sources.clock().millis()));
        places = new Places(sources.regions());
        occupancy = new OccupancyHub(this);
        connections = new Connections(options, metrics);
        strangers = new Strangers(options.strangers(), metrics);
    }
}
