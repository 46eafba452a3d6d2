package io.yizhan.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from clients, token by token: nothing is built that is not wanted. Keys must not repeat, and everything has a limit. The
 * checks below throw {@link Invalid} for what is JSON but not what is asked for; other {@link IOException}s mean that it is no JSON.
 */
public final class JsonIn {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(4_096)
                    .maxNameLength(64)
                    .maxNumberLength(32)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();

    /**
     * For what carries many things, one of which may be too long or too deep without spoiling the others: the body's size is the limit.
     * Keys that repeat are for the reader to notice.
     */
    private static final JsonFactory BATCHES = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    private JsonIn() {}

    /** A body that is JSON, but has the wrong fields or values. Expected, so without a stack trace. */
    public static final class Invalid extends Exception {
        private static final long serialVersionUID = 1;

        public final transient JsonFault.Unexpected fault;

        public Invalid(String field, String expected) {
            super(field + ": " + expected, null, false, false);
            fault = new JsonFault.Unexpected(field, expected);
        }
    }

    /** Reads one body. */
    public interface Reader<T> {
        T read(JsonParser json) throws IOException, Invalid;
    }

    /** Hands the value to {@code reader}, which must consume one value; gives a {@link JsonFault}, or what was read. */
    public static <T> Object parse(byte[] body, Reader<T> reader) {
        return parse(FACTORY, body, reader);
    }

    /**
     * As {@link #parse}, but only what makes the whole unreadable makes it no JSON. This parser looks for the encoding by itself, and takes text
     * with zeros between its letters for another one: JSON has no zeros.
     */
    public static <T> Object parseBatch(byte[] body, Reader<T> reader) {
        for (int i = 0; i < body.length; i++) if (body[i] == 0) return new JsonFault.Malformed(1 + i);
        return parse(BATCHES, body, reader);
    }

    private static <T> Object parse(JsonFactory factory, byte[] body, Reader<T> reader) {
        JsonFault encoding = encoding(body);
        if (encoding != null) return encoding;
        int mark = Utf8.markLength(body);
        try (JsonParser json = factory.createParser(body, mark, body.length - mark)) {
            if (json.nextToken() == null) return new JsonFault.Malformed(1);
            T read = reader.read(json);
            if (json.nextToken() != null)
                return new JsonFault.Malformed(1 + json.currentTokenLocation().getByteOffset());
            return read;
        } catch (Invalid invalid) {
            return invalid.fault;
        } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
            var where = malformed.getLocation();
            return new JsonFault.Malformed(where == null ? 1 : 1 + where.getByteOffset());
        } catch (IOException malformed) {
            return new JsonFault.Malformed(1);
        }
    }

    /** Null for a body in UTF-8, which is all that JSON between systems comes in (RFC 8259, section 8.1). */
    public static @Nullable JsonFault encoding(byte[] body) {
        int bad = Utf8.firstMalformed(body);
        return bad < 0 ? null : new JsonFault.NotUtf8(1 + bad);
    }

    /**
     * For calls that say all in their path: clients that send an empty object all the same are let through. A {@link JsonFault},
     * or {@code true}.
     */
    public static Object empty(byte[] body) {
        if (body.length == 0) return true;
        return parse(body, json -> {
            expect(json, JsonToken.START_OBJECT, "", "{}");
            if (json.nextToken() == JsonToken.FIELD_NAME) throw new Invalid(json.currentName(), "{}");
            return true;
        });
    }

    public static void expect(JsonParser json, JsonToken token, String field, String expected) throws Invalid {
        if (json.currentToken() != token) throw new Invalid(field, expected);
    }

    /** A string of so many characters (code points). */
    public static String text(JsonParser json, String field, int lengthMin, int lengthMax) throws IOException, Invalid {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            String text = json.getText();
            int length = text.codePointCount(0, text.length());
            if (length >= lengthMin && length <= lengthMax) return text;
        }
        throw new Invalid(field, "string, " + lengthMin + "–" + lengthMax);
    }

    public static boolean bool(JsonParser json, String field) throws Invalid {
        return switch (json.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new Invalid(field, "true, false");
        };
    }

    /** An integer; 1.0 is one too, as JSON Schema has it. */
    public static long integer(JsonParser json, String field, long min, long max) throws IOException, Invalid {
        JsonToken token = json.currentToken();
        if (token == JsonToken.VALUE_NUMBER_INT && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            long value = json.getLongValue();
            if (value >= min && value <= max) return value;
        } else if (token == JsonToken.VALUE_NUMBER_FLOAT) {
            BigDecimal value = decimal(json, field);
            // The exponent first: an integer of a billion digits is quickly written.
            if (value.precision() - (long) value.scale() <= 19 && value.compareTo(BigDecimal.valueOf(min)) >= 0) {
                if (value.compareTo(BigDecimal.valueOf(max)) <= 0
                        && value.stripTrailingZeros().scale() <= 0) {
                    return value.longValueExact();
                }
            }
        }
        throw new Invalid(field, "integer, " + min + "–" + max);
    }

    /**
     * A number with so many digits behind the point at most, in units of the last of them: 171.5 with one is 1715.
     *
     * @param min in such units, as {@code max}
     */
    public static long decimal(JsonParser json, String field, int digits, long min, long max)
            throws IOException, Invalid {
        if (json.currentToken().isNumeric()) {
            BigDecimal value = decimal(json, field);
            // The exponent first, as above.
            if (value.precision() - (long) value.scale() <= 15 && value.scale() <= 15) {
                BigDecimal units = value.movePointRight(digits).stripTrailingZeros();
                if (units.scale() <= 0
                        && units.compareTo(BigDecimal.valueOf(min)) >= 0
                        && units.compareTo(BigDecimal.valueOf(max)) <= 0) return units.longValueExact();
            }
        }
        String least = BigDecimal.valueOf(min, digits).toPlainString();
        throw new Invalid(
                field,
                "number, " + least + "–" + BigDecimal.valueOf(max, digits).toPlainString());
    }

    private static BigDecimal decimal(JsonParser json, String field) throws IOException, Invalid {
        try {
            return json.getDecimalValue();
        } catch (NumberFormatException hugeExponent) {
            throw new Invalid(field, "integer");
        }
    }
}
