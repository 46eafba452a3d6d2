package io.yizhan.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What gates do. Results are words of ours and problem codes: a fixed number of them. On the MQTT event loop only. */
final class MqttMetrics {
    private final MeterRegistry meters;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final Counter durable;
    private final Counter retries;

    MqttMetrics(MeterRegistry meters) {
        this.meters = meters;
        meters.gauge("yizhan.mqtt.connections", connections);
        meters.gauge("yizhan.mqtt.subscriptions", subscriptions);
        meters.gauge("yizhan.mqtt.occupancy.streams", streams);
        durable = meters.counter("yizhan.mqtt.messages", "result", "durable");
        retries = meters.counter("yizhan.mqtt.retries");
    }

    void connections(int now) {
        connections.set(now);
    }

    void subscriptions(int change) {
        subscriptions.addAndGet(change);
    }

    void streams(int now) {
        streams.set(now);
    }

    /** A gate wanted to connect. */
    void connect(String result) {
        meters.counter("yizhan.mqtt.connects", "result", result).increment();
    }

    /** A gate was disconnected by us. */
    void disconnect(String reason) {
        meters.counter("yizhan.mqtt.disconnects", "reason", reason).increment();
    }

    void durable() {
        durable.increment();
    }

    /** A message was not taken; {@code result} says why. */
    void message(String result) {
        meters.counter("yizhan.mqtt.messages", "result", result).increment();
    }

    void retry() {
        retries.increment();
    }
}
