package io.yizhan.http;

import static java.util.Objects.requireNonNull;

import io.netty.util.NetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that sends just these bytes, which no library would. */
final class Wire implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d\\d\\d)");

    private static final Pattern LENGTH = Pattern.compile("content-length: (\\d+)");

    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    Wire(int port) throws IOException {
        this("127.0.0.1", port);
    }

    /** @param from another of this machine's own addresses: another client */
    Wire(String from, int port) throws IOException {
        socket = new Socket();
        // So that little lies in the kernel of what is not read.
        socket.setReceiveBufferSize(4 * 1_024);
        socket.bind(new InetSocketAddress(
                InetAddress.getByAddress(requireNonNull(NetUtil.createByteArrayFromIpAddressString(from))), 0));
        socket.setSoTimeout(15_000);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** All that was answered when this is in it. */
    String until(String wanted) throws IOException {
        byte[] some = new byte[8 * 1_024];
        while (!text().contains(wanted)) {
            int count = socket.getInputStream().read(some);
            if (count < 0) throw new IOException("closed after: " + text());
            read.write(some, 0, count);
        }
        return text();
    }

    /** Takes so much of what comes. */
    void take(int bytes) throws IOException {
        read.write(socket.getInputStream().readNBytes(bytes));
    }

    /** The next answer, where it comes within half a second. */
    String soon() throws IOException {
        socket.setSoTimeout(500);
        return next();
    }

    /** The next answer, which says how long it is. */
    String next() throws IOException {
        read.reset();
        String head = until("\r\n\r\n").toLowerCase(Locale.ROOT);
        Matcher length = LENGTH.matcher(head);
        int bytes = head.indexOf("\r\n\r\n") + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
        while (read.size() < bytes) {
            int next = socket.getInputStream().read();
            if (next < 0) throw new IOException("closed after: " + text());
            read.write(next);
        }
        return text();
    }

    /** All that is answered until the server closes the connection. */
    String untilClosed() throws IOException {
        socket.getInputStream().transferTo(read);
        return text();
    }

    /** Whether the server has closed it; what was answered before is left out. */
    boolean isClosed() throws IOException {
        try {
            socket.setSoTimeout(1);
            byte[] skipped = new byte[64 * 1_024];
            while (socket.getInputStream().read(skipped) >= 0)
                ;
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        } finally {
            socket.setSoTimeout(15_000);
        }
    }

    private String text() {
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Of all answers in a text. */
    static List<String> statuses(String text) {
        return STATUS.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    /** As whoever goes away without a word. */
    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
