package io.yizhan.http.problem;

import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonOut;

/**
 * Why a request is refused, to be rendered as RFC 9457 in the caller's language.
 *
 * @param rule which of several reasons that share the code, each with a text of its own; empty where there is one
 * @param retryAfterS for the {@code Retry-After} header; 0 for none
 * @param fields what the code promises beyond the standard fields
 * @param args for the placeholders of the detail text, in order
 */
public record Problem(ProblemCode code, String rule, int retryAfterS, Fields fields, String... args) {
    /** Writes the fields that a code promises. */
    public interface Fields {
        void write(JsonOut json);
    }

    private static final Fields NONE = json -> {};

    public static Problem of(ProblemCode code, String... args) {
        return new Problem(code, "", 0, NONE, args);
    }

    public static Problem of(ProblemCode code, Fields fields, String... args) {
        return new Problem(code, "", 0, fields, args);
    }

    /** Of a code that several rules share: the text is the rule's. */
    static Problem ofRule(ProblemCode code, String rule, Fields fields, String... args) {
        return new Problem(code, rule, 0, fields, args);
    }

    public static Problem retry(ProblemCode code, long retryAfterMs, String... args) {
        int seconds = Math.clamp((retryAfterMs + 999) / 1000, 1, 3600);
        return new Problem(code, "", seconds, NONE, args);
    }

    public static Problem of(JsonFault fault) {
        return switch (fault) {
            case JsonFault.NotUtf8 it -> of(ProblemCode.BODY_NOT_UTF8, Long.toString(it.at()));
            case JsonFault.Malformed it -> of(ProblemCode.JSON_MALFORMED, Long.toString(it.at()));
            case JsonFault.Unexpected it -> bodyInvalid(it.field(), it.expected());
        };
    }

    /** A body that has the form of JSON, but not what is asked for. */
    public static Problem bodyInvalid(String field, String expected) {
        return of(ProblemCode.BODY_INVALID, json -> json.field("field", field), field, expected);
    }

    /** The caller does not run this station. */
    public static Problem stationForeign(String station) {
        return of(ProblemCode.STATION_FOREIGN, json -> json.field("station", station), station);
    }

    public static Problem venueUnknown(String venue) {
        return of(ProblemCode.VENUE_UNKNOWN, json -> json.field("venue", venue), venue);
    }

    /** Of an id that stands for no slot, too, so that the core was not asked. */
    public static Problem slotUnknown(String slot) {
        return of(ProblemCode.SLOT_UNKNOWN, json -> json.field("slot", slot), slot);
    }

    public static Problem parameterInvalid(String parameter, String expected) {
        return of(ProblemCode.PARAMETER_INVALID, json -> json.field("parameter", parameter), parameter, expected);
    }
}
