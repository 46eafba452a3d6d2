package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Many connections of one machine that take more than their share. One thread of its own; the counts may be read from any. */
final class Strangers implements AutoCloseable {
    private static final int OPENING_MAX = 500;
    private static final int PIECE_BYTES = 128 * 1_024;
    /** So that little lies in the kernel of what is not read. */
    private static final int RECEIVE_BUFFER_BYTES = 2_048;

    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger closedByEngine = new AtomicInteger();
    /** Of those that the engine closed. */
    private final AtomicLong longestLifeMs = new AtomicLong();

    private final AtomicLong sentBytes = new AtomicLong();

    private final Way way;
    private final InetSocketAddress address;
    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer read = ByteBuffer.allocate(PIECE_BYTES);
    private int begun;
    private int connecting;
    private volatile boolean stopping;

    private static final class One {
        final long sinceNs = System.nanoTime();
        ByteBuffer left;

        One(byte[] sends) {
            left = ByteBuffer.wrap(sends);
        }
    }

    Strangers(String url, Way way) {
        this.way = way;
        URI uri = URI.create(url);
        address = new InetSocketAddress(uri.getHost(), uri.getPort());
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new Failure("no selector", failed);
        }
        thread = Thread.ofPlatform().daemon().name("strangers").start(this::run);
    }

    private void run() {
        long nextByteNs = System.nanoTime();
        try {
            while (!stopping) {
                while (connecting < OPENING_MAX && isOneMoreWanted()) connect();
                selector.select(50);
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isValid()) act(key);
                }
                if (way.slowly() && System.nanoTime() >= nextByteNs) {
                    nextByteNs += 1_000_000_000L;
                    for (SelectionKey key : selector.keys()) if (key.isValid()) sendByte(key);
                }
            }
            for (SelectionKey key : selector.keys()) key.channel().close();
            selector.close();
        } catch (IOException failed) {
            throw new Failure("the strangers cannot go on", failed);
        }
    }

    private boolean isOneMoreWanted() {
        return way.reads() == Way.Reads.ALL_AND_ASKS_AGAIN
                ? open.get() + connecting < way.connections()
                : begun < way.connections();
    }

    private void connect() {
        begun++;
        try {
            SocketChannel channel = SocketChannel.open();
            if (way.reads() == Way.Reads.NOTHING)
                channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(way.from(), 0));
            channel.configureBlocking(false);
            channel.register(
                    selector, SelectionKey.OP_CONNECT, new One(way.asks().get()));
            channel.connect(address);
            connecting++;
        } catch (IOException failed) {
            refused.incrementAndGet();
        }
    }

    private void act(SelectionKey key) {
        if (key.isConnectable()) {
            connected(key);
            return;
        }
        try {
            if (key.isReadable()) read(key);
            if (key.isWritable()) send(key, PIECE_BYTES);
        } catch (IOException gone) {
            closed(key);
        }
    }

    private void connected(SelectionKey key) {
        connecting--;
        try {
            ((SocketChannel) key.channel()).finishConnect();
            opened.incrementAndGet();
            open.incrementAndGet();
            boolean sends = ((One) key.attachment()).left.hasRemaining() && !way.slowly();
            key.interestOps((sends ? SelectionKey.OP_WRITE : 0)
                    | (way.reads() == Way.Reads.NOTHING ? 0 : SelectionKey.OP_READ));
        } catch (IOException failed) {
            refused.incrementAndGet();
            end(key);
        }
    }

    private void read(SelectionKey key) throws IOException {
        read.clear();
        if (((SocketChannel) key.channel()).read(read) < 0) throw new IOException("closed");
        if (way.reads() != Way.Reads.ALL_AND_ASKS_AGAIN) return;
        One one = (One) key.attachment();
        if (!one.left.hasRemaining()) one.left = ByteBuffer.wrap(way.asks().get());
        key.interestOpsOr(SelectionKey.OP_WRITE);
    }

    private void send(SelectionKey key, int bytesMax) throws IOException {
        ByteBuffer left = ((One) key.attachment()).left;
        int count = ((SocketChannel) key.channel())
                .write(left.slice(left.position(), Math.min(bytesMax, left.remaining())));
        left.position(left.position() + count);
        sentBytes.addAndGet(count);
        if (!left.hasRemaining()) key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    private void sendByte(SelectionKey key) {
        if (!((SocketChannel) key.channel()).isConnected()) return;
        try {
            send(key, 1);
        } catch (IOException reset) {
            closed(key);
        }
    }

    private void closed(SelectionKey key) {
        open.decrementAndGet();
        closedByEngine.incrementAndGet();
        longestLifeMs.accumulateAndGet((System.nanoTime() - ((One) key.attachment()).sinceNs) / 1_000_000, Math::max);
        end(key);
    }

    private static void end(SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException failed) {
            throw new Failure("a connection cannot be closed", failed);
        }
    }

    @Override
    public void close() {
        stopping = true;
        Threads.await(List.of(thread));
    }

    @Override
    public String toString() {
        return way.connections() + " connections at a time, " + opened + " opened, " + refused + " refused, "
                + closedByEngine
                + " closed by the engine (the oldest after " + longestLifeMs.get() / 1_000 + " s), "
                + sentBytes.get() / 1_000_000 + " MB sent";
    }
}
