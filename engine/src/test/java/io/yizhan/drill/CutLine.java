package io.yizhan.drill;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** One node's way to a server on this machine, which can be cut: connections end, and new ones are closed at once. */
final class CutLine implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final int to;
    private final List<Socket> open = new ArrayList<>();
    private boolean cut;

    CutLine(int to) throws IOException {
        this.to = to;
        Thread.ofPlatform().daemon().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    synchronized void cut() throws IOException {
        cut = true;
        for (Socket each : open) each.close();
        open.clear();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                link(server.accept());
            } catch (IOException closed) {
                if (!server.isClosed()) throw new IllegalStateException(closed);
            }
        }
    }

    private synchronized void link(Socket client) throws IOException {
        if (cut) {
            client.close();
            return;
        }
        Socket behind = new Socket(InetAddress.getLoopbackAddress(), to);
        open.add(client);
        open.add(behind);
        Thread.ofPlatform().daemon().start(() -> pass(client, behind));
        Thread.ofPlatform().daemon().start(() -> pass(behind, client));
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException gone) {
            // One side went: so goes the other.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        server.close();
    }
}
