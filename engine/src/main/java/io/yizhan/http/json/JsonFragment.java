package io.yizhan.http.json;

import java.util.Arrays;

/** Fields of an object, written once for many texts. Immutable. */
public final class JsonFragment {
    final byte[] fields;

    private JsonFragment(byte[] fields) {
        this.fields = fields;
    }

    /** @param object that has ended, and has a field */
    public static JsonFragment of(JsonOut object) {
        byte[] text = object.bytes();
        return new JsonFragment(Arrays.copyOfRange(text, 1, text.length - 1));
    }
}
