package io.yizhan.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.TooLongFrameException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands before the library's decoder and lets whole packets pass that a client may send; another one ends the connection. The decoder
 * takes much that MQTT forbids: texts that are no UTF-8, a will of QoS 3, empty subscriptions. What it takes in another way than other
 * servers do, or replaces in silence, would be a difference between what was sent and what is acted upon.
 *
 * <p>Clauses are those of MQTT 3.1.1 and, behind "5:", of MQTT 5. On the event loop of its connection.
 */
final class PacketRules extends ByteToMessageDecoder {
    /** Whoever has not been let in yet gets no more memory than a token takes, and all else that belongs to a CONNECT. */
    static final int CONNECT_BYTES_MAX = 64 * 1024;

    private static final int CONNECT = 1;
    private static final int PUBLISH = 3;
    private static final int PUBACK = 4;
    private static final int PUBREC = 5;
    private static final int PUBREL = 6;
    private static final int PUBCOMP = 7;
    private static final int SUBSCRIBE = 8;
    private static final int UNSUBSCRIBE = 10;
    private static final int PINGREQ = 12;
    private static final int DISCONNECT = 14;
    private static final int AUTH = 15;

    private static final int LENGTH_BYTES_MAX = 4;

    private final MqttMetrics metrics;
    private final int connectMaxS;
    private final int packetBytesMax;
    private boolean connected;
    private boolean isV5;
    private boolean isOver;
    private @Nullable Future<?> deadline;

    /** @param connectMaxS within which the first packet must have come as a whole */
    PacketRules(MqttMetrics metrics, int connectMaxS, int packetBytesMax) {
        this.metrics = metrics;
        this.connectMaxS = connectMaxS;
        this.packetBytesMax = packetBytesMax;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // The library's limit begins anew with each byte.
        deadline = context.executor().schedule(() -> late(context), connectMaxS, TimeUnit.SECONDS);
    }

