package io.yizhan.traffic;

/** Somebody of the crowd who calls the engine. One thread. */
final class Caller {
    private final String subject;
    private final String role;
    private final String station;
    /** Of the development's; empty before the first call. */
    String token = "";

    private Caller(String subject, String role, String station) {
        this.subject = subject;
        this.role = role;
        this.station = station;
    }

    static Caller member(String subject) {
        return new Caller(subject, "member", "");
    }

    static Caller admin() {
        return new Caller(Members.PREFIX + "admin", "admin", "");
    }

    static Caller gate(String gate) {
        return new Caller(gate, "gate", "");
    }

    /** Speaks for all machines of a station. */
    static Caller box(String station) {
        return new Caller(Members.PREFIX + "box-" + station, "equipment", station);
    }

    static Caller desk(String station) {
        return new Caller(Members.PREFIX + "desk-" + station, "operator", station);
    }

    /** What its token is to say, as JSON; names in a catalogue need no escapes. */
    String claims() {
        String stations = station.isEmpty() ? "" : ",\"stations\":[\"" + station + "\"]";
        return "{\"roles\":[\"" + role + "\"],\"subject\":\"" + subject + "\"" + stations + "}";
    }
}
