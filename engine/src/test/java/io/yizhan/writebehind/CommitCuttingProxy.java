package io.yizhan.writebehind;

import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Between a client and Postgres: forwards every so many-th COMMIT, awaits that it is carried out, and cuts the client off unanswered. */
final class CommitCuttingProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int postgresPort;
    private final int everyNth;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    CommitCuttingProxy(int postgresPort, int everyNth) throws IOException {
        this.postgresPort = postgresPort;
        this.everyNth = everyNth;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    PostgresUri uri(PostgresUri real) {
        return new PostgresUri(real.toString().replace(":" + postgresPort + "/", ":" + server.getLocalPort() + "/"));
    }

    int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket postgres = new Socket(InetAddress.getLoopbackAddress(), postgresPort);
                var link = new Link(client, postgres);
                Thread.ofPlatform().daemon().start(() -> link.pump(client, postgres, true));
                Thread.ofPlatform().daemon().start(() -> link.pump(postgres, client, false));
            } catch (IOException closed) {
                if (!server.isClosed()) throw new IllegalStateException(closed);
            }
        }
    }

    /** One client's connection and ours to the server. */
    private final class Link {
        private final Socket client;
        private final Socket postgres;
        private volatile boolean mute;

        Link(Socket client, Socket postgres) {
            this.client = client;
            this.postgres = postgres;
        }

        void pump(Socket from, Socket to, boolean asks) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                var buffer = new byte[65_536];
                String tail = "";
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    String text = tail + new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
                    boolean commit = asks ? text.contains("commit\0") : text.contains("COMMIT\0");
                    tail = text.substring(Math.max(0, text.length() - 7));
                    if (commit) tail = "";
                    if (asks && commit && commits.incrementAndGet() % everyNth == 0) mute = true;
                    if (asks || !mute) out.write(buffer, 0, n);
                    if (!asks && mute && commit) break;
                }
            } catch (IOException gone) {
                // One side went: so goes the other, below.
            }
            if (!asks && mute) cuts.incrementAndGet();
            end();
        }

        private void end() {
            try {
                client.close();
                postgres.close();
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        }
    }
}
