package io.yizhan.http.json;

import com.fasterxml.jackson.core.JsonParser;
import io.yizhan.core.Command;
import java.io.IOException;

/** Why an operator changes something, as members are told. */
public final class Reason {
    public static final String EXPECTED = "string, 1–" + Command.REASON_MAX;

    private Reason() {}

    /** Told to members on all kinds of screens: no line breaks, nothing that a screen would obey, and nothing that rows can't hold. */
    public static String read(JsonParser json, String field) throws IOException, JsonIn.Invalid {
        String text = JsonIn.text(json, field, 1, Command.REASON_MAX);
        if (!isPrintable(text)) throw new JsonIn.Invalid(field, "printable text");
        return text;
    }

    public static boolean isPrintable(String text) {
        return !text.isBlank()
                && text.codePoints()
                        .noneMatch(it -> Character.isISOControl(it) || Character.getType(it) == Character.SURROGATE);
    }
}
