package io.yizhan.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A port on this machine whose connections lead to another one. All goes through as it is, and where one side ends, so does the other,
 * unless a subclass has it otherwise: its {@link Link} is given each chunk. Any thread.
 */
public class TcpLine implements AutoCloseable {
    private static final int CHUNK_BYTES = 65_536;

    private final ServerSocket entrance = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int to;
    private final List<Link> open = new ArrayList<>();
    private boolean accepting;

    public TcpLine(int to) throws IOException {
        this.to = to;
    }

    /** Nobody can come who was not told of it; so whoever is led on finds the whole of a subclass. */
    public final synchronized int port() {
        if (!accepting) Thread.ofPlatform().daemon().start(this::accept);
        accepting = true;
        return entrance.getLocalPort();
    }

    /** Whether a connection is led on; else it is closed at once. */
    protected boolean takes() {
        return true;
    }

    protected Link link(Socket client, Socket server) {
        return new Link(client, server);
    }

    private void accept() {
        while (!entrance.isClosed()) {
            try {
                join(entrance.accept());
            } catch (IOException closed) {
                if (!entrance.isClosed()) throw new UncheckedIOException(closed);
            }
        }
    }

    private synchronized void join(Socket client) throws IOException {
        if (entrance.isClosed() || !takes()) {
            client.close();
            return;
        }
        Socket server;
        try {
            server = new Socket(InetAddress.getLoopbackAddress(), to);
        } catch (IOException away) {
            client.close();
            return;
        }
        Link link = link(client, server);
        open.add(link);
        Thread.ofPlatform().daemon().start(link::askAll);
        Thread.ofPlatform().daemon().start(link::answerAll);
    }

    /** Ends all connections that there are. */
    protected final synchronized void endAll() {
        open.forEach(Link::end);
        open.clear();
    }

    @Override
    public void close() throws IOException {
        entrance.close();
        endAll();
    }

    /** One client's connection and ours to the server. Each direction has a thread of its own. */
    protected static class Link {
        private final Socket client;
        private final Socket server;

        protected Link(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        private interface Hop {
            boolean goesOn(byte[] chunk, int length) throws IOException;
        }

        private void askAll() {
            pump(client, this::ask);
            askedAll();
        }

        private void answerAll() {
            pump(server, this::answer);
            answeredAll();
        }

        private static void pump(Socket from, Hop hop) {
            try {
                InputStream in = from.getInputStream();
                byte[] chunk = new byte[CHUNK_BYTES];
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk))
                    if (!hop.goesOn(chunk, length)) return;
            } catch (IOException gone) {
                // One side went: what becomes of the other is said after the last chunk.
            }
        }

        /**
         * What the client sent.
         *
         * @return whether more of it is awaited
         */
        protected boolean ask(byte[] chunk, int length) throws IOException {
            toServer(chunk, length);
            return true;
        }

        /**
         * What the server sent.
         *
         * @return whether more of it is awaited
         */
        protected boolean answer(byte[] chunk, int length) throws IOException {
            toClient(chunk, length);
            return true;
        }

        /** After the client's last chunk. */
        protected void askedAll() {
            end();
        }

        /** After the server's last chunk. */
        protected void answeredAll() {
            end();
        }

        protected final void toServer(byte[] bytes, int length) throws IOException {
            server.getOutputStream().write(bytes, 0, length);
        }

        protected final void toClient(byte[] bytes, int length) throws IOException {
            client.getOutputStream().write(bytes, 0, length);
        }

        protected final void end() {
            try {
                client.close();
                server.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
