package io.yizhan.http.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import io.yizhan.http.client.ProxyHeaders.Result;
import io.yizhan.http.client.ProxyHeaders.Speaker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first bytes of one connection. Whether there is to be a header is known by who has connected; what came is never taken as a sign of
 * it, since whoever is behind a proxy that sends none could then write one. On the event loop of its connection.
 */
final class ProxyHeader extends ByteToMessageDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyHeader.class);

    /** A proxy sends it before anything else; a lost packet is sent again within three seconds. */
    private static final int WAIT_MAX_S = 5;
    /** Of what a header of version 2 says beside addresses: names of a certificate, for instance. */
    private static final int EXTRAS_BYTES_MAX = 4 * 1_024;

    /** How version 1 begins. */
    private static final byte[] TEXT = "PROXY".getBytes(US_ASCII);
    /** How version 2 begins. */
    private static final byte[] BINARY = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private final ProxyHeaders port;
    private final boolean trusted;
    private final Consumer<Speaker> known;
    private boolean isOver;

    /** @param trusted whether it is a trusted proxy that has connected; from anybody else a header is refused, and nobody waits for this */
    ProxyHeader(ProxyHeaders port, boolean trusted, Consumer<Speaker> known) {
        this.port = port;
        this.trusted = trusted;
        this.known = known;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (!trusted) return;
        Future<?> deadline =
                context.executor().schedule(() -> refuse(context, Result.LATE), WAIT_MAX_S, TimeUnit.SECONDS);
        context.channel().closeFuture().addListener(closed -> deadline.cancel(false));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (isOver) {
            in.skipBytes(in.readableBytes());
            return;
        }
        byte[] beginning = begins(in, TEXT) ? TEXT : BINARY;
        if (!begins(in, beginning)) withoutHeader(context, in);
        else if (in.readableBytes() >= beginning.length) withHeader(context, in);
    }

    /** As far as there is anything. */
    private static boolean begins(ByteBuf in, byte[] beginning) {
        int length = Math.min(in.readableBytes(), beginning.length);
        for (int i = 0; i < length; i++) if (in.getByte(in.readerIndex() + i) != beginning[i]) return false;
        return true;
    }

    private void withoutHeader(ChannelHandlerContext context, ByteBuf in) {
        if (trusted && !port.nodesCome) {
            in.skipBytes(in.readableBytes());
            refuse(context, Result.MISSING);
            return;
        }
        isOver = true;
        if (trusted) known.accept(Speaker.NODE);
        context.pipeline().remove(this);
    }

    private void withHeader(ChannelHandlerContext context, ByteBuf in) {
        if (!trusted) {
            in.skipBytes(in.readableBytes());
            refuse(context, Result.UNTRUSTED);
            return;
        }
        // They get what has come so far when this one goes.
        context.pipeline()
                .addAfter(context.name(), null, new Header())
                .addAfter(context.name(), null, new HAProxyMessageDecoder(EXTRAS_BYTES_MAX))
                .remove(this);
    }

    private void refuse(ChannelHandlerContext context, Result why) {
        if (isOver) return;
        isOver = true;
        port.count(why);
        LOG.debug(
                "a connection from {} ends: its PROXY header is {}",
                context.channel().remoteAddress(),
                why);
        ChannelFuture unused = context.close();
    }

    /** Behind the library's decoder, which goes by itself, whatever it has made of the header, and passes on what it has not read. */
    private final class Header extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object read) throws UnknownHostException {
            try {
                // Once the connection was refused nobody is to get anything of it.
                if (!isOver && read instanceof HAProxyMessage header) take(context, header);
            } finally {
                ReferenceCountUtil.release(read);
            }
        }

        private void take(ChannelHandlerContext context, HAProxyMessage header) throws UnknownHostException {
            switch (header.proxiedProtocol()) {
                case TCP4, TCP6 -> {
                    context.channel()
                            .attr(ConnectionBase.REMOTE_ADDRESS_OVERRIDE)
                            .set(address(header.sourceAddress(), header.sourcePort()));
                    accept(context, Result.NAMED);
                }
                // A check of the proxy's own, or somebody on its machine.
                case UNKNOWN, UNIX_STREAM -> accept(context, Result.OWN);
                case UDP4, UDP6, UNIX_DGRAM -> refuse(context, Result.MALFORMED);
            }
        }

        private void accept(ChannelHandlerContext context, Result result) {
            isOver = true;
            port.count(result);
            context.pipeline().remove(this);
            known.accept(Speaker.ANYBODY);
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            if (failure instanceof DecoderException) refuse(context, Result.MALFORMED);
            else context.fireExceptionCaught(failure);
        }
    }

    private static SocketAddress address(String text, int port) throws UnknownHostException {
        InetAddress address = InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
        return SocketAddress.inetSocketAddress(new InetSocketAddress(address, port));
    }
}
