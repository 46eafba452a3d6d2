package io.yizhan.journal.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Between a client and Redis: cuts the client off where an answer should go, or holds what it asks for until later. */
final class MutingProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int redisPort;
    private final List<Link> held = new ArrayList<>();
    private final AtomicInteger cuts = new AtomicInteger();

    /** The next answer is awaited, and not passed on. */
    volatile boolean cutsNextAnswer;
    /** What is asked for is kept here. */
    volatile boolean holds;

    MutingProxy(int redisPort) throws IOException {
        this.redisPort = redisPort;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    URI uri() {
        return URI.create("redis://127.0.0.1:" + server.getLocalPort());
    }

    int cuts() {
        return cuts.get();
    }

    /** Lets what was held arrive, whoever sent it long gone; returns when the server has dealt with it. */
    void release() throws IOException {
        List<Link> late;
        synchronized (held) {
            late = List.copyOf(held);
            held.clear();
        }
        if (late.isEmpty()) throw new AssertionError("nothing was held");
        for (Link link : late) link.release();
    }

    boolean isHolding() {
        synchronized (held) {
            return !held.isEmpty();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), redisPort);
                var link = new Link(client, redis);
                Thread.ofPlatform().daemon().start(link::ask);
                Thread.ofPlatform().daemon().start(link::answer);
            } catch (IOException closed) {
                if (!server.isClosed()) throw new IllegalStateException(closed);
            }
        }
    }

    /** One client's connection and ours to the server. */
    private final class Link {
        private final Socket client;
        private final Socket redis;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final AtomicInteger answers = new AtomicInteger();

        Link(Socket client, Socket redis) {
            this.client = client;
            this.redis = redis;
        }

        void ask() {
            try {
                InputStream in = client.getInputStream();
                OutputStream out = redis.getOutputStream();
                var buffer = new byte[65_536];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (holds || kept.size() > 0) kept.write(buffer, 0, n);
                    else out.write(buffer, 0, n);
                }
            } catch (IOException gone) {
                // The client went: what it had asked for stays.
            }
            if (kept.size() == 0) {
                end();
                return;
            }
            synchronized (held) {
                held.add(this);
            }
        }

        void answer() {
            try {
                InputStream in = redis.getInputStream();
                OutputStream out = client.getOutputStream();
                var buffer = new byte[65_536];
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    answers.incrementAndGet();
                    if (cutsNextAnswer) {
                        cutsNextAnswer = false;
                        cuts.incrementAndGet();
                        break;
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException gone) {
                // One side went: so goes the other.
            }
            end();
        }

        void release() throws IOException {
            int before = answers.get();
            redis.getOutputStream().write(kept.toByteArray());
            Awaitility.await().until(() -> answers.get() > before);
        }

        private void end() {
            try {
                client.close();
                redis.close();
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        }
    }
}
