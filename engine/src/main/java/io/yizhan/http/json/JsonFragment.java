package io.yizhan.http.json;

import com.fasterxml.jackson.core.io.SerializedString;
import java.nio.charset.StandardCharsets;

/** Fields of an object, written once for many texts. Immutable. */
public final class JsonFragment {
    final SerializedString fields;

    private JsonFragment(SerializedString fields) {
        this.fields = fields;
    }

    /** @param object that has ended, and has a field */
    public static JsonFragment of(JsonOut object) {
        byte[] text = object.bytes();
        return new JsonFragment(
                new SerializedString("," + new String(text, 1, text.length - 2, StandardCharsets.UTF_8)));
    }
}
