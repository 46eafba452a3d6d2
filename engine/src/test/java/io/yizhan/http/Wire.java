package io.yizhan.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A client that sends just these bytes, which no library would. */
final class Wire implements AutoCloseable {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d\\d\\d)");

    private final Socket socket;
    private final ByteArrayOutputStream read = new ByteArrayOutputStream();

    Wire(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(15_000);
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
        while (!text().contains(wanted)) {
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

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
