package io.yizhan.mqtt;

import static java.util.Objects.requireNonNull;

import io.netty.util.NetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A gate that speaks in bytes, and so does what no client library would. Packets are written as they should be, one by one. */
final class RawGate implements AutoCloseable {
    static final int CONNACK = 0x20;
    static final int PUBACK = 0x40;
    static final int SUBACK = 0x90;
    static final int PINGRESP = 0xD0;
    static final int DISCONNECT = 0xE0;
    static final int CLOSED = -1;
    private static final int ANSWER_MAX_MS = 20_000;

    private final boolean isV5;
    private final Socket socket;

    /** The body of the last packet that was read. */
    byte[] body = {};

    RawGate(int version, int port) {
        this(version, "127.0.0.1", port);
    }

    /** @param from another of this machine's own addresses: another host */
    RawGate(int version, String from, int port) {
        isV5 = version == 5;
        try {
            socket = new Socket();
            socket.bind(new InetSocketAddress(
                    InetAddress.getByAddress(requireNonNull(NetUtil.createByteArrayFromIpAddressString(from))), 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            socket.setSoTimeout(ANSWER_MAX_MS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Connected. */
    static RawGate of(int version, int port, String token) {
        RawGate gate = new RawGate(version, port);
        gate.signIn("raw", token);
        return gate;
    }

    /** Fails where it is not let in. */
    void signIn(String id, String token) {
        connect(id, token);
        if (read() != CONNACK || body[1] != 0) throw new AssertionError("not let in");
    }

    void connect(String id, String token) {
        Packet packet = new Packet().text("MQTT").raw(isV5 ? 5 : 4, 0xC2, 0, 0);
        if (isV5) packet.raw(0);
        packet.text(id).text("gate").text(token).sendAs(0x10);
    }

    /** @param qos 0 to 2 */
    void publish(int qos, String topic, int id, String payload) {
        Packet packet = new Packet().text(topic);
        if (qos > 0) packet.raw(id >> 8, id & 0xFF);
        if (isV5) packet.raw(0);
        packet.bytes(payload.getBytes(StandardCharsets.UTF_8)).sendAs(0x30 | (qos << 1));
    }

    /** Any packet: its first byte, its length, and what follows. */
    void send(int header, byte[] rest) {
        new Packet().bytes(rest).sendAs(header);
    }

    void ping() {
        new Packet().sendAs(0xC0);
    }

    /** The type of the next packet, or {@link #CLOSED}. */
    int read() {
        try {
            InputStream in = socket.getInputStream();
            int type = in.read();
            if (type < 0) return CLOSED;
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                int next = in.read();
                length |= (next & 0x7F) << shift;
                if ((next & 0x80) == 0) break;
            }
            body = in.readNBytes(length);
            return type;
        } catch (SocketException reset) {
            return CLOSED;
        } catch (IOException late) {
            throw new UncheckedIOException(late);
        }
    }

    /** Whether the server has ended the connection; nothing that it says is waited for. */
    boolean isClosed() {
        try {
            socket.setSoTimeout(1);
            while (socket.getInputStream().read() >= 0)
                ;
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        } finally {
            patient();
        }
    }

    private void patient() {
        try {
            socket.setSoTimeout(ANSWER_MAX_MS);
        } catch (SocketException closed) {
            // Nobody reads then.
        }
    }

    /** Whether the connection ends now; with MQTT 5, for this reason. */
    boolean isEndedFor(int reason) {
        int type = read();
        if (!isV5) return type == CLOSED;
        return type == DISCONNECT && (body[0] & 0xFF) == reason && read() == CLOSED;
    }

    void write(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** That nothing more will come; then everything that the server says. */
    byte[] finish() throws IOException {
        try {
            socket.shutdownOutput();
            return socket.getInputStream().readAllBytes();
        } catch (SocketException reset) {
            return new byte[0];
        }
    }

    private final class Packet {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Packet raw(int... each) {
            for (int one : each) bytes.write(one);
            return this;
        }

        Packet bytes(byte[] all) {
            bytes.writeBytes(all);
            return this;
        }

        Packet text(String text) {
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            return raw(encoded.length >> 8, encoded.length & 0xFF).bytes(encoded);
        }

        void sendAs(int header) {
            ByteArrayOutputStream packet = new ByteArrayOutputStream();
            packet.write(header);
            int length = bytes.size();
            do {
                packet.write(length > 0x7F ? (length & 0x7F) | 0x80 : length);
                length >>= 7;
            } while (length > 0);
            packet.writeBytes(bytes.toByteArray());
            try {
                write(packet.toByteArray());
            } catch (SocketException closedMeanwhile) {
                // The next read says so.
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