    private void late(ChannelHandlerContext context) {
        if (connected || isOver) return;
        isOver = true;
        metrics.connect("late");
        context.fireExceptionCaught(PacketFault.outOfTurn("no CONNECT in " + connectMaxS + " s"));
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        if (deadline != null) deadline.cancel(false);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (isOver) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            int length = wholeLength(in);
            if (length < 0) return;
            out.add(in.readRetainedSlice(length));
        } catch (PacketFault | TooLongFrameException fault) {
            isOver = true;
            if (!connected) metrics.connect("malformed");
            throw fault;
        }
    }

    /** Of the packet that is there as a whole, and good; -1 where more has to come. */
    private int wholeLength(ByteBuf in) {
        int from = in.readerIndex();
        int header = in.getUnsignedByte(from);
        int type = header >> 4;
        expectInTurn(type);
        expectFlags(type, header & 0xF);
        int length = 0;
        int lengthBytes = 0;
        for (boolean more = true; more; lengthBytes++) {
            if (lengthBytes == LENGTH_BYTES_MAX) throw PacketFault.malformed("a length of more than four bytes");
            if (in.readableBytes() < 2 + lengthBytes) return -1;
            int next = in.getUnsignedByte(from + 1 + lengthBytes);
            length |= (next & 0x7F) << (7 * lengthBytes);
            more = (next & 0x80) != 0;
            if (isV5 && next == 0 && lengthBytes > 0)
                throw PacketFault.malformed("a length of more bytes than it needs");
        }
        int max = connected ? packetBytesMax : CONNECT_BYTES_MAX;
        if (length > max) throw new TooLongFrameException("a packet of " + length + " bytes; at most " + max);
        int whole = 1 + lengthBytes + length;
        if (in.readableBytes() < whole) return -1;
        check(type, header & 0xF, new PacketBytes(in, from + 1 + lengthBytes, length));
        return whole;
    }

    /** CONNECT comes first, and once [MQTT-3.1.0-1, -2]; what a server sends never comes from a client. */
    private void expectInTurn(int type) {
        if (!connected && type != CONNECT) throw PacketFault.outOfTurn("a packet before CONNECT");
        if (connected && type == CONNECT) throw PacketFault.outOfTurn("a second CONNECT");
        switch (type) {
            case CONNECT, PUBLISH, PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT -> {}
            case AUTH -> {
                if (!isV5) throw PacketFault.malformed("a packet of type 15");
                // Nobody who has named a method is let in [5: MQTT-4.12.0-6].
                throw PacketFault.outOfTurn("AUTH without a method");
            }
            default -> throw PacketFault.outOfTurn("a packet of type " + type + " from a client");
        }
    }

    /** [MQTT-2.2.2-2; 5: MQTT-2.1.3-1]; of PUBLISH they say how it is sent [MQTT-3.3.1-2, -4]. */
    private static void expectFlags(int type, int flags) {
        boolean good = switch (type) {
            case PUBLISH -> (flags & 6) != 6 && ((flags & 8) == 0 || (flags & 6) != 0);
            case PUBREL, SUBSCRIBE, UNSUBSCRIBE -> flags == 2;
            default -> flags == 0;
        };
        if (!good) throw PacketFault.malformed("flags " + flags + " of a packet of type " + type);
    }

    private void check(int type, int flags, PacketBytes packet) {
        switch (type) {
            case CONNECT -> {
                int version = ConnectRules.check(packet);
                isV5 = version == Wishes.V5;
                connected = true;
                if (deadline != null) deadline.cancel(false);
            }
            case PUBLISH -> publish(flags, packet);
            case PUBACK, PUBREC -> acknowledgement(packet, 0x00, 0x10, 0x80, 0x83, 0x87, 0x90, 0x91, 0x97, 0x99);
            case PUBREL, PUBCOMP -> acknowledgement(packet, 0x00, 0x92);
            case SUBSCRIBE -> subscribe(packet);
            case UNSUBSCRIBE -> unsubscribe(packet);
            case DISCONNECT -> disconnect(packet);
            default -> packet.expectDone();
        }
    }

    private void publish(int flags, PacketBytes packet) {
        packet.text();
        boolean isEmpty = packet.isTextEmpty();
        packet.expectNoWildcard();
        if ((flags & 6) != 0) packet.packetId();
        if (isV5) PropertyRules.PUBLISH.check(packet);
        // With an alias it might be empty; there are none [MQTT-4.7.3-1].
        if (isEmpty) throw PacketFault.outOfTurn("an empty topic");
    }

    private void acknowledgement(PacketBytes packet, int... reasons) {
        packet.packetId();
        if (isV5 && !packet.isDone()) reasonAndProperties(packet, PropertyRules.ACKNOWLEDGEMENT, reasons);
        packet.expectDone();
    }

    private static void reasonAndProperties(PacketBytes packet, PropertyRules rules, int... reasons) {
        int reason = packet.oneByte();
        boolean known = false;
        for (int each : reasons) known |= reason == each;
        if (!known) throw PacketFault.malformed("a reason code of " + reason);
        if (!packet.isDone()) rules.check(packet);
    }

    private void subscribe(PacketBytes packet) {
        packet.packetId();
        if (isV5) PropertyRules.SUBSCRIBE.check(packet);
        if (packet.isDone()) throw PacketFault.outOfTurn("SUBSCRIBE to nothing"); // [MQTT-3.8.3-3; 5: MQTT-3.8.3-2]
        while (!packet.isDone()) {
            boolean shared = packet.filter(isV5);
            int options = packet.oneByte();
            // [MQTT-3-8.3-4; 5: MQTT-3.8.3-5]
            if ((options & 3) == 3 || (options & (isV5 ? 0xC0 : 0xFC)) != 0)
                throw PacketFault.malformed("subscription options " + options);
            if ((options & 0x30) == 0x30) throw PacketFault.outOfTurn("retain handling 3");
            if (shared && (options & 4) != 0) throw PacketFault.outOfTurn("a shared subscription that is not local");
        }
    }

    private void unsubscribe(PacketBytes packet) {
        packet.packetId();
        if (isV5) PropertyRules.UNSUBSCRIBE.check(packet);
        if (packet.isDone()) throw PacketFault.outOfTurn("UNSUBSCRIBE from nothing"); // [MQTT-3.10.3-2]
        while (!packet.isDone()) packet.filter(isV5);
    }

    private void disconnect(PacketBytes packet) {
        if (isV5 && !packet.isDone())
            reasonAndProperties(
                    packet,
                    PropertyRules.DISCONNECT,
                    0x00,
                    0x04,
                    0x80,
                    0x81,
                    0x82,
                    0x83,
                    0x90,
                    0x93,
                    0x94,
                    0x95,
                    0x96,
                    0x97,
                    0x98,
                    0x99);
        packet.expectDone();
    }
}
