package io.yizhan.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.Command;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Arrays;
import org.agrona.collections.LongHashSet;

/**
 * The body of {@code POST /v1/gates/{gate}/events}, read by hand as the schema {@code GateEvents} describes it. A sequence number that
 * comes again in the same body is dropped.
 *
 * @param repeated how many were dropped
 */
record GateEventsRequest(String boot, long[] seqs, long[] atMs, boolean[] in, String[] credentials, int repeated) {
    private static final int BOOT_LENGTH_MAX = 64;
    private static final int CREDENTIAL_LENGTH_MAX = 1_024;

    /** A {@link Problem}, or a {@code GateEventsRequest}. */
    static Object parse(byte[] body) {
        return JsonIn.parse(body, json -> new Reading().read(json));
    }

    private static final class Reading {
        private String boot = "";
        private long[] seqs = new long[64];
        private long[] atMs = new long[64];
        private boolean[] in = new boolean[64];
        private String[] credentials = new String[64];
        private int count;
        private int repeated;
        private final LongHashSet seen = new LongHashSet(0);

        GateEventsRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
            JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
            boolean events = false;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "boot" -> boot = boot(json);
                    case "events" -> {
                        events(json);
                        events = true;
                    }
                    default -> throw new JsonIn.Invalid(name, "boot, events");
                }
            }
            if (boot.isEmpty()) throw new JsonIn.Invalid("boot", "string, 1–" + BOOT_LENGTH_MAX);
            if (!events || count == 0) throw new JsonIn.Invalid("events", "array, 1–" + Command.GATE_EVENTS_MAX);
            return new GateEventsRequest(
                    boot,
                    Arrays.copyOf(seqs, count),
                    Arrays.copyOf(atMs, count),
                    Arrays.copyOf(in, count),
                    Arrays.copyOf(credentials, count),
                    repeated);
        }

        private static String boot(JsonParser json) throws IOException, JsonIn.Invalid {
            String boot = JsonIn.text(json, "boot", 1, BOOT_LENGTH_MAX);
            for (int i = 0; i < boot.length(); i++) {
                char c = boot.charAt(i);
                if (c <= ' ' || c > '~') throw new JsonIn.Invalid("boot", "visible ASCII");
            }
            return boot;
        }

        private void events(JsonParser json) throws IOException, JsonIn.Invalid {
            JsonIn.expect(json, JsonToken.START_ARRAY, "events", "array, 1–" + Command.GATE_EVENTS_MAX);
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (count + repeated == Command.GATE_EVENTS_MAX) {
                    throw new JsonIn.Invalid("events", "array, 1–" + Command.GATE_EVENTS_MAX);
                }
                JsonIn.expect(json, JsonToken.START_OBJECT, "events", "object");
                event(json);
            }
        }

        private void event(JsonParser json) throws IOException, JsonIn.Invalid {
            long seq = 0;
            long time = Long.MIN_VALUE;
            String direction = "";
            String pass = "";
            String credential = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "seq" -> seq = JsonIn.integer(json, "seq", 1, Long.MAX_VALUE);
                    case "at" -> time = time(json);
                    case "direction" -> direction = direction(json);
                    case "pass" -> pass = JsonIn.text(json, "pass", 1, CREDENTIAL_LENGTH_MAX);
                    case "credential" -> credential = JsonIn.text(json, "credential", 1, CREDENTIAL_LENGTH_MAX);
                    default -> throw new JsonIn.Invalid(name, "seq, at, direction, pass, credential");
                }
            }
            if (seq == 0) throw new JsonIn.Invalid("seq", "integer ≥ 1");
            if (time == Long.MIN_VALUE) throw new JsonIn.Invalid("at", Rfc3339.EXPECTED);
            if (direction.isEmpty()) throw new JsonIn.Invalid("direction", "IN, OUT");
            add(seq, time, direction.equals("IN"), pass.isEmpty() ? credential : pass);
        }

        private static long time(JsonParser json) throws IOException, JsonIn.Invalid {
            String text = JsonIn.text(json, "at", 20, 35);
            try {
                return Rfc3339.parse(text);
            } catch (DateTimeException nonsense) {
                throw new JsonIn.Invalid("at", Rfc3339.EXPECTED);
            }
        }

        private static String direction(JsonParser json) throws IOException, JsonIn.Invalid {
            String word = JsonIn.text(json, "direction", 2, 3);
            if (word.equals("IN") || word.equals("OUT")) return word;
            throw new JsonIn.Invalid("direction", "IN, OUT");
        }

        private void add(long seq, long time, boolean entering, String credential) {
            if (!seen.add(seq)) {
                repeated++;
                return;
            }
            if (count == seqs.length) {
                seqs = Arrays.copyOf(seqs, 2 * count);
                atMs = Arrays.copyOf(atMs, 2 * count);
                in = Arrays.copyOf(in, 2 * count);
                credentials = Arrays.copyOf(credentials, 2 * count);
            }
            seqs[count] = seq;
            atMs[count] = time;
            in[count] = entering;
            credentials[count++] = credential;
        }
    }
}
