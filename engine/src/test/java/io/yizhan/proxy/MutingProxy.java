package io.yizhan.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Between a client and Redis: cuts the client off where an answer should go, or holds what it asks for until later. */
public final class MutingProxy extends TcpLine {
    private final List<MutedLink> held = new ArrayList<>();
    private final AtomicInteger cuts = new AtomicInteger();
    private volatile boolean cutsNextAnswer;
    private volatile boolean holds;

    public MutingProxy(int redisPort) throws IOException {
        super(redisPort);
    }

    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }

    /** The next answer is awaited, and not passed on. */
    public void cutNextAnswer() {
        cutsNextAnswer = true;
    }

    public int cuts() {
        return cuts.get();
    }

    /** Whether what is asked for is kept here. */
    public void hold(boolean whether) {
        holds = whether;
    }

    /** Lets what was held arrive, whoever sent it long gone; returns when the server has dealt with it. */
    public void release() throws IOException {
        List<MutedLink> late;
        synchronized (held) {
            late = List.copyOf(held);
            held.clear();
        }
        if (late.isEmpty()) throw new AssertionError("nothing was held");
        for (MutedLink link : late) link.release();
    }

    @Override
    protected Link link(Socket client, Socket server) {
        return new MutedLink(client, server);
    }

    private final class MutedLink extends Link {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final AtomicInteger answers = new AtomicInteger();

        MutedLink(Socket client, Socket server) {
            super(client, server);
        }

        @Override
        protected boolean ask(byte[] chunk, int length) throws IOException {
            if (holds || kept.size() > 0) kept.write(chunk, 0, length);
            else toServer(chunk, length);
            return true;
        }

        /** The client went; what it had asked for stays. */
        @Override
        protected void askedAll() {
            if (kept.size() == 0) {
                end();
                return;
            }
            synchronized (held) {
                held.add(this);
            }
        }

        @Override
        protected boolean answer(byte[] chunk, int length) throws IOException {
            answers.incrementAndGet();
            if (cutsNextAnswer) {
                cutsNextAnswer = false;
                cuts.incrementAndGet();
                return false;
            }
            toClient(chunk, length);
            return true;
        }

        void release() throws IOException {
            int before = answers.get();
            toServer(kept.toByteArray(), kept.size());
            Awaitility.await().until(() -> answers.get() > before);
        }
    }
}
