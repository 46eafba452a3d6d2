package io.yizhan.mqtt;

import io.yizhan.http.auth.Role;

/**
 * Where a message goes that a device publishes.
 *
 * @param kind of the device, and of what it says
 * @param device its id, which needs no escaping in a path
 */
record Destination(Kind kind, String device) {
    enum Kind {
        GATE_EVENTS("gates/", "/events", Role.GATE),
        ADMISSIONS("gates/", "/admissions", Role.GATE),
        MACHINE_TELEMETRY("equipment/", "/telemetry", Role.EQUIPMENT),
        MACHINE_FRAMES("equipment/", "/ftms", Role.EQUIPMENT);

        /** Around the device's id, in topics and paths alike. */
        final String before;

        final String after;
        /** Without which it is not open. */
        final Role role;

        Kind(String before, String after, Role role) {
            this.before = before;
            this.after = after;
            this.role = role;
        }
    }

    /** At the HTTP edge. */
    String path() {
        return "/v1/" + kind.before + device + kind.after;
    }
}
