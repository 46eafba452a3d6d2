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
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicLong;

/** One stranger's machine, with an address of its own, that asks for more than its share. One thread of its own; the counts may be read from any. */
final class Attackers implements AutoCloseable {
    /** Of this machine, and none of the members'. */
    private static final String ADDRESS = "127.0.0.66";

    private static final int OPENING_MAX = 500;
    private static final int PIECE_BYTES = 128 * 1_024;
    /** So that little lies in the kernel of what is not read. */
    private static final int RECEIVE_BUFFER_BYTES = 2_048;

    /**
     * What each connection does.
     *
     * @param connections at a time
     * @param sends as soon as it is connected
     * @param reads whether what comes back is read; then all of it is sent again once something came
     * @param comesAgain whether there is a new connection for each that the engine closes
     */
    record Way(int connections, byte[] sends, boolean reads, boolean comesAgain) {
        /** Asks three times for what is large, and reads nothing. */
        static Way unreadAnswers() {
            return new Way(
                    14_000,
                    request("GET /openapi.yaml", "").repeat(3).getBytes(StandardCharsets.US_ASCII),
                    false,
                    false);
        }

        /** Follows a station from long ago on, and reads nothing. */
        static Way unreadStreams(String station) {
            return new Way(5_000, ascii(request("GET /v1/stations/" + station + "/live?after=1", "")), false, false);
        }

        /** Sends a gate's largest body without a token, but for its last byte. */
        static Way bodies() {
            String head =
                    request("POST /v1/gates/x/events", "Content-Type: application/json\r\nContent-Length: 1048576\r\n");
            return new Way(1_500, ascii(head + "x".repeat(1_048_575)), true, true);
        }

        /** Says nothing. */
        static Way silentConnections() {
            return new Way(21_000, new byte[0], false, false);
        }

        /** Asks for a month of activities as soon as it has been answered. */
        static Way dearReads() {
            return new Way(64, ascii(request("GET /v1/activities?limit=500", "")), true, true);
        }

        private static String request(String line, String headers) {
            return line + " HTTP/1.1\r\nHost: drill\r\n" + headers + "\r\n";
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

    final AtomicLong opened = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong closed = new AtomicLong();
    private final AtomicLong sentBytes = new AtomicLong();
    private final Way way;
    private final InetSocketAddress address;
    private final Selector selector;
    private final Thread thread;
    private final ByteBuffer read = ByteBuffer.allocate(PIECE_BYTES);
    private int begun;
    private volatile boolean stopping;

    Attackers(String url, Way way) {
        this.way = way;
        URI uri = URI.create(url);
        address = new InetSocketAddress(uri.getHost(), uri.getPort());
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new Failure("no selector", failed);
        }
        thread = Thread.ofPlatform().daemon().name("attackers").start(this::run);
    }

    private void run() {
        try {
            while (!stopping) {
                while (begun < way.connections && begun - opened.get() - refused.get() < OPENING_MAX) connect();
                selector.select(50);
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isValid()) act(key);
                }
            }
            for (SelectionKey key : selector.keys()) key.channel().close();
            selector.close();
        } catch (IOException failed) {
            throw new Failure("the attackers cannot go on", failed);
        }
    }

    private void connect() {
        begun++;
        try {
            SocketChannel channel = SocketChannel.open();
            if (!way.reads) channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(ADDRESS, 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT, ByteBuffer.wrap(way.sends));
            channel.connect(address);
        } catch (IOException failed) {
            refused.incrementAndGet();
        }
    }

    private void act(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        ByteBuffer left = (ByteBuffer) key.attachment();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                opened.incrementAndGet();
                key.interestOps(
                        (left.hasRemaining() ? SelectionKey.OP_WRITE : 0) | (way.reads ? SelectionKey.OP_READ : 0));
            }
            if (key.isReadable()) {
                read.clear();
                if (channel.read(read) < 0) throw new IOException("closed");
                if (!left.hasRemaining()) left.rewind();
                key.interestOpsOr(SelectionKey.OP_WRITE);
            }
            if (key.isValid() && key.isWritable() && left.hasRemaining()) {
                ByteBuffer piece = left.slice(left.position(), Math.min(PIECE_BYTES, left.remaining()));
                int count = channel.write(piece);
                left.position(left.position() + count);
                sentBytes.addAndGet(count);
            }
            if (!left.hasRemaining() && key.isValid()) key.interestOpsAnd(~SelectionKey.OP_WRITE);
        } catch (IOException gone) {
            ended(key);
        }
    }

    private void ended(SelectionKey key) {
        closed.incrementAndGet();
        key.cancel();
        try {
            key.channel().close();
        } catch (IOException failed) {
            throw new Failure("a connection cannot be closed", failed);
        }
        if (way.comesAgain && !stopping) begun--;
        if (way.comesAgain) opened.decrementAndGet();
    }

    @Override
    public void close() {
        stopping = true;
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return way.connections + " connections at a time, " + refused + " refused, " + closed
                + " closed by the engine, " + sentBytes.get() / 1_000_000 + " MB sent";
    }
}
