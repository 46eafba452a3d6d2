package io.yizhan.loadtest.cluster;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between two processes, that can be cut: a port whose connections lead to another one. While it is cut nothing comes through in
 * either direction and nobody is told, as where a switch drops what it gets; what was under way arrives when it is whole again, as TCP
 * does it. Needs no right that a firewall needs. Any thread.
 */
public final class Wire implements AutoCloseable {
    private static final int BLOCK_BYTES = 64 * 1024;

    public final int port;
    private final int target;
    private final ServerSocket entrance;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Object change = new Object();
    private boolean cut;
    private volatile boolean closed;

    /** @param target the port that it leads to; nobody need listen there yet */
    public Wire(int target) {
        this.target = target;
        try {
            entrance = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        } catch (IOException failed) {
            throw new Failure("no port for a wire", failed);
        }
        port = entrance.getLocalPort();
        Thread.ofVirtual().start(this::accept);
    }

    public void cut() {
        synchronized (change) {
            cut = true;
        }
    }

    public void mend() {
        synchronized (change) {
            cut = false;
            change.notifyAll();
        }
    }

    private void accept() {
        while (!closed) {
            try {
                Socket near = entrance.accept();
                open.add(near);
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException ended) {
                if (!closed) throw new Failure("a wire takes no more connections", ended);
            }
        }
    }

    private void connect(Socket near) {
        try {
            whole();
            Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(far);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> carry(far, near));
            carry(near, far);
        } catch (IOException refused) {
            end(near);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until one of them closes: then both are. */
    private void carry(Socket from, Socket to) {
        byte[] block = new byte[BLOCK_BYTES];
        try {
            while (true) {
                int count = from.getInputStream().read(block);
                whole();
                if (count < 0) break;
                to.getOutputStream().write(block, 0, count);
            }
        } catch (IOException reset) {
            // Closed, too.
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        end(from);
        end(to);
    }

    /** Returns when it is not cut. */
    private void whole() throws InterruptedException {
        synchronized (change) {
            while (cut && !closed) change.wait();
        }
    }

    private void end(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException failed) {
            throw new Failure("a connection cannot be closed", failed);
        }
    }

    @Override
    public void close() {
        closed = true;
        mend();
        try {
            entrance.close();
        } catch (IOException failed) {
            throw new Failure("a port cannot be closed", failed);
        }
        open.forEach(this::end);
    }
}
