package io.yizhan.http.json;

/** Why a body is not the JSON that is asked for: a value, since clients send such bodies all day. */
public sealed interface JsonFault {
    /** @param at the first byte that is of no character, counted from 1 */
    record NotUtf8(long at) implements JsonFault {}

    /** @param at the byte at which it stops being JSON, counted from 1 */
    record Malformed(long at) implements JsonFault {}

    /**
     * JSON, but with the wrong fields or values.
     *
     * @param field empty for the whole
     */
    record Unexpected(String field, String expected) implements JsonFault {}
}
