package io.yizhan.http.loop;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.HttpServerConnection;
import io.yizhan.http.client.Client;
import org.jspecify.annotations.Nullable;

/** One open connection: whose it is, what it is at, and what its client has not taken yet. On its event loop only. */
public final class Connection {
    /** Who has connected. */
    final Client peer;
    /** Whether that is a proxy that speaks for others. */
    final boolean proxy;
    /** Whether nodes of ours alone may speak on it. */
    final boolean ofNode;

    final HttpConnection http;
    private final ChannelHandlerContext context;
    private final Channel channel;
    /** Whom the last request came from, which the peer may have sent on. */
    private Client client;

    long lastRequestNs;
    private @Nullable Client streaming;
    boolean closing;

    /** Of a large answer: what its client has not taken. */
    private int untakenBytes;

    private long directBytes;
    private long heldBytes;
    /** When its client was last seen to take something, or had nothing to take. */
    long takenNs;

    Connection(HttpConnection http, Client peer, boolean proxy, boolean ofNode, long nowNs) {
        this.http = http;
        this.peer = peer;
        this.proxy = proxy;
        this.ofNode = ofNode;
        client = peer;
        context = ((HttpServerConnection) http).channelHandlerContext();
        channel = context.channel();
        lastRequestNs = nowNs;
        takenNs = nowNs;
    }

    /** Whom the present request comes from. */
    public Client client() {
        return client;
    }

    void requested(Client by, long nowNs) {
        client = by;
        lastRequestNs = takenNs = nowNs;
    }

    /** From here on it is for whoever streams to end it. */
    public void streaming() {
        streaming = client;
        client.countStreams(1);
    }

    /** Whatever was streamed has ended: from here on it is as if it had just been opened. */
    public void streamed() {
        Client ended = streaming;
        if (ended == null) return;
        streaming = null;
        ended.countStreams(-1);
        lastRequestNs = System.nanoTime();
    }

    boolean isStreaming() {
        return streaming != null;
    }

    /** Whether nothing has happened on it for so long: no request, and nothing that was taken of an answer. */
    boolean isIdle(long nowNs, long forNs) {
        boolean takes = heldBytes > 0 && nowNs - takenNs <= forNs;
        return !isStreaming() && !takes && nowNs - lastRequestNs > forNs;
    }

    /** What comes after the present request is not to be carried out. */
    public void closing() {
        closing = true;
    }

    /** So much is about to be written of a large answer. */
    void answering(int bytes) {
        untakenBytes += bytes;
    }

    /** So much of a large answer was taken. */
    public void taken(int bytes) {
        untakenBytes -= bytes;
        takenNs = System.nanoTime();
    }

    /** Whether more may be written without taking more memory than one client should have. */
    public boolean isWritable() {
        return channel.isWritable();
    }

    /** For how long its client has taken nothing of what waits for it, as far as that was looked at. */
    public long stalledNs(long nowNs) {
        return nowNs - takenNs;
    }

    /** Looks how much of what was answered its client has not taken: what the kernel has no room for, and what is not even written. */
    long look(long nowNs) {
        ChannelOutboundBuffer written = channel.unsafe().outboundBuffer();
        long bytes = written == null ? 0 : written.totalPendingWriteBytes();
        if (bytes == 0 || bytes < directBytes) takenNs = nowNs;
        directBytes = bytes;
        heldBytes = Math.max(untakenBytes, bytes);
        return heldBytes;
    }

    /** As last looked: what is outside the heap. */
    long directBytes() {
        return directBytes;
    }

    /** As last looked. */
    long heldBytes() {
        return heldBytes;
    }

    /** Gives up what was not taken or not read. Vert.x's own close would first wait until it is, which may be never. */
    public void cutOff() {
        ChannelFuture unused = context.close();
    }
}
