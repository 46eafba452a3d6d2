package io.yizhan.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port for a server that is started in a moment. The system's own choice, port 0, is of the range that outgoing connections are given ports of,
 * too: where there are thousands of these, one may have it before the server does. None is ever given one of these.
 */
public final class FreePort {
    /** Below what systems give to outgoing connections: from 32,768 on under Linux, from 49,152 elsewhere. */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;
    private static final int TRIES_MAX = 1_000;

    private FreePort() {}

    /** One at which nobody listens on this machine. Any thread. */
    public static int find() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException taken) {
                if (tries == TRIES_MAX) throw taken;
            }
        }
    }
}
