package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.cluster.SmallCity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What each connection of {@link Strangers} does.
 *
 * @param asks what it sends as soon as it is connected, and whenever it asks again
 * @param slowly a byte a second
 * @param mqtt whether to the port for gates
 */
record Way(String from, int connections, Supplier<byte[]> asks, boolean slowly, Reads reads, boolean mqtt) {
    /** The members' own, as if all were behind one router. */
    private static final String MEMBERS = "127.0.0.1";
    /** Another one of this machine. */
    private static final String OTHER = "127.0.0.66";

    /** What becomes of what the engine sends. */
    enum Reads {
        NOTHING,
        ALL,
        /** And all is sent again once something came, on another connection where the engine has closed that. */
        ALL_AND_ASKS_AGAIN
    }

    private Way(String from, int connections, byte[] sends, boolean slowly, Reads reads) {
        this(from, connections, () -> sends, slowly, reads, false);
    }

    /** That of an attack. */
    static Way of(Drill drill) {
        return switch (drill) {
            case ATTACK_ANSWERS, CLUSTER_ATTACK_ANSWERS -> unreadAnswers();
            case ATTACK_STREAMS, CLUSTER_ATTACK_STREAMS ->
                unreadStreams(SmallCity.stations().getFirst());
            case ATTACK_BODIES, CLUSTER_ATTACK_BODIES -> bodies();
            case ATTACK_CONNECTIONS, CLUSTER_ATTACK_CONNECTIONS -> silent();
            case ATTACK_READS, CLUSTER_ATTACK_READS -> dearReads();
            case ATTACK_TOKENS -> forgedTokens();
            case ATTACK_MQTT -> mqttFlood();
            default -> throw new IllegalArgumentException(drill.id + " is no attack");
        };
    }

    /** Says nothing. */
    static Way idle(int connections) {
        return new Way(MEMBERS, connections, new byte[0], false, Reads.ALL);
    }

    /** Sends a request that never ends. */
    static Way slow(int connections) {
        String head = "Content-Length: 4000\r\nX-Slow: " + "x".repeat(2_000);
        return new Way(MEMBERS, connections, ascii(request("POST /v1/reservations", head)), true, Reads.ALL);
    }

    /** Says nothing, and never sees that it was closed. */
    static Way silent() {
        return new Way(OTHER, 21_000, new byte[0], false, Reads.NOTHING);
    }

    /** Asks three times for what is large. */
    static Way unreadAnswers() {
        String asked = request("GET /openapi.yaml", "").repeat(3);
        return new Way(OTHER, 14_000, ascii(asked), false, Reads.NOTHING);
    }

    /** Follows a station from long ago on. */
    static Way unreadStreams(String station) {
        String follow = request("GET /v1/stations/" + station + "/live?after=1", "");
        return new Way(OTHER, 5_000, ascii(follow), false, Reads.NOTHING);
    }

    /** Sends a gate's largest body without a token, but for its last byte. */
    static Way bodies() {
        int bytes = 1_048_576;
        String head = request("POST /v1/gates/x/events", "Content-Length: " + bytes + "\r\n");
        return new Way(OTHER, 1_500, ascii(head + "x".repeat(bytes - 1)), false, Reads.ALL_AND_ASKS_AGAIN);
    }

    /** Asks for activities as soon as it has been answered. */
    static Way dearReads() {
        String asked = request("GET /v1/activities?limit=500", "");
        return new Way(OTHER, 64, ascii(asked), false, Reads.ALL_AND_ASKS_AGAIN);
    }

    /** Shows a token with a signature that is none, another one each time. */
    static Way forgedTokens() {
        String head = base64("{\"alg\":\"ES256\",\"kid\":\"k\",\"typ\":\"JWT\"}");
        String claims =
                "{\"iss\":\"https://id.example\",\"aud\":\"yizhan\",\"roles\":[\"member\"],\"exp\":9999999999,\"sub\":\"";
        String signature = "A".repeat(85) + "E";
        AtomicLong count = new AtomicLong();
        Supplier<byte[]> asks = () -> ascii(request(
                "GET /v1/me/reservations",
                "Authorization: Bearer " + head + "." + base64(claims + count.incrementAndGet() + "\"}") + "."
                        + signature + "\r\n"));
        return new Way(OTHER, 64, asks, false, Reads.ALL_AND_ASKS_AGAIN, false);
    }

    /** Sends what only a server may send to gates, and connects again. */
    static Way mqttFlood() {
        byte[] acknowledged = {0x20, 2, 0, 0};
        byte[] many = new byte[4 * 16_384];
        for (int i = 0; i < many.length; i++) many[i] = acknowledged[i % 4];
        return new Way(OTHER, 256, () -> many, false, Reads.ALL_AND_ASKS_AGAIN, true);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(ascii(text));
    }

    private static String request(String line, String headers) {
        return line + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n";
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
