package io.yizhan.http.loop;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.spi.transport.Transport;
import java.net.SocketAddress;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** The transport that Vert.x would take, but that all its servers take new connections at the pace at which these are set up ({@link PacedAccept}). */
public final class PacedTransport implements io.vertx.core.transport.Transport {
    private final io.vertx.core.transport.Transport usual;

    private PacedTransport(io.vertx.core.transport.Transport usual) {
        this.usual = usual;
    }

    /** That of this machine's system, or of Java where there is none. */
    public static io.vertx.core.transport.Transport best() {
        io.vertx.core.transport.Transport ofSystem = io.vertx.core.transport.Transport.nativeTransport();
        return new PacedTransport(
                ofSystem != null && ofSystem.available() ? ofSystem : io.vertx.core.transport.Transport.NIO);
    }

    @Override
    public String name() {
        return usual.name();
    }

    @Override
    public boolean available() {
        return usual.available();
    }

    @Override
    public @Nullable Throwable unavailabilityCause() {
        return usual.unavailabilityCause();
    }

    @Override
    public Transport implementation() {
        return new Paced(usual.implementation());
    }

    private record Paced(Transport usual) implements Transport {
        @Override
        public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
            usual.configure(options, domainSocket, bootstrap);
            bootstrap.handler(new PacedAccept());
        }

        @Override
        public boolean supportsDomainSockets() {
            return usual.supportsDomainSockets();
        }

        @Override
        public boolean supportFileRegion() {
            return usual.supportFileRegion();
        }

        @Override
        public boolean isAvailable() {
            return usual.isAvailable();
        }

        @Override
        public @Nullable Throwable unavailabilityCause() {
            return usual.unavailabilityCause();
        }

        @Override
        public SocketAddress convert(io.vertx.core.net.SocketAddress address) {
            return usual.convert(address);
        }

        @Override
        public io.vertx.core.net.SocketAddress convert(SocketAddress address) {
            return usual.convert(address);
        }

        @Override
        public IoHandlerFactory ioHandlerFactory() {
            return usual.ioHandlerFactory();
        }

        @Override
        public EventLoopGroup eventLoopGroup(int type, int threads, ThreadFactory factory, int ioRatio) {
            return usual.eventLoopGroup(type, threads, factory, ioRatio);
        }

        @Override
        public DatagramChannel datagramChannel() {
            return usual.datagramChannel();
        }

        @Override
        @SuppressWarnings("deprecation") // Vert.x asks in this way.
        public DatagramChannel datagramChannel(InternetProtocolFamily family) {
            return usual.datagramChannel(family);
        }

        @Override
        public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
            return usual.channelFactory(domainSocket);
        }

        @Override
        public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
            return usual.serverChannelFactory(domainSocket);
        }

        @Override
        public void configure(DatagramChannel channel, DatagramSocketOptions options) {
            usual.configure(channel, options);
        }

        @Override
        public void configure(
                ClientOptionsBase options, int connectTimeoutMs, boolean domainSocket, Bootstrap bootstrap) {
            usual.configure(options, connectTimeoutMs, domainSocket, bootstrap);
        }
    }
}
