package io.yizhan.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class FreePortTest {
    /** What an outgoing connection gets of the system, a server does not get of us. */
    @Test
    void findsWhatNobodyHasAndNoConnectionWillGet() throws IOException {
        for (int i = 0; i < 100; i++) {
            int port = FreePort.find();
            assertThat(port).isBetween(20_000, 31_999);
            try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(server.getLocalPort()).isEqualTo(port);
            }
        }
    }
}
