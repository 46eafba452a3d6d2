package io.yizhan.journal.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.yizhan.core.Event;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;

/**
 * An event as one line of JSON, for people and scripts: {@code seq}, {@code at}, {@code event} (its kind), and what the kind has. Times are
 * RFC 3339 in UTC, numbers of stations and venues those of the database. Names of fields stay as they are; new ones may come.
 */
public final class DumpJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final long MINUTE_MS = 60_000;

    private static final EventKinds KINDS = new EventKinds();

    private DumpJson() {}

    /** Any thread. */
    public static String line(long seq, Event event) throws IOException {
        EventKind<Event> kind = KINDS.of(event);
        StringWriter line = new StringWriter(160);
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeNumberField("seq", seq);
            moment(json, "at", event.atMs());
            json.writeStringField("event", kind.name());
            kind.dump(event, json);
            json.writeEndObject();
        }
        return line.toString();
    }

    static void moment(JsonGenerator json, String field, long ms) throws IOException {
        json.writeStringField(field, Instant.ofEpochMilli(ms).toString());
    }

    static void minute(JsonGenerator json, String field, int minute) throws IOException {
        moment(json, field, minute * MINUTE_MS);
    }
}
