package io.yizhan.mqtt;

import org.jspecify.annotations.Nullable;

/** The topics that are open to devices. */
final class Topics {
    private static final String ROOT = "yizhan/v1/";
    private static final String STATIONS = "yizhan/v1/stations/";
    private static final String OCCUPANCY = "/occupancy";
    private static final String GATES = "yizhan/v1/gates/";
    private static final String ANSWERS = "/admissions/answers";
    /** As a catalogue names gates, machines and stations. */
    private static final int ID_LENGTH_MAX = 40;

    private Topics() {}

    /**
     * Of {@code yizhan/v1/gates/{gate}/events} and {@code …/admissions}, {@code yizhan/v1/equipment/{id}/telemetry} and {@code …/ftms}; null for
     * any other topic.
     */
    static @Nullable Destination published(String topic) {
        for (Destination.Kind kind : Destination.Kind.values()) {
            String device = idBetween(ROOT + kind.before, topic, kind.after);
            if (device != null) return new Destination(kind, device);
        }
        return null;
    }

    /** Of {@code yizhan/v1/stations/{id}/occupancy}; null for any other topic, and for whatever has a wildcard. */
    static @Nullable String stationOfOccupancy(String topic) {
        return idBetween(STATIONS, topic, OCCUPANCY);
    }

    /** Of {@code yizhan/v1/gates/{gate}/admissions/answers}; null for any other topic, and for whatever has a wildcard. */
    static @Nullable String gateOfAnswers(String topic) {
        return idBetween(GATES, topic, ANSWERS);
    }

    static String answersOf(String gate) {
        return GATES + gate + ANSWERS;
    }

    static boolean hasWildcard(String filter) {
        return filter.indexOf('+') >= 0 || filter.indexOf('#') >= 0;
    }

    /** What goes through here needs no escaping in a path. */
    private static @Nullable String idBetween(String before, String topic, String after) {
        int length = topic.length() - before.length() - after.length();
        if (length < 1 || length > ID_LENGTH_MAX || !topic.startsWith(before) || !topic.endsWith(after)) return null;
        String id = topic.substring(before.length(), before.length() + length);
        for (int i = 0; i < length; i++) {
            char c = id.charAt(i);
            boolean good = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
            if (!good) return null;
        }
        return id;
    }
}
