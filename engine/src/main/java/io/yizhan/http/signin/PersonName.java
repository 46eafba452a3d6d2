package io.yizhan.http.signin;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What somebody is called, so that a page can greet them: as a token says it, and kept in their own session alone. */
final class PersonName {
    static final int LENGTH_MAX = 100;

    private PersonName() {}

    /** The claim {@code name} (OpenID Connect Core 1.0, section 5.1); null where it is none, or longer than a greeting. */
    static @Nullable String in(JsonObject claims) {
        if (!(claims.getValue("name") instanceof String text)) return null;
        String name = text.strip();
        return name.isEmpty() || name.length() > LENGTH_MAX ? null : name;
    }
}
