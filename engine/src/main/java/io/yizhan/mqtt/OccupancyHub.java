package io.yizhan.mqtt;

import java.util.HashMap;
import java.util.Map;

/** Who is told about which station: one stream for each station, while anybody listens. On the MQTT event loop only. */
final class OccupancyHub {
    private final MqttLoop loop;
    private final Map<String, OccupancyStream> byStation = new HashMap<>();

    OccupancyHub(MqttLoop loop) {
        this.loop = loop;
    }

    void add(OccupancySubscription subscription) {
        byStation
                .computeIfAbsent(
                        subscription.stationId, stationId -> new OccupancyStream(loop, stationId, subscription.region))
                .add(subscription);
        loop.metrics.streams(byStation.size());
    }

    void remove(OccupancySubscription subscription) {
        OccupancyStream stream = byStation.get(subscription.stationId);
        if (stream == null || !stream.remove(subscription)) return;
        byStation.remove(subscription.stationId);
        loop.metrics.streams(byStation.size());
    }
}
