package io.yizhan.loadtest.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

final class WireTest {
    private static final int SILENCE_MS = 200;

    @Test
    void carriesBothWays() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Wire wire = new Wire(server.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), wire.port);
                Socket accepted = server.accept()) {
            client.getOutputStream().write(1);
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
            accepted.getOutputStream().write(2);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void letsNothingThroughWhileItIsCutAndAllOfItAfterwards() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Wire wire = new Wire(server.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), wire.port);
                Socket accepted = server.accept()) {
            wire.cut();
            client.getOutputStream().write(1);
            accepted.getOutputStream().write(2);
            assertSilent(accepted);
            assertSilent(client);

            wire.mend();
            assertThat(accepted.getInputStream().read()).isEqualTo(1);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void letsNoNewConnectionThroughWhileItIsCut() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Wire wire = new Wire(server.getLocalPort())) {
            wire.cut();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), wire.port)) {
                client.getOutputStream().write(1);
                server.setSoTimeout(SILENCE_MS);
                assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
                wire.mend();
                server.setSoTimeout(0);
                try (Socket accepted = server.accept()) {
                    assertThat(accepted.getInputStream().read()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void tellsOneEndThatTheOtherIsGone() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Wire wire = new Wire(server.getLocalPort());
                Socket client = new Socket(InetAddress.getLoopbackAddress(), wire.port)) {
            server.accept().close();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    private static void assertSilent(Socket socket) throws IOException {
        socket.setSoTimeout(SILENCE_MS);
        assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        socket.setSoTimeout(0);
    }
}
