package io.yizhan.mqtt;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;

/** What gates do. Results are words of ours and problem codes: a fixed number of them. On the MQTT event loop only. */
final class MqttMetrics {
    private final MeterRegistry meters;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final AtomicInteger streams = new AtomicInteger();
    private final Counter durable;
    private final Counter retries;

    MqttMetrics(MeterRegistry meters) {
        this.meters = meters;
        gauge("yizhan.mqtt.connections", "Gates that are connected", connections);
        gauge("yizhan.mqtt.strangers", "Connections that are not signed in", strangers);
        gauge("yizhan.mqtt.subscriptions", "Subscriptions to a station's occupancy", subscriptions);
        gauge("yizhan.mqtt.occupancy.streams", "Live streams that feed them, one a station", streams);
        durable = messages("durable");
        retries = counter("yizhan.mqtt.retries", "Messages that were tried once more")
                .register(meters);
    }

    private void gauge(String name, String description, AtomicInteger value) {
        Gauge.builder(name, value, AtomicInteger::get).description(description).register(meters);
    }

    private static Counter.Builder counter(String name, String description) {
        return Counter.builder(name).description(description);
    }

    private Counter messages(String result) {
        return counter("yizhan.mqtt.messages", "Messages of gates, by what became of them")
                .tag("result", result)
                .register(meters);
    }

    void connections(int now) {
        connections.set(now);
    }

    void strangers(int now) {
        strangers.set(now);
    }

    void subscriptions(int change) {
        subscriptions.addAndGet(change);
    }

    void streams(int now) {
        streams.set(now);
    }

    /** A gate wanted to connect. */
    void connect(String result) {
        counter("yizhan.mqtt.connects", "Wishes of gates to connect, by what became of them")
                .tag("result", result)
                .register(meters)
                .increment();
    }

    /** A gate was disconnected by us. */
    void disconnect(String reason) {
        counter("yizhan.mqtt.disconnects", "Connections that were ended from this side")
                .tag("reason", reason)
                .register(meters)
                .increment();
    }

    void durable() {
        durable.increment();
    }

    /** A message was not taken; {@code result} says why. */
    void message(String result) {
        messages(result).increment();
    }

    void retry() {
        retries.increment();
    }
}
