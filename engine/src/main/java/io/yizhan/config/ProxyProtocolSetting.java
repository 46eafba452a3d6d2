package io.yizhan.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** To which ports proxies say, by the PROXY protocol, for whom they connect. */
final class ProxyProtocolSetting {
    static final String HTTP = "http";
    static final String MQTT = "mqtt";
    private static final List<String> OFF = List.of("off");

    private ProxyProtocolSetting() {}

    /**
     * What is wrong with it, and what to do; null where nothing is.
     *
     * @param proxies that are trusted
     */
    static @Nullable String problem(List<String> ports, List<String> proxies) {
        if (ports.equals(OFF)) return null;
        if (ports.isEmpty() || !List.of(HTTP, MQTT).containsAll(ports)) return "must be off, http, mqtt or http,mqtt";
        if (!proxies.isEmpty()) return null;
        return "name the proxies that send these headers in " + Setting.TRUSTED_PROXIES.variable()
                + ": from nobody else they are taken";
    }
}
