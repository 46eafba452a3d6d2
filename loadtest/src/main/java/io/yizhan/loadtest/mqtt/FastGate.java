package io.yizhan.loadtest.mqtt;

import io.yizhan.loadtest.Failure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A gate of MQTT 3.1.1 that publishes as fast as it is acknowledged, and costs the machine that it shares with the server as little as may be:
 * packets are written by hand, and only the numbers of acknowledgements are read.
 */
final class FastGate implements AutoCloseable {
    private static final int CONNACK = 0x20;
    private static final int PUBACK = 0x40;
    private static final int PUBLISH_QOS_1 = 0x32;
    private static final int PACKET_IDS = 0xFFFF;
    private static final int EVENT_BYTES = 80;

    private final Socket socket;
    private final OutputStream out;
    private final DataInputStream in;
    private final byte[] topic;
    private final String boot;
    private final Semaphore window;
    private final AtomicLong acknowledged = new AtomicLong();
    private volatile boolean ending;
    private volatile @Nullable String failure;
    private long seq;

    /**
     * Connected when it returns.
     *
     * @param client its own name for itself
     * @param boot that no other run has
     * @param unacknowledged messages on their way at once, at most 64
     */
    FastGate(int port, String gate, String client, String token, String boot, int unacknowledged) {
        this.boot = boot;
        window = new Semaphore(unacknowledged);
        topic = ("yizhan/v1/gates/" + gate + "/events").getBytes(StandardCharsets.UTF_8);
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            out = socket.getOutputStream();
            in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            out.write(connect(client, token));
            if (in.readUnsignedByte() != CONNACK || in.readUnsignedByte() != 2 || in.readUnsignedShort() != 0)
                throw new Failure("gate " + gate + " is not let in");
        } catch (IOException failed) {
            throw new Failure("gate " + gate + " can't connect to port " + port, failed);
        }
    }

    private static byte[] connect(String client, String token) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        text(body, "MQTT");
        // Version 4; user name, password, clean session; a minute of silence.
        body.write(new byte[] {4, (byte) 0xC2, 0, 60});
        text(body, client);
        text(body, "gate");
        text(body, token);
        return packet(0x10, body.toByteArray());
    }

    private static void text(ByteArrayOutputStream to, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        to.write(bytes.length >> 8);
        to.write(bytes.length);
        to.write(bytes);
    }

    private static byte[] packet(int type, byte[] body) throws IOException {
        ByteArrayOutputStream packet = new ByteArrayOutputStream(body.length + 5);
        packet.write(type);
        for (int left = body.length; ; ) {
            int digit = left & 0x7F;
            left >>= 7;
            packet.write(left > 0 ? digit | 0x80 : digit);
            if (left == 0) break;
        }
        packet.write(body);
        return packet.toByteArray();
    }

    /**
     * Publishes as fast as it is acknowledged, by two threads of its own, until {@link #close}.
     *
     * @param batch events in a message
     */
    void start(int batch) {
        Thread.ofVirtual().start(() -> guarded(() -> publish(batch)));
        Thread.ofVirtual().start(() -> guarded(() -> listen(batch)));
    }

    /** One event, now. Nobody waits for its acknowledgement. */
    void say(boolean in) {
        try {
            write(1, event(new StringBuilder(), in).toString());
        } catch (IOException broken) {
            throw new Failure("a gate can't speak", broken);
        }
    }

    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    private void guarded(Step step) {
        try {
            step.run();
        } catch (IOException broken) {
            if (!ending) failure = broken.toString();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private void publish(int batch) throws IOException, InterruptedException {
        StringBuilder events = new StringBuilder(batch * EVENT_BYTES);
        for (int id = 1; !ending; id = id % PACKET_IDS + 1) {
            window.acquire();
            events.setLength(0);
            // As many in as out.
            for (int i = 0; i < batch; i++) event(i == 0 ? events : events.append(','), seq % 2 == 0);
            write(id, events.toString());
        }
    }

    private StringBuilder event(StringBuilder to, boolean in) {
        return to.append("{\"seq\":")
                .append(++seq)
                .append(",\"at\":\"")
                .append(Instant.ofEpochMilli(System.currentTimeMillis()))
                .append(in ? "\",\"direction\":\"IN\"}" : "\",\"direction\":\"OUT\"}");
    }

    private void write(int id, String events) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream(events.length() + 2 * EVENT_BYTES);
        body.write(topic.length >> 8);
        body.write(topic.length);
        body.write(topic);
        body.write(id >> 8);
        body.write(id);
        body.write(("{\"boot\":\"" + boot + "\",\"events\":[" + events + "]}").getBytes(StandardCharsets.US_ASCII));
        out.write(packet(PUBLISH_QOS_1, body.toByteArray()));
    }

    private void listen(int batch) throws IOException {
        while (!ending) {
            int type = in.readUnsignedByte();
            int length = in.readUnsignedByte();
            in.skipNBytes(length);
            if (type != PUBACK) throw new IOException("a packet of type " + type);
            acknowledged.addAndGet(batch);
            window.release();
        }
    }

    /** Events that it knows to be durable. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Why it has stopped by itself; null while it goes on. */
    @Nullable
    String failure() {
        return failure;
    }

    @Override
    public void close() {
        ending = true;
        try {
            socket.close();
        } catch (IOException gone) {
            // That is all that was wanted.
        }
    }
}
