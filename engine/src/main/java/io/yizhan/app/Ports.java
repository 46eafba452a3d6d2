package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ports that an engine is to listen on: tried before anything else is started, since nothing of it would be of use without them. */
final class Ports {
    private static final int FIRST_OF_ALL_USERS = 1_024;

    private Ports() {}

    /** @throws StartFailed one can't be had; names all of those, and what to do about each */
    static void requireFree(Config config) throws StartFailed {
        List<String> problems = new ArrayList<>();
        add(problems, problem(config.httpHost(), config.httpPort(), Setting.HTTP_HOST, Setting.HTTP_PORT));
        Config.Mqtt mqtt = config.mqtt();
        if (mqtt != null && mqtt.required()) {
            String problem = problem(mqtt.host(), mqtt.port(), Setting.MQTT_HOST, Setting.MQTT_PORT);
            add(problems, problem == null ? null : mqttProblem(mqtt, problem));
        }
        Config.Management management = config.management();
        if (management != null)
            add(
                    problems,
                    problem(management.host(), management.port(), Setting.MANAGEMENT_HOST, Setting.MANAGEMENT_PORT));
        if (config.postgres() == null)
            add(problems, problem("127.0.0.1", config.postgresPort(), Setting.POSTGRES_PORT, Setting.POSTGRES_PORT));
        if (!problems.isEmpty()) throw new StartFailed(String.join("\n", problems));
    }

    private static void add(List<String> problems, @Nullable String problem) {
        if (problem != null) problems.add(problem);
    }

    static String mqttProblem(Config.Mqtt wanted, String problem) {
        return "gates can't come by MQTT to " + wanted.host() + ":" + wanted.port() + ": " + problem + "; "
                + Setting.MQTT_PORT.variable() + "=off does without";
    }

    /** Why nobody can listen there now, and what to do; null where one can. */
    static @Nullable String problem(String host, int port, Setting hostIs, Setting portIs) {
        if (port == 0) return null;
        try (ServerSocket socket = new ServerSocket()) {
            // As the servers will: else what was closed a moment ago would be in the way.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), 1);
            return null;
        } catch (IOException refused) {
            return explained(host, port, hostIs, portIs, String.valueOf(refused.getMessage()));
        }
    }

    private static String explained(String host, int port, Setting hostIs, Setting portIs, String reason) {
        String lower = reason.toLowerCase(Locale.ROOT);
        if (lower.contains("in use"))
            return "port " + port + " is taken by " + holder(host, port) + ": stop that, or set " + portIs.variable()
                    + " to another port, 0 for a free one";
        if (lower.contains("denied") && port < FIRST_OF_ALL_USERS)
            return "port " + port + " is not for user " + System.getProperty("user.name") + ", as none below "
                    + FIRST_OF_ALL_USERS + " is: set " + portIs.variable() + " to a higher one";
        if (lower.contains("cannot assign") || lower.contains("can't assign"))
            return "this machine has no address " + host + ": set " + hostIs.variable()
                    + " to one that it has, or to 0.0.0.0 for all";
        return "port " + port + " of " + host + " can't be had: " + reason + ". " + portIs.variable() + " says which";
    }

    private static String holder(String host, int port) {
        String holder = null;
        try {
            holder = PortHolder.of(InetAddress.getByName(host), port);
        } catch (IOException noSuchHost) {
            // Then nobody can be named.
        }
        return holder == null ? "another program (ss -ltnp shows which)" : holder;
    }
}
