package io.yizhan.proxy;

import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** Between a client and Postgres: forwards every so many-th COMMIT, awaits that it is carried out, and cuts the client off unanswered. */
public final class CommitCuttingProxy extends TcpLine {
    private final int everyNth;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();

    public CommitCuttingProxy(int postgresPort, int everyNth) throws IOException {
        super(postgresPort);
        this.everyNth = everyNth;
    }

    public PostgresUri uri(PostgresUri real) {
        String database = URI.create(real.jdbcUrl().substring("jdbc:".length())).getPath();
        return new PostgresUri(
                "postgresql://" + real.user() + ":" + real.password() + "@127.0.0.1:" + port() + database);
    }

    public int cuts() {
        return cuts.get();
    }

    @Override
    protected Link link(Socket client, Socket server) {
        return new CutLink(client, server);
    }

    private final class CutLink extends Link {
        private final Watch asked = new Watch("commit\0");
        private final Watch answered = new Watch("COMMIT\0");
        private volatile boolean mute;

        CutLink(Socket client, Socket server) {
            super(client, server);
        }

        @Override
        protected boolean ask(byte[] chunk, int length) throws IOException {
            if (asked.sees(chunk, length) && commits.incrementAndGet() % everyNth == 0) mute = true;
            toServer(chunk, length);
            return true;
        }

        @Override
        protected boolean answer(byte[] chunk, int length) throws IOException {
            boolean done = answered.sees(chunk, length);
            if (mute) return !done;
            toClient(chunk, length);
            return true;
        }

        @Override
        protected void answeredAll() {
            if (mute) cuts.incrementAndGet();
            end();
        }
    }

    /** For a word among chunks, which it may be split between. One thread's. */
    private static final class Watch {
        private final String word;
        private String tail = "";

        Watch(String word) {
            this.word = word;
        }

        boolean sees(byte[] chunk, int length) {
            String text = tail + new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
            boolean found = text.contains(word);
            tail = found ? "" : text.substring(Math.max(0, text.length() - word.length()));
            return found;
        }
    }
}
