package io.yizhan.mqtt;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import org.jspecify.annotations.Nullable;

/** One of {@link Strangers}, from when its address is known until it is let in or gone. Stands between the library's codec and its connection. */
final class Stranger extends ChannelDuplexHandler {
    final String address;
    final boolean proxy;
    private final Strangers all;
    private @Nullable ChannelHandlerContext context;

    /**
     * @param address as limits see it
     * @param proxy whether that is a proxy's, which speaks for others
     */
    Stranger(String address, boolean proxy, Strangers all) {
        this.address = address;
        this.proxy = proxy;
        this.all = all;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        all.add(this);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object packet) {
        if (packet instanceof MqttConnectMessage) all.asked(this);
        context.fireChannelRead(packet);
    }

    @Override
    public void write(ChannelHandlerContext context, Object packet, ChannelPromise promise) {
        ChannelFuture unused = context.write(packet, promise);
        if (isWelcome(packet)) context.pipeline().remove(this);
    }

    private static boolean isWelcome(Object packet) {
        return packet instanceof MqttConnAckMessage answer
                && answer.variableHeader().connectReturnCode() == MqttConnectReturnCode.CONNECTION_ACCEPTED;
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext removed) {
        all.remove(this);
    }

    /** Hangs up: it makes room for somebody else. */
    void end() {
        ChannelHandlerContext present = context;
        if (present == null) return;
        ChannelFuture unused = present.close();
    }
}
