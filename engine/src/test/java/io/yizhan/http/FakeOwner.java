package io.yizhan.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Stands where a region's owner should: keeps what it was sent, and answers with the test's text, or breaks the connection where that is empty. */
final class FakeOwner implements AutoCloseable {
    /** Never answers. */
    static final String SILENCE = "silence";

    final List<String> requests = new CopyOnWriteArrayList<>();
    final AtomicInteger closedByOthers = new AtomicInteger();
    private final ServerSocket server;
    private final Supplier<String> answer;

    FakeOwner(Supplier<String> answer) throws IOException {
        this.answer = answer;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // The end of the test.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            for (String request = read(in); !request.isEmpty(); request = read(in)) {
                requests.add(request);
                String text = answer.get();
                if (text.isEmpty()) return;
                if (!text.equals(SILENCE)) socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            }
            closedByOthers.incrementAndGet();
        } catch (IOException reset) {
            closedByOthers.incrementAndGet();
        }
    }

    /** Up to the end of a request of the tests: none has more than a head and one line of JSON. */
    private static String read(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!isWhole(text)) {
            int next = in.read();
            if (next < 0) return "";
            text.append((char) next);
        }
        return text.toString();
    }

    private static boolean isWhole(StringBuilder text) {
        int head = text.indexOf("\r\n\r\n");
        if (head < 0) return false;
        boolean body = text.indexOf("content-length") >= 0 || text.indexOf("Content-Length") >= 0;
        return !body || (text.length() > head + 4 && text.charAt(text.length() - 1) == '}');
    }

    /** A refusal as an engine of ours gives it. */
    static String unavailable(String code) {
        String body = "{\"code\":\"" + code + "\"}";
        return "HTTP/1.1 503 x\r\ncontent-type: application/problem+json\r\nyizhan-not-served: " + code
                + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
