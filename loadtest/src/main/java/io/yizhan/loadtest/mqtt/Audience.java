package io.yizhan.loadtest.mqtt;

import io.yizhan.loadtest.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Pages and screens that follow one station live, each by a connection of its own, and notice how many are said to be inside. */
final class Audience implements AutoCloseable {
    private static final int OPEN_MAX_S = 60;
    private static final String INSIDE = "\"inside\":";

    private final List<Socket> sockets = new ArrayList<>();
    private final CountDownLatch open;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile Wanted wanted = new Wanted(-1, 0);
    private volatile boolean closing;

    /** What they wait for. */
    private static final class Wanted {
        final int inside;
        final CountDownLatch left;
        volatile long lastNs;

        Wanted(int inside, int listeners) {
            this.inside = inside;
            left = new CountDownLatch(listeners);
        }

        /** Whoever comes last has written last. */
        void heard() {
            lastNs = System.nanoTime();
            left.countDown();
        }
    }

    private Audience(int size) {
        open = new CountDownLatch(size);
    }

    /** All follow when it returns. */
    static Audience of(int size, int port, String station) throws InterruptedException {
        Audience audience = new Audience(size);
        for (int i = 0; i < size; i++) Thread.ofVirtual().start(() -> audience.follow(port, station));
        if (!audience.open.await(OPEN_MAX_S, TimeUnit.SECONDS)) {
            audience.close();
            throw new Failure(audience.open.getCount() + " of " + size + " live streams did not open");
        }
        return audience;
    }

    private void follow(int port, String station) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            synchronized (sockets) {
                sockets.add(socket);
            }
            socket.getOutputStream()
                    .write(("GET /v1/stations/" + station + "/live HTTP/1.1\r\nHost: localhost:" + port
                                    + "\r\nAccept: text/event-stream\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1_024);
            String status = lines.readLine();
            if (status == null || !status.startsWith("HTTP/1.1 200")) throw new IOException(status);
            open.countDown();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.startsWith("data:")) continue;
                Wanted now = wanted;
                if (inside(line) == now.inside) now.heard();
            }
        } catch (IOException gone) {
            // Counted below.
        }
        if (!closing) lost.incrementAndGet();
    }

    /** -1 for a line that says nothing of that. */
    private static int inside(String line) {
        int at = line.indexOf(INSIDE);
        if (at < 0) return -1;
        int end = at += INSIDE.length();
        while (end < line.length() && Character.isDigit(line.charAt(end))) end++;
        return Integer.parseInt(line, at, end, 10);
    }

    /** From now on they wait for this number. */
    void waitFor(int inside, int listeners) {
        wanted = new Wanted(inside, listeners);
    }

    /** When the last of them had read it; 0 where one had not within so long. */
    long lastHeardNs(long atMostMs) throws InterruptedException {
        Wanted now = wanted;
        return now.left.await(atMostMs, TimeUnit.MILLISECONDS) ? now.lastNs : 0;
    }

    int lost() {
        return lost.get();
    }

    @Override
    public void close() {
        closing = true;
        synchronized (sockets) {
            for (Socket it : sockets) {
                try {
                    it.close();
                } catch (IOException gone) {
                    // That is all that was wanted.
                }
            }
        }
    }
}
