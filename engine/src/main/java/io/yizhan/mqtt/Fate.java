package io.yizhan.mqtt;

/**
 * What becomes of a message that the HTTP edge has refused, by the code of its problem. A gate of MQTT 3.1.1 hears nothing but that a
 * message has arrived, and then drops it: so only what is wrong in itself may be acknowledged. Whatever is not known to be so is tried
 * again.
 */
enum Fate {
    /** The message is wrong, and will be as wrong when it is sent again. */
    WRONG,
    /** The bearer may not do this: an operator has to change a token or the catalogue, and then it is good. */
    FORBIDDEN,
    /** The gate has to do something first, or to wait for days: it is let go after a while, so that it can. */
    STUCK,
    /** It passes by itself. */
    LATER;

    /** @param code of the problem, or whatever else was answered */
    static Fate of(String code) {
        return switch (code) {
            case "json-malformed", "body-not-utf8", "body-invalid", "body-too-large" -> WRONG;
            case "token-missing",
                    "token-invalid",
                    "token-expired",
                    "headers-too-large",
                    "role-missing",
                    "gate-foreign",
                    "gate-unknown",
                    "machine-foreign",
                    "machine-unknown",
                    "region-unknown" -> FORBIDDEN;
            case "gate-gaps-exceeded", "gate-boots-exceeded" -> STUCK;
            default -> LATER;
        };
    }
}
