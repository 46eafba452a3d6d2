package io.yizhan.http.equipment;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import io.yizhan.http.json.Rfc3339;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one {@link Report}: an object, or {@code {"frames":[…]}} with many of them. One that is wrong is skipped to its end, so that the next
 * is read. Which fields an object has, those that extend this know.
 */
abstract class ReportReader {
    static final long LATE_MS_MAX = Duration.ofDays(7).toMillis();
    static final long AHEAD_MS_MAX = Duration.ofMinutes(2).toMillis();

    private static final String FRAMES = "array, 1–" + Report.FRAMES_MAX;
    private static final String AT = Rfc3339.EXPECTED + ", from 7 days ago to 2 minutes ahead";
    private static final int NAME_LENGTH_MAX = 64;
    /** More than any number that is good takes: what is longer is not even converted. */
    private static final int NUMBER_LENGTH_MAX = 32;

    private final long nowMs;
    private final List<String> names;
    private final List<Word> words = new ArrayList<>();
    private final List<Report.Rejected> rejected = new ArrayList<>(0);
    private int rejectedCount;
    /** Fields of the present object so far, a bit for each. */
    private int named;

    ReportReader(long nowMs, String... names) {
        this.nowMs = nowMs;
        this.names = List.of(names);
    }

    /** Forgets the object before. */
    abstract void begin();

    /** Reads the value of a field that is one of its names and has not come yet. */
    abstract void field(JsonParser json, String name) throws IOException, JsonIn.Invalid;

    /** What the object says, all of whose fields are good. */
    abstract Word end() throws JsonIn.Invalid;

    /** A {@link JsonFault}, or a {@link Report}. */
    Object parse(byte[] body) {
        return JsonIn.parseBatch(body, this::read);
    }

    private Report read(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_OBJECT, "", "object");
        boolean frames = false;
        startOne();
        JsonFault fault = null;
        boolean any = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("frames")) {
                if (frames || any) throw new JsonIn.Invalid("frames", "alone");
                frames = true;
                frames(json);
            } else if (frames) {
                throw new JsonIn.Invalid(clipped(name), "frames");
            } else {
                any = true;
                fault = field(json, name, fault);
            }
        }
        if (!frames) {
            fault = finish(fault);
            if (fault instanceof JsonFault.Unexpected wrong) throw new JsonIn.Invalid(wrong.field(), wrong.expected());
        }
        return new Report(words, rejected, rejectedCount);
    }

    private void frames(JsonParser json) throws IOException, JsonIn.Invalid {
        JsonIn.expect(json, JsonToken.START_ARRAY, "frames", FRAMES);
        int index = 0;
        for (; json.nextToken() != JsonToken.END_ARRAY; index++) {
            if (index == Report.FRAMES_MAX) throw new JsonIn.Invalid("frames", FRAMES);
            frame(json, index);
        }
        if (index == 0) throw new JsonIn.Invalid("frames", FRAMES);
    }

    private void frame(JsonParser json, int index) throws IOException {
        JsonFault fault = null;
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            fault = new JsonFault.Unexpected("frames", "object");
        } else {
            startOne();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fault = field(json, name, fault);
            }
            fault = finish(fault);
        }
        if (fault == null) return;
        rejectedCount++;
        if (rejected.size() < Report.REJECTED_MAX) rejected.add(new Report.Rejected(index, fault));
    }

    private void startOne() {
        named = 0;
        begin();
    }

    /** The first fault so far, or this field's. Whatever its value is, it is read to its end. */
    private @Nullable JsonFault field(JsonParser json, String name, @Nullable JsonFault before) throws IOException {
        try {
            int bit = names.indexOf(name);
            if (bit < 0) throw new JsonIn.Invalid(clipped(name), String.join(", ", names));
            if ((named & 1 << bit) != 0) throw new JsonIn.Invalid(name, "1");
            named |= 1 << bit;
            field(json, name);
            return before;
        } catch (JsonIn.Invalid invalid) {
            json.skipChildren();
            return before == null ? invalid.fault : before;
        }
    }

    private @Nullable JsonFault finish(@Nullable JsonFault fault) {
        if (fault != null) return fault;
        try {
            words.add(end());
            return null;
        } catch (JsonIn.Invalid invalid) {
            return invalid.fault;
        }
    }

    private static String clipped(String name) {
        return name.length() <= NAME_LENGTH_MAX ? name : name.substring(0, NAME_LENGTH_MAX);
    }

    /** When it was: not from the future, but for a clock that is a little ahead, and not from the week before last. */
    final long time(JsonParser json) throws IOException, JsonIn.Invalid {
        try {
            long atMs = Rfc3339.parse(JsonIn.text(json, "at", 20, 35));
            if (atMs <= nowMs + AHEAD_MS_MAX && atMs >= nowMs - LATE_MS_MAX) return atMs;
        } catch (DateTimeException nonsense) {
            // Told as any other time that can't be.
        }
        throw new JsonIn.Invalid("at", AT);
    }

    static int number(JsonParser json, String field, int max) throws IOException, JsonIn.Invalid {
        if (json.currentToken().isNumeric() && json.getTextLength() > NUMBER_LENGTH_MAX)
            throw new JsonIn.Invalid(field, "integer, 0–" + max);
        return (int) JsonIn.integer(json, field, 0, max);
    }
}
