package io.yizhan.mqtt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected. A client id stands for one connection of one subject: with ids for all subjects alike, any gate could drive out any
 * other. On the MQTT event loop only.
 */
final class Connections {
    private final MqttOptions options;
    private final MqttMetrics metrics;
    private final Map<String, Map<String, GateConnection>> bySubject = new HashMap<>();
    private int size;

    Connections(MqttOptions options, MqttMetrics metrics) {
        this.options = options;
        this.metrics = metrics;
    }

    boolean isFull() {
        return size >= options.limits().connectionsMax();
    }

    boolean isFull(String subject, String clientId) {
        Map<String, GateConnection> own = bySubject.get(subject);
        return own != null && own.size() >= options.limits().connectionsOfOneMax() && !own.containsKey(clientId);
    }

    /** The connection that this one takes the place of; null where there is none. */
    @Nullable
    GateConnection add(GateConnection connection) {
        GateConnection former = bySubject
                .computeIfAbsent(connection.subject(), it -> new HashMap<>(2))
                .put(connection.clientId(), connection);
        if (former == null) count(1);
        return former;
    }

    void remove(GateConnection connection) {
        Map<String, GateConnection> own = bySubject.get(connection.subject());
        if (own == null || !own.remove(connection.clientId(), connection)) return;
        if (own.isEmpty()) bySubject.remove(connection.subject());
        count(-1);
    }

    private void count(int change) {
        size += change;
        metrics.connections(size);
    }

    List<GateConnection> all() {
        List<GateConnection> all = new ArrayList<>(size);
        for (Map<String, GateConnection> own : bySubject.values()) all.addAll(own.values());
        return all;
    }

    void tick(long nowMs) {
        // Ending one changes the maps.
        for (GateConnection each : all()) each.tick(nowMs);
    }
}
