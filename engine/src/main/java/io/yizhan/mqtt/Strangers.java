package io.yizhan.mqtt;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who has connected and is not signed in. One address has a part of the places for them, so that it can't keep gates of others out. Where an
 * address has no more, or all places are taken, whoever has said nothing for longest makes room. So somebody new always comes in, and whoever
 * signs in at once is through before its turn to go comes: a gate is, even beside a host of its own address that opens thousands. On the MQTT
 * event loop only.
 */
final class Strangers {
    private final MqttOptions.StrangerLimits limits;
    private final MqttMetrics metrics;
    private final Map<String, OfOne> byAddress = new HashMap<>();
    private int size;

    /** Those of one address, who has been there for longest first. */
    private static final class OfOne {
        final Set<Stranger> silent = new LinkedHashSet<>(2);
        /** Their tokens are being verified. */
        final Set<Stranger> asked = new LinkedHashSet<>(2);

        int size() {
            return silent.size() + asked.size();
        }

        Stranger first() {
            return (silent.isEmpty() ? asked : silent).iterator().next();
        }
    }

    Strangers(MqttOptions.StrangerLimits limits, MqttMetrics metrics) {
        this.limits = limits;
        this.metrics = metrics;
    }

    /** One who has just come. */
    void add(Stranger stranger) {
        OfOne before = byAddress.get(stranger.address);
        // All gates may be behind a proxy: whoever floods through it is for the proxy to hold back.
        if (before != null && before.size() >= limits.ofOneMax() && !stranger.proxy) end(before.first());
        else if (size >= limits.max()) end(largest().first());
        byAddress.computeIfAbsent(stranger.address, it -> new OfOne()).silent.add(stranger);
        count(1);
    }

    /** It has said who it is. */
    void asked(Stranger stranger) {
        OfOne own = byAddress.get(stranger.address);
        if (own != null && own.silent.remove(stranger)) own.asked.add(stranger);
    }

    /** It has gone, or is signed in. */
    void remove(Stranger stranger) {
        OfOne own = byAddress.get(stranger.address);
        if (own == null || !(own.silent.remove(stranger) || own.asked.remove(stranger))) return;
        if (own.size() == 0) byAddress.remove(stranger.address);
        count(-1);
    }

    private void end(Stranger stranger) {
        remove(stranger);
        metrics.connect("room");
        stranger.end();
    }

    private OfOne largest() {
        OfOne largest = null;
        for (OfOne each : byAddress.values()) if (largest == null || each.size() > largest.size()) largest = each;
        return Objects.requireNonNull(largest);
    }

    private void count(int change) {
        size += change;
        metrics.strangers(size);
    }
}
