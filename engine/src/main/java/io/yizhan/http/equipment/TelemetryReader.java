package io.yizhan.http.equipment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.equipment.MachineSession;
import io.yizhan.equipment.MachineState;
import io.yizhan.equipment.Telemetry;
import io.yizhan.http.json.JsonIn;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what a machine says of itself, as the schema {@code Telemetry} describes it. */
final class TelemetryReader extends ReportReader {
    /** Of one session: a day, and more than anybody gets through in one. */
    static final int ELAPSED_S_MAX = 86_400;

    static final int DISTANCE_M_MAX = 1_000_000;
    static final int ENERGY_KCAL_MAX = 20_000;
    static final int HEART_RATE_BPM_MAX = 250;
    static final int POWER_W_MAX = 3_000;
    private static final int PASS_LENGTH_MAX = 1_024;

    private static final String STATES = "AVAILABLE, IN_USE, OUT_OF_ORDER";
    private static final List<String> OF_SESSION =
            List.of("pass", "elapsedS", "distanceM", "energyKcal", "heartRateBpm", "powerW");

    private long atMs;
    private @Nullable MachineState state;
    private @Nullable MachineSession session;

    TelemetryReader(long nowMs) {
        super(nowMs, "at", "state", "session");
    }

    @Override
    void begin() {
        atMs = Long.MIN_VALUE;
        state = null;
        session = null;
    }

    @Override
    void field(JsonParser json, String name) throws IOException, JsonIn.Invalid {
        switch (name) {
            case "at" -> atMs = time(json);
            case "state" -> state = state(json);
            default -> session = session(json);
        }
    }

    @Override
    Word end() throws JsonIn.Invalid {
        if (atMs == Long.MIN_VALUE) throw new JsonIn.Invalid("at", "RFC 3339");
        return new Word.Said(new Telemetry(atMs, state, session));
    }

    private static MachineState state(JsonParser json) throws IOException, JsonIn.Invalid {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            switch (json.getText()) {
                case "AVAILABLE" -> {
                    return MachineState.AVAILABLE;
                }
                case "IN_USE" -> {
                    return MachineState.IN_USE;
                }
                case "OUT_OF_ORDER" -> {
                    return MachineState.OUT_OF_ORDER;
                }
                default -> {}
            }
        }
        throw new JsonIn.Invalid("state", STATES);
    }

    /** Read to its end whatever is wrong in it, since the next field comes after that. */
    private static MachineSession session(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_OBJECT, "session", "object");
        SessionFields fields = new SessionFields();
        JsonIn.Invalid wrong = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            try {
                fields.read(json, name);
            } catch (JsonIn.Invalid invalid) {
                json.skipChildren();
                if (wrong == null) wrong = invalid;
            }
        }
        if (wrong == null && (fields.named & 1 << OF_SESSION.indexOf("elapsedS")) == 0)
            wrong = new JsonIn.Invalid("session.elapsedS", "integer, 0–" + ELAPSED_S_MAX);
        if (wrong != null) throw wrong;
        return fields.session();
    }

    private static final class SessionFields {
        private int named;
        private String pass = "";
        private int elapsedS = MachineSession.UNTOLD;
        private int distanceM = MachineSession.UNTOLD;
        private int energyKcal = MachineSession.UNTOLD;
        private int heartRateBpm = MachineSession.UNTOLD;
        private int powerW = MachineSession.UNTOLD;

        void read(JsonParser json, String name) throws IOException, JsonIn.Invalid {
            int bit = OF_SESSION.indexOf(name);
            String field = bit < 0 ? "session" : "session." + name;
            if (bit < 0) throw new JsonIn.Invalid(field, String.join(", ", OF_SESSION));
            if ((named & 1 << bit) != 0) throw new JsonIn.Invalid(field, "1");
            named |= 1 << bit;
            switch (name) {
                case "pass" -> pass = JsonIn.text(json, field, 1, PASS_LENGTH_MAX);
                case "elapsedS" -> elapsedS = number(json, field, ELAPSED_S_MAX);
                case "distanceM" -> distanceM = number(json, field, DISTANCE_M_MAX);
                case "energyKcal" -> energyKcal = number(json, field, ENERGY_KCAL_MAX);
                case "heartRateBpm" -> heartRateBpm = number(json, field, HEART_RATE_BPM_MAX);
                default -> powerW = number(json, field, POWER_W_MAX);
            }
        }

        MachineSession session() {
            return new MachineSession(pass, elapsedS, distanceM, energyKcal, heartRateBpm, powerW, false);
        }
    }
}
