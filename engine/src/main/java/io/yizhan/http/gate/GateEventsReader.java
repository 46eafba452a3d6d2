package io.yizhan.http.gate;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.core.GateCommand;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Rfc3339;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;
import org.jspecify.annotations.Nullable;

/** Reads one {@link GateEventsRequest}. An event that is wrong is skipped to its end, so that the next one is read. */
final class GateEventsReader {
    private static final int BOOT_LENGTH_MAX = 64;
    private static final int CREDENTIAL_LENGTH_MAX = 1_024;
    private static final String FORGET = "array of [from, to], 0–" + GateCommand.GATE_FORGET_MAX;
    /** More than any number that is good takes: what is longer is not even converted. */
    private static final int NUMBER_LENGTH_MAX = 32;

    private static final int NAME_LENGTH_MAX = 64;

    private String boot = "";
    private long[] seqs = new long[64];
    private long[] atMs = new long[64];
    private boolean[] in = new boolean[64];
    private String[] credentials = new String[64];
    private int count;
    private int repeated;
    private final LongHashSet seen = new LongHashSet(0);
    private final LongArrayList spoilt = new LongArrayList(0, LongArrayList.DEFAULT_NULL_VALUE);
    private final LongArrayList forget = new LongArrayList(0, LongArrayList.DEFAULT_NULL_VALUE);
    private final List<GateEventsRequest.Rejected> rejected = new ArrayList<>(0);
    private int rejectedCount;

    private long seq;
    private long time;
    private String direction = "";
    private String pass = "";
    private String credential = "";
    /** Its fields so far, a bit for each. */
    private int named;

    GateEventsRequest read(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        boolean events = false;
        boolean gaps = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            boolean again = name.equals("boot") ? !boot.isEmpty() : name.equals("events") ? events : gaps;
            json.nextToken();
            switch (name) {
                case "boot" -> boot = boot(json);
                case "events" -> events = events(json);
                case "forget" -> gaps = forget(json);
                default -> throw new JsonIn.Invalid(clipped(name), "boot, events, forget");
            }
            if (again) throw new JsonParseException(json, "repeated: " + name);
        }
        if (boot.isEmpty()) throw new JsonIn.Invalid("boot", "string, 1–" + BOOT_LENGTH_MAX);
        if (!events && !gaps) throw new JsonIn.Invalid("events", "array, 1–" + GateCommand.GATE_EVENTS_MAX);
        return new GateEventsRequest(
                boot,
                Arrays.copyOf(seqs, count),
                Arrays.copyOf(atMs, count),
                Arrays.copyOf(in, count),
                Arrays.copyOf(credentials, count),
                repeated,
                spoilt.stream()
                        .filter(it -> !seen.contains(it))
                        .mapToLong(it -> it)
                        .toArray(),
                forget.toLongArray(),
                rejected,
                rejectedCount);
    }

    private static String clipped(String name) {
        return name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX);
    }

    private static String boot(JsonParser json) throws IOException, JsonIn.Invalid {
        String boot = JsonIn.text(json, "boot", 1, BOOT_LENGTH_MAX);
        for (int i = 0; i < boot.length(); i++) {
            char c = boot.charAt(i);
            if (c <= ' ' || c > '~') throw new JsonIn.Invalid("boot", "visible ASCII");
        }
        return boot;
    }

    private void reject(String where, int index, long number, JsonFault fault) {
        rejectedCount++;
        if (rejected.size() < GateEventsRequest.REJECTED_MAX)
            rejected.add(new GateEventsRequest.Rejected(where, index, number, fault));
        if (number > 0) spoilt.addLong(number);
    }

    private boolean events(JsonParser json) throws IOException, JsonIn.Invalid {
        String expected = "array, 1–" + GateCommand.GATE_EVENTS_MAX;
        JsonIn.expect(json, JsonToken.START_ARRAY, "events", expected);
        int index = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == GateCommand.GATE_EVENTS_MAX) throw new JsonIn.Invalid("events", expected);
            event(json, index);
        }
        if (index == 0) throw new JsonIn.Invalid("events", expected);
        return true;
    }

    private void event(JsonParser json, int index) throws IOException {
        seq = 0;
        time = Long.MIN_VALUE;
        direction = "";
        pass = "";
        credential = "";
        named = 0;
        JsonFault fault = null;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            fault = new JsonFault.Unexpected("events", "object");
        } else {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                try {
                    field(json, name);
                } catch (JsonIn.Invalid invalid) {
                    if (fault == null) fault = invalid.fault;
                    json.skipChildren();
                }
            }
            if (fault == null) fault = missing();
        }
        if (fault == null) add();
        else reject("events", index, seq, fault);
    }

    private void field(JsonParser json, String name) throws IOException, JsonIn.Invalid {
        switch (name) {
            case "seq" -> {
                // Which of two it is can't be told.
                seq = 0;
                once(1, name);
                seq = number(json, "seq");
            }
            case "at" -> {
                once(2, name);
                time = time(json);
            }
            case "direction" -> {
                once(4, name);
                direction = direction(json);
            }
            case "pass" -> {
                once(8, name);
                pass = JsonIn.text(json, "pass", 1, CREDENTIAL_LENGTH_MAX);
            }
            case "credential" -> {
                once(16, name);
                credential = JsonIn.text(json, "credential", 1, CREDENTIAL_LENGTH_MAX);
            }
            default -> throw new JsonIn.Invalid(clipped(name), "seq, at, direction, pass, credential");
        }
    }

    private void once(int bit, String name) throws JsonIn.Invalid {
        if ((named & bit) != 0) throw new JsonIn.Invalid(name, "1");
        named |= bit;
    }

    private @Nullable JsonFault missing() {
        if (seq == 0) return new JsonFault.Unexpected("seq", "integer ≥ 1");
        if (time == Long.MIN_VALUE) return new JsonFault.Unexpected("at", Rfc3339.EXPECTED);
        return direction.isEmpty() ? new JsonFault.Unexpected("direction", "IN, OUT") : null;
    }

    private static long number(JsonParser json, String field) throws IOException, JsonIn.Invalid {
        if (json.currentToken().isNumeric() && json.getTextLength() > NUMBER_LENGTH_MAX)
            throw new JsonIn.Invalid(field, "integer ≥ 1");
        return JsonIn.integer(json, field, 1, Long.MAX_VALUE);
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

    private void add() {
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
        in[count] = direction.equals("IN");
        credentials[count++] = pass.isEmpty() ? credential : pass;
    }

    private boolean forget(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_ARRAY, "forget", FORGET);
        for (int index = 0; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == GateCommand.GATE_FORGET_MAX) throw new JsonIn.Invalid("forget", FORGET);
            range(json, index);
        }
        return true;
    }

    private void range(JsonParser json, int index) throws IOException {
        long from = 0;
        long to = 0;
        int length = 0;
        if (json.currentToken() == JsonToken.START_ARRAY) {
            for (; json.nextToken() != JsonToken.END_ARRAY; length++) {
                try {
                    if (length == 0) from = number(json, "forget");
                    else to = number(json, "forget");
                } catch (JsonIn.Invalid invalid) {
                    json.skipChildren();
                    to = 0;
                    length = 2;
                }
            }
        } else {
            json.skipChildren();
        }
        if (length == 2 && from <= to) {
            forget.addLong(from);
            forget.addLong(to);
        } else {
            reject("forget", index, 0, new JsonFault.Unexpected("forget", "[from, to], 1 ≤ from ≤ to"));
        }
    }
}
