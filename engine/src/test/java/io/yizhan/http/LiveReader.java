package io.yizhan.http;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** One reader of a live stream; what it has read so far is in {@link #text}. */
final class LiveReader implements AutoCloseable {
    private static final Pattern ID = Pattern.compile("id: (\\d[\\d-]*)\n");

    private final Socket socket;
    /** A character for each byte, of which several may be one letter, and come one by one. */
    private volatile String bytes = "";

    private volatile boolean closed;

    LiveReader(int port, String pathAndQuery, String headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        String request = "GET " + pathAndQuery + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        // Not a virtual one: simulations, which run beside this, keep all that carry those busy.
        Thread.ofPlatform().daemon().start(this::read);
    }

    private void read() {
        byte[] some = new byte[4_096];
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(some); n >= 0; n = in.read(some)) {
                append(new String(some, 0, n, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException reset) {
            append("closed");
        }
        closed = true;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // One thread appends.
    private void append(String more) {
        bytes = bytes + more;
    }

    LiveReader sees(String wanted) {
        await().until(() -> text().contains(wanted));
        return this;
    }

    String text() {
        return letters(bytes);
    }

    private static String letters(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    /** What was sent so far, without the frame of HTTP: a node on the way may divide it otherwise. */
    String body() {
        String all = bytes;
        StringBuilder body = new StringBuilder();
        int at = all.indexOf("\r\n\r\n") + 4;
        for (int line = all.indexOf("\r\n", at); line > at; line = all.indexOf("\r\n", at)) {
            int from = line + 2;
            int to = from + Integer.parseInt(all.substring(at, line), 16);
            if (to == from || to > all.length()) break;
            body.append(all, from, to);
            at = to + 2;
        }
        return letters(body.toString());
    }

    /** Whether the stream was ended, as it should be, and not cut off. */
    boolean isEnded() {
        return bytes.endsWith("\r\n0\r\n\r\n");
    }

    /** Whether the connection is gone. */
    boolean isClosed() {
        return closed;
    }

    String lastId() {
        return ID.matcher(text())
                .results()
                .map(found -> found.group(1))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
