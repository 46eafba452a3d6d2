package io.yizhan.loadtest.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.yizhan.loadtest.ChildProcess;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ClientTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private final List<HttpServer> servers = new ArrayList<>();

    @AfterEach
    void end() {
        servers.forEach(it -> it.stop(0));
    }

    private String server(String name, boolean answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = ("{\"name\":\"" + name + exchange.getRequestHeaders().getFirst("Yizhan-Region") + "\"}")
                    .getBytes(StandardCharsets.US_ASCII);
            if (answers) exchange.sendResponseHeaders(200, body.length);
            if (answers) exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static String name(Client client) throws IOException, InterruptedException {
        return client.send("GET", "/", "", "", "").text("name");
    }

    @Test
    void takesTheEnginesInTurnsAndNamesTheCity() throws IOException, InterruptedException {
        Client client = new Client(List.of(server("a-", true), server("b-", true)), "x", LONG);

        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 2; i++) names.add(name(client));

        assertThat(names).containsExactly("a-x", "b-x");
    }

    @Test
    void asksAnotherOneAtOnceWhereAConnectionIsRefused() throws IOException, InterruptedException {
        String nobody = "http://127.0.0.1:" + ChildProcess.freePort();
        Client client = new Client(List.of(nobody, server("b-", true)), "x", LONG);

        for (int i = 0; i < 5; i++) assertThat(name(client)).isEqualTo("b-x");
        assertThatThrownBy(() -> name(new Client(List.of(nobody, nobody), "x", LONG)))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void leavesOneAloneThatLostARequestWhichItsCallerMayAskAgain() throws IOException, InterruptedException {
        Client client = new Client(List.of(server("a-", false), server("b-", true)), "x", LONG);

        assertThatThrownBy(() -> name(client)).isInstanceOf(IOException.class);
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 4; i++) names.add(name(client));
        assertThat(names).containsExactly("b-x");
    }
}
