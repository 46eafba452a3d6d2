package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Connections that do nothing, or next to nothing. One thread of its own; the counts may be read from any. */
final class IdleCrowd implements AutoCloseable {
    private static final int OPENING_MAX = 200;
    private static final byte[] REQUEST =
            ("POST /v1/reservations HTTP/1.1\r\nHost: drill\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 4000\r\nX-Slow: " + "x".repeat(2_000))
                    .getBytes(StandardCharsets.US_ASCII);

    final AtomicInteger open = new AtomicInteger();
    final AtomicInteger opened = new AtomicInteger();
    final AtomicInteger refused = new AtomicInteger();
    final AtomicInteger closedByEngine = new AtomicInteger();
    /** Of those that the engine closed. */
    final AtomicLong longestLifeMs = new AtomicLong();

    private final Selector selector;
    private final InetSocketAddress address;
    private final int count;
    private final boolean slow;
    private final Thread thread;
    private volatile boolean stopping;

    private static final class One {
        final long sinceNs = System.nanoTime();
        int sent;
    }

    /** @param slow sends a byte a second of a request that never ends */
    IdleCrowd(String url, int count, boolean slow) {
        URI uri = URI.create(url);
        address = new InetSocketAddress(uri.getHost(), uri.getPort());
        this.count = count;
        this.slow = slow;
        try {
            selector = Selector.open();
        } catch (IOException failed) {
            throw new Failure("no selector", failed);
        }
        thread = Thread.ofPlatform().daemon().name("crowd").start(this::run);
    }

    private void run() {
        int begun = 0;
        long nextByteNs = System.nanoTime();
        try {
            while (!stopping) {
                while (begun < count && begun - opened.get() - refused.get() < OPENING_MAX) {
                    begun++;
                    connect();
                }
                selector.select(50);
                for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); ) {
                    SelectionKey key = keys.next();
                    keys.remove();
                    if (key.isValid()) act(key);
                }
                if (slow && System.nanoTime() >= nextByteNs) {
                    nextByteNs += 1_000_000_000L;
                    for (SelectionKey key : selector.keys()) if (key.isValid()) sendByte(key);
                }
            }
            for (SelectionKey key : selector.keys()) key.channel().close();
            selector.close();
        } catch (IOException failed) {
            throw new Failure("the crowd cannot go on", failed);
        }
    }

    private void connect() {
        try {
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT, new One());
            channel.connect(address);
        } catch (IOException failed) {
            refused.incrementAndGet();
        }
    }

    private void act(SelectionKey key) {
        SocketChannel channel = (SocketChannel) key.channel();
        if (key.isConnectable()) {
            try {
                channel.finishConnect();
                opened.incrementAndGet();
                open.incrementAndGet();
                key.interestOps(SelectionKey.OP_READ);
            } catch (IOException failed) {
                refused.incrementAndGet();
                end(key);
            }
            return;
        }
        try {
            if (channel.read(ByteBuffer.allocate(1_024)) >= 0) return;
        } catch (IOException reset) {
            // Closed all the same.
        }
        closed(key);
    }

    private void sendByte(SelectionKey key) {
        if (!(key.attachment() instanceof One one) || !((SocketChannel) key.channel()).isConnected()) return;
        try {
            if (one.sent < REQUEST.length) {
                ((SocketChannel) key.channel()).write(ByteBuffer.wrap(REQUEST, one.sent, 1));
                one.sent++;
            }
        } catch (IOException reset) {
            closed(key);
        }
    }

    private void closed(SelectionKey key) {
        if (!(key.attachment() instanceof One one)) return;
        open.decrementAndGet();
        closedByEngine.incrementAndGet();
        longestLifeMs.accumulateAndGet((System.nanoTime() - one.sinceNs) / 1_000_000, Math::max);
        end(key);
    }

    private static void end(SelectionKey key) {
        key.attach(null);
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
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return opened + " connections opened, " + refused + " refused, " + closedByEngine
                + " closed by the engine (the oldest after " + longestLifeMs.get() / 1_000 + " s)";
    }
}
