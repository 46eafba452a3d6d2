package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.SmallCity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Many connections of one machine that take more than their share. One thread of its own; the counts may be read from any. */
final class Strangers implements AutoCloseable {
    /** The members' own, as if all were behind one router. */
    private static final String MEMBERS = "127.0.0.1";
    /** Another one of this machine. */
    private static final String OTHER = "127.0.0.66";

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

    /** What becomes of what the engine sends. */
    private enum Reads {
        NOTHING,
        ALL,
        /** And all is sent again once something came, on another connection where the engine has closed that. */
        ALL_AND_ASKS_AGAIN
    }

    /**
     * What each connection does.
     *
     * @param asks what it sends as soon as it is connected, and whenever it asks again
     * @param slowly a byte a second
     * @param mqtt whether to the port for gates
     */
    record Way(String from, int connections, Supplier<byte[]> asks, boolean slowly, Reads reads, boolean mqtt) {
        private Way(String from, int connections, byte[] sends, boolean slowly, Reads reads) {
            this(from, connections, () -> sends, slowly, reads, false);
        }

        /** That of an attack. */
        static Way of(Drill drill) {
            return switch (drill) {
                case ATTACK_ANSWERS, CLUSTER_ATTACK_ANSWERS -> unreadAnswers();
                case ATTACK_STREAMS, CLUSTER_ATTACK_STREAMS ->
                    unreadStreams(SmallCity.stations().getFirst());
                case ATTACK_BODIES, CLUSTER_ATTACK_BODIES -> bodies();
                case ATTACK_CONNECTIONS, CLUSTER_ATTACK_CONNECTIONS -> silent();
                case ATTACK_READS, CLUSTER_ATTACK_READS -> dearReads();
                case ATTACK_TOKENS -> forgedTokens();
                case ATTACK_MQTT -> mqttFlood();
                default -> throw new IllegalArgumentException(drill.id + " is no attack");
            };
        }

        /** Says nothing. */
        static Way idle(int connections) {
            return new Way(MEMBERS, connections, new byte[0], false, Reads.ALL);
        }

        /** Sends a request that never ends. */
        static Way slow(int connections) {
            String head = "Content-Length: 4000\r\nX-Slow: " + "x".repeat(2_000);
            return new Way(MEMBERS, connections, ascii(request("POST /v1/reservations", head)), true, Reads.ALL);
        }

        /** Says nothing, and never sees that it was closed. */
        static Way silent() {
            return new Way(OTHER, 21_000, new byte[0], false, Reads.NOTHING);
        }

        /** Asks three times for what is large. */
        static Way unreadAnswers() {
            String asked = request("GET /openapi.yaml", "").repeat(3);
            return new Way(OTHER, 14_000, ascii(asked), false, Reads.NOTHING);
        }

        /** Follows a station from long ago on. */
        static Way unreadStreams(String station) {
            String follow = request("GET /v1/stations/" + station + "/live?after=1", "");
            return new Way(OTHER, 5_000, ascii(follow), false, Reads.NOTHING);
        }

        /** Sends a gate's largest body without a token, but for its last byte. */
        static Way bodies() {
            int bytes = 1_048_576;
            String head = request("POST /v1/gates/x/events", "Content-Length: " + bytes + "\r\n");
            return new Way(OTHER, 1_500, ascii(head + "x".repeat(bytes - 1)), false, Reads.ALL_AND_ASKS_AGAIN);
        }

        /** Asks for activities as soon as it has been answered. */
        static Way dearReads() {
            String asked = request("GET /v1/activities?limit=500", "");
            return new Way(OTHER, 64, ascii(asked), false, Reads.ALL_AND_ASKS_AGAIN);
        }

        /** Shows a token with a signature that is none, another one each time. */
        static Way forgedTokens() {
            String head = base64("{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"JWT\"}");
            String claims =
                    "{\"iss\":\"https://id.example\",\"aud\":\"yizhan\",\"roles\":[\"member\"],\"exp\":9999999999,\"sub\":\"";
            String signature = "A".repeat(85) + "E";
            AtomicLong count = new AtomicLong();
            Supplier<byte[]> asks = () -> ascii(request(
                    "GET /v1/me/reservations",
                    "Authorization: Bearer " + head + "." + base64(claims + count.incrementAndGet() + "\"}") + "."
                            + signature + "\r\n"));
            return new Way(OTHER, 64, asks, false, Reads.ALL_AND_ASKS_AGAIN, false);
        }

        /** Sends what only a server may send to gates, and connects again. */
        static Way mqttFlood() {
            byte[] acknowledged = {0x20, 2, 0, 0};
            byte[] many = new byte[4 * 16_384];
            for (int i = 0; i < many.length; i++) many[i] = acknowledged[i % 4];
            return new Way(OTHER, 256, () -> many, false, Reads.ALL_AND_ASKS_AGAIN, true);
        }

        private static String base64(String text) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(ascii(text));
        }

        private static String request(String line, String headers) {
            return line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.US_ASCII);
        }
    }

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
                if (way.slowly && System.nanoTime() >= nextByteNs) {
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
        return way.reads == Reads.ALL_AND_ASKS_AGAIN
                ? open.get() + connecting < way.connections
                : begun < way.connections;
    }

    private void connect() {
        begun++;
        try {
            SocketChannel channel = SocketChannel.open();
            if (way.reads == Reads.NOTHING) channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
            channel.bind(new InetSocketAddress(way.from, 0));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_CONNECT, new One(way.asks.get()));
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
            boolean sends = ((One) key.attachment()).left.hasRemaining() && !way.slowly;
            key.interestOps(
                    (sends ? SelectionKey.OP_WRITE : 0) | (way.reads == Reads.NOTHING ? 0 : SelectionKey.OP_READ));
        } catch (IOException failed) {
            refused.incrementAndGet();
            end(key);
        }
    }

    private void read(SelectionKey key) throws IOException {
        read.clear();
        if (((SocketChannel) key.channel()).read(read) < 0) throw new IOException("closed");
        if (way.reads != Reads.ALL_AND_ASKS_AGAIN) return;
        One one = (One) key.attachment();
        if (!one.left.hasRemaining()) one.left = ByteBuffer.wrap(way.asks.get());
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
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return way.connections + " connections at a time, " + opened + " opened, " + refused + " refused, "
                + closedByEngine
                + " closed by the engine (the oldest after " + longestLifeMs.get() / 1_000 + " s), "
                + sentBytes.get() / 1_000_000 + " MB sent";
    }
}
