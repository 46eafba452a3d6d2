package io.yizhan.mqtt;

import io.netty.channel.ChannelPipeline;
import io.vertx.core.Handler;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.NetServerImpl;
import io.vertx.core.net.impl.NetServerInternal;
import io.yizhan.http.client.ClientAddress;

/**
 * A Vert.x whose servers have {@link PacketRules} before all other handlers, and count each connection among the {@link Strangers} until it is
 * signed in. The MQTT server has no place for handlers of ours, but it asks its Vert.x for the server beneath it.
 */
final class RuledVertx extends VertxWrapper {
    private final MqttLoop loop;
    private final int connectMaxS;

    RuledVertx(MqttLoop loop, int connectMaxS) {
        super((VertxInternal) loop.vertx);
        this.loop = loop;
        this.connectMaxS = connectMaxS;
    }

    @Override
    public NetServerInternal createNetServer(NetServerOptions options) {
        return new NetServerImpl(delegate, options) {
            @Override
            protected void initChannel(ChannelPipeline pipeline, boolean ssl) {
                super.initChannel(pipeline, ssl);
                pipeline.addLast("packetRules", new PacketRules(loop.metrics, connectMaxS, SignIn.PACKET_BYTES_MAX));
            }

            @Override
            public synchronized NetServerInternal connectHandler(Handler<NetSocket> library) {
                return super.connectHandler(socket -> {
                    // It adds its codec.
                    library.handle(socket);
                    NetSocketInternal arrived = (NetSocketInternal) socket;
                    loop.headers.read(arrived.channelHandlerContext().channel(), anybody -> count(arrived));
                });
            }
        };
    }

    private void count(NetSocketInternal socket) {
        SocketAddress remote = socket.remoteAddress();
        Stranger stranger =
                new Stranger(ClientAddress.of(remote), loop.options.proxies().trusts(remote), loop.strangers);
        socket.channelHandlerContext().pipeline().addBefore("handler", "stranger", stranger);
    }
}
