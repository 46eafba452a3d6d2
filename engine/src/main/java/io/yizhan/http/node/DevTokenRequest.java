package io.yizhan.http.node;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.json.JsonFault;
import io.yizhan.http.json.JsonIn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants a development token to say. Whatever the engine would not take of a token is refused here, by name, before anybody
 * wonders why the token is not good.
 *
 * @param claims without {@code sub} and times
 * @param subject of the one token
 * @param prefix of the subjects of many
 * @param count 0 for one token
 */
record DevTokenRequest(JsonObject claims, String subject, String prefix, int count, int expiresInS) {
    static final int COUNT_MAX = 50_000;
    private static final int FIELDS_MAX = 40;
    private static final int FIELD_LENGTH_MAX = 64;
    private static final int ROLES_MAX = 16;
    private static final int STATIONS_MAX = 1_000;
    private static final int NAME_LENGTH_MAX = 64;
    private static final int EMPLOYER_LENGTH_MAX = 200;
    private static final int ASSURANCE_MAX = 4;
    /** What is left of a subject when it has ended in the highest number. */
    private static final int PREFIX_LENGTH_MAX = 58;

    private static final int EXPIRES_IN_S = 12 * 3_600;
    private static final int EXPIRES_IN_S_MAX = 30 * 24 * 3_600;

    private static final String SUBJECT = "m-1";
    private static final String PREFIX = "m-";
    private static final JsonArray NONE = new JsonArray();

    /** Of the request itself, or said of every token here. */
    private static final List<String> NO_CLAIMS =
            List.of("count", "prefix", "expiresInS", "subject", "sub", "iat", "exp", "nbf");

    /** A {@link JsonFault}, or what was read. */
    static Object parse(byte[] body) {
        JsonFault encoding = JsonIn.encoding(body);
        if (encoding != null) return encoding;
        JsonObject asked;
        try {
            asked = Json.decodeValue(new String(body, StandardCharsets.UTF_8)) instanceof JsonObject object
                    ? object
                    : null;
        } catch (DecodeException malformed) {
            return new JsonFault.Malformed(1);
        }
        if (asked == null) return new JsonFault.Unexpected("", "object");
        JsonFault fault = fault(asked);
        return fault == null ? of(asked) : fault;
    }

    private static DevTokenRequest of(JsonObject asked) {
        JsonObject claims = asked.copy();
        NO_CLAIMS.forEach(claims::remove);
        return new DevTokenRequest(
                claims,
                asked.getString("subject", SUBJECT),
                asked.getString("prefix", PREFIX),
                asked.getInteger("count", 0),
                asked.getInteger("expiresInS", EXPIRES_IN_S));
    }

    private static @Nullable JsonFault fault(JsonObject asked) {
        if (asked.size() > FIELDS_MAX) return wrong("", "object, 1–" + FIELDS_MAX);
        for (String field : asked.fieldNames())
            if (field.length() > FIELD_LENGTH_MAX)
                return wrong(field.substring(0, FIELD_LENGTH_MAX) + "…", "name, 1–64");
        if (!(asked.getValue("roles") instanceof JsonArray roles) || !areNames(roles, ROLES_MAX))
            return wrong("roles", "array of 0–" + ROLES_MAX + " strings, 1–" + NAME_LENGTH_MAX);
        if (!(asked.getValue("stations", NONE) instanceof JsonArray stations) || !areNames(stations, STATIONS_MAX))
            return wrong("stations", "array of 0–" + STATIONS_MAX + " strings, 1–" + NAME_LENGTH_MAX);
        if (!isText(asked.getValue("employer", "-"), EMPLOYER_LENGTH_MAX))
            return wrong("employer", "string, 1–" + EMPLOYER_LENGTH_MAX);
        if (!isWithin(asked.getValue("assurance", 1), ASSURANCE_MAX)) return wrong("assurance", "1–" + ASSURANCE_MAX);
        if (!(asked.getValue("subject", SUBJECT) instanceof String subject && Principal.isSubject(subject)))
            return wrong("subject", "string, 1–64 ASCII");
        if (!(asked.getValue("prefix", PREFIX) instanceof String prefix && isPrefix(prefix)))
            return wrong("prefix", "string, 0–" + PREFIX_LENGTH_MAX + " ASCII");
        if (!isWithin(asked.getValue("count", 1), COUNT_MAX)) return wrong("count", "1–" + COUNT_MAX);
        if (!isWithin(asked.getValue("expiresInS", 1), EXPIRES_IN_S_MAX))
            return wrong("expiresInS", "1–" + EXPIRES_IN_S_MAX);
        return null;
    }

    private static JsonFault wrong(String field, String expected) {
        return new JsonFault.Unexpected(field, expected);
    }

    private static boolean areNames(JsonArray names, int max) {
        if (names.size() > max) return false;
        for (Object name : names) if (!isText(name, NAME_LENGTH_MAX)) return false;
        return true;
    }

    private static boolean isText(@Nullable Object value, int lengthMax) {
        return value instanceof String text && !text.isEmpty() && text.length() <= lengthMax;
    }

    private static boolean isPrefix(String prefix) {
        return prefix.isEmpty() || (prefix.length() <= PREFIX_LENGTH_MAX && Principal.isSubject(prefix));
    }

    private static boolean isWithin(@Nullable Object value, int max) {
        return value instanceof Integer number && number >= 1 && number <= max;
    }

    /** As each token says them, but for the subject of one of many. */
    JsonObject claimsAt(long nowS) {
        return claims.copy().put("sub", subject).put("iat", nowS).put("exp", nowS + expiresInS);
    }

    /** The subject of the last of many: no other is longer. */
    String lastSubject() {
        return count == 0 ? subject : prefix + count;
    }

    /** Which claim takes most of a token. */
    String largestClaim() {
        String largest = "";
        int most = -1;
        for (String name : claims.fieldNames()) {
            int length = Json.encode(claims.getValue(name)).length();
            if (length > most) largest = name;
            most = Math.max(most, length);
        }
        return largest;
    }
}
