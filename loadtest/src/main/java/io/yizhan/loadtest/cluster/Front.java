package io.yizhan.loadtest.cluster;

import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** nginx before the engines, with the configuration that docker-compose.yml has, but for its addresses and folders. One thread. */
public final class Front implements AutoCloseable {
    /** The last part of the template. */
    private static final String GATES = "\n# Gates by MQTT";

    private static final int START_MAX_S = 10;

    public final String url;
    private final ChildProcess nginx;

    private Front(int port, ChildProcess nginx) {
        url = "http://127.0.0.1:" + port;
        this.nginx = nginx;
    }

    /** Returns when it takes connections; null where there is no nginx on this machine. */
    static @Nullable Front start(Path root, Path work, List<Node> nodes) throws IOException, InterruptedException {
        String program = Programs.onPath("nginx");
        if (program == null) return null;
        int port = ChildProcess.freePort();
        Path file = work.resolve("nginx.conf");
        Path temporary = Files.createDirectories(work.resolve("nginx"));
        Files.writeString(
                file,
                configuration(
                        Files.readString(root.resolve("engine/deploy/nginx.conf")),
                        port,
                        temporary,
                        nodes.stream().map(it -> it.port).toList()));
        List<String> command = new ArrayList<>(List.of(program, "-p", work.toString(), "-c", file.toString(), "-g"));
        // Root's workers would be somebody who may not look into the folder.
        command.add("daemon off;" + (System.getProperty("user.name").equals("root") ? " user root;" : ""));
        ChildProcess started = ChildProcess.start("nginx", work, Map.of(), Programs.apart(command));
        long deadline = System.nanoTime() + START_MAX_S * 1_000_000_000L;
        while (!takes(port)) {
            if (!started.alive() || System.nanoTime() > deadline)
                throw new Failure("nginx does not start:\n" + started.lastLines(10));
            Thread.sleep(50);
        }
        return new Front(port, started);
    }

    /**
     * What listens for gates by MQTT is left out: here they come to an engine's own port.
     *
     * @param template the file for containers, in which each engine listens on 8080 under a name of its own
     */
    static String configuration(String template, int port, Path temporary, List<Integer> engines) {
        StringBuilder text = new StringBuilder();
        boolean written = false;
        for (String line :
                template.substring(0, template.indexOf(GATES)).lines().toList()) {
            if (!line.strip().startsWith("server engine-")) {
                text.append(line).append('\n');
                continue;
            }
            // The terms of the first are those of all.
            String terms = line.strip().substring(line.strip().indexOf(' ', "server ".length()));
            if (!written)
                for (int engine : engines)
                    text.append("    server 127.0.0.1:")
                            .append(engine)
                            .append(terms)
                            .append('\n');
            written = true;
        }
        return text.toString()
                .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
                .replace("/tmp/nginx", temporary + "/nginx");
    }

    private static boolean takes(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        nginx.close();
    }
}
