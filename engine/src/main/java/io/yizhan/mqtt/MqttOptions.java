package io.yizhan.mqtt;

/**
 * How gates connect, and their limits.
 *
 * @param port 0 for any free one
 * @param httpHost where this node's own HTTP edge listens
 * @param connectionsMax of all gates; who comes then is told that the server is busy
 * @param connectionsOfOneMax of one subject
 * @param unacknowledgedMax messages of one connection that have no answer yet; who sends more is disconnected
 * @param bytesUnderWayMax of all messages without an answer; whose message goes beyond is disconnected
 * @param subscriptionsMax of one connection
 * @param retryMsMin how long a message waits at least before it is tried again
 * @param retryMsMax how long it waits at most, whatever {@code Retry-After} says
 * @param stopMaxS how long messages under way may take to be answered when the edge stops
 */
public record MqttOptions(
        String host,
        int port,
        String httpHost,
        int httpPort,
        int connectionsMax,
        int connectionsOfOneMax,
        int unacknowledgedMax,
        long bytesUnderWayMax,
        int subscriptionsMax,
        int retryMsMin,
        int retryMsMax,
        int stopMaxS) {

    /** The usual limits. */
    public static MqttOptions of(String host, int port, String httpHost, int httpPort) {
        return new MqttOptions(host, port, httpHost, httpPort, 10_000, 16, 64, 128L * 1024 * 1024, 16, 250, 10_000, 5);
    }
}
