package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.config.Config;
import io.yizhan.config.ConfigInvalid;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.postgres.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static Config config(String... settings) throws ConfigInvalid {
        Map<String, String> environment =
                new HashMap<>(Map.of("YIZHAN_DEV", "true", "YIZHAN_HTTP_PORT", "0", "YIZHAN_MQTT_PORT", "0"));
        for (int i = 0; i < settings.length; i += 2) environment.put(settings[i], settings[i + 1]);
        return Config.of(environment);
    }

    @Test
    void namesEachPortThatIsTakenAndByWhom() throws Exception {
        try (ServerSocket http = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket mqtt = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket management = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket everywhere = new ServerSocket(0)) {
            Config all = config(
                    "YIZHAN_HTTP_PORT", "" + http.getLocalPort(),
                    "YIZHAN_MQTT_PORT", "" + mqtt.getLocalPort(),
                    "YIZHAN_MANAGEMENT_PORT", "" + management.getLocalPort(),
                    "YIZHAN_POSTGRES_PORT", "" + everywhere.getLocalPort());
            String us = "java (pid " + ProcessHandle.current().pid() + "): stop that, or set ";

            assertThatThrownBy(() -> Ports.requireFree(all))
                    .isInstanceOf(StartFailed.class)
                    .hasMessage(String.join(
                            "\n",
                            "port " + http.getLocalPort() + " is taken by " + us
                                    + "YIZHAN_HTTP_PORT to another port, 0 for a free one",
                            "gates can't come by MQTT to 127.0.0.1:" + mqtt.getLocalPort() + ": port "
                                    + mqtt.getLocalPort() + " is taken by " + us
                                    + "YIZHAN_MQTT_PORT to another port, 0 for a free one; YIZHAN_MQTT_PORT=off does"
                                    + " without",
                            "port " + management.getLocalPort() + " is taken by " + us
                                    + "YIZHAN_MANAGEMENT_PORT to another port, 0 for a free one",
                            "port " + everywhere.getLocalPort() + " is taken by " + us
                                    + "YIZHAN_POSTGRES_PORT to another port, 0 for a free one"));
        }
    }

    @Test
    void leavesFreePortsFree() throws Exception {
        int port = FreePort.find();
        Config config = config("YIZHAN_HTTP_PORT", "" + port);
        Ports.requireFree(config);
        Ports.requireFree(config);
    }

    @Test
    void saysThatAnAddressIsNotThisMachines() throws Exception {
        // Of a network that is kept for documents (RFC 5737).
        assertThat(Ports.problem("192.0.2.1", 8_080, Setting.HTTP_HOST, Setting.HTTP_PORT))
                .isEqualTo("this machine has no address 192.0.2.1: set YIZHAN_HTTP_HOST to one that it has, or to"
                        + " 0.0.0.0 for all");
    }

    @Test
    void saysThatAPortIsNotForEverybody() {
        Assumptions.assumeFalse("root".equals(System.getProperty("user.name")), "root may take any port");
        String problem = Ports.problem("127.0.0.1", 79, Setting.HTTP_HOST, Setting.HTTP_PORT);
        Assumptions.assumeTrue(problem != null, "this machine lets everybody take any port");

        assertThat(problem).contains("port 79 is not for user", "set YIZHAN_HTTP_PORT to a higher one");
    }
}
