package io.yizhan.mqtt;

import io.yizhan.http.client.TrustedProxies;

/**
 * How gates connect, and their limits.
 *
 * @param port 0 for any free one
 * @param httpHost where this node's own HTTP edge listens
 * @param strangers who has connected and is not signed in
 * @param proxies that gates may come through: none of them is held to what one address may have
 * @param limits of those who are signed in
 */
public record MqttOptions(
        String host,
        int port,
        String httpHost,
        int httpPort,
        StrangerLimits strangers,
        TrustedProxies proxies,
        Limits limits) {

    /** More than there are while all gates come back at once: each is signed in within milliseconds. */
    public static final int STRANGERS_MAX = 2_000;

    /**
     * How many may be connected without being signed in. Beyond it whoever has been there for longest makes room.
     *
     * @param max of all
     * @param ofOneMax of one address
     */
    public record StrangerLimits(int max, int ofOneMax) {
        /** For so many in all: a fourth for one address, as over HTTP. */
        public static StrangerLimits of(int max) {
            return new StrangerLimits(max, Math.max(1, max / 4));
        }
    }

    /**
     * What gates may have.
     *
     * @param connectionsMax of all gates; who comes then is told that the server is busy
     * @param connectionsOfOneMax of one subject
     * @param unacknowledgedMax messages of one connection that have no answer yet; who sends more is disconnected
     * @param bytesUnderWayMax of all messages without an answer; whose message goes beyond is disconnected
     * @param subscriptionsMax of one connection
     * @param retryMsMin how long a message waits at least before it is tried again
     * @param retryMsMax how long it waits at most, whatever {@code Retry-After} says
     * @param stopMaxS how long messages under way may take to be answered when the edge stops
     */
    public record Limits(
            int connectionsMax,
            int connectionsOfOneMax,
            int unacknowledgedMax,
            long bytesUnderWayMax,
            int subscriptionsMax,
            int retryMsMin,
            int retryMsMax,
            int stopMaxS) {
        public static final Limits USUAL = new Limits(10_000, 16, 64, 128L * 1024 * 1024, 16, 250, 10_000, 5);
    }

    /** The usual limits. */
    public static MqttOptions of(String host, int port, String httpHost, int httpPort) {
        return new MqttOptions(
                host, port, httpHost, httpPort, StrangerLimits.of(STRANGERS_MAX), TrustedProxies.NONE, Limits.USUAL);
    }

    /** The same with other limits for who is not signed in, and behind these proxies. */
    public MqttOptions withStrangers(StrangerLimits of, TrustedProxies behind) {
        return new MqttOptions(host, port, httpHost, httpPort, of, behind, limits);
    }

    /** The same with other limits for who is signed in. */
    public MqttOptions withLimits(Limits of) {
        return new MqttOptions(host, port, httpHost, httpPort, strangers, proxies, of);
    }
}
