package io.yizhan.mqtt;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;

/**
 * A Vert.x whose servers have {@link PacketRules} before all other handlers. The MQTT server has no place for a handler of ours, but it
 * asks its Vert.x for the server beneath it.
 */
final class RuledVertx extends VertxWrapper {
    private final MqttMetrics metrics;
    private final int connectMaxS;

    RuledVertx(Vertx vertx, MqttMetrics metrics, int connectMaxS) {
        super((VertxInternal) vertx);
        this.metrics = metrics;
        this.connectMaxS = connectMaxS;
    }

    @Override
    public NetServerInternal createNetServer(NetServerOptions options) {
        return new NetServerImpl(delegate, options) {
            @Override
            protected void initChannel(ChannelPipeline pipeline, boolean ssl) {
                super.initChannel(pipeline, ssl);
                pipeline.addLast("packetRules", new PacketRules(metrics, connectMaxS, SignIn.PACKET_BYTES_MAX));
            }
        };
    }
}
