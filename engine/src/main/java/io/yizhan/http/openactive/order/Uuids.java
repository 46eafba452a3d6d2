package io.yizhan.http.openactive.order;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UUIDs in their one form (RFC 9562, section 4), in letters of either size. */
final class Uuids {
    static final String WANTED =
            "An order is called by a UUID of your choice, for instance 7c9e6679-7425-40de-944b-e07fc1f90ae7.";

    static final String PATTERN = "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";
    private static final Pattern UUID_FORM = Pattern.compile(PATTERN);

    private Uuids() {}

    /** Null for anything else: the library takes more. */
    static @Nullable UUID parse(String text) {
        return UUID_FORM.matcher(text).matches() ? UUID.fromString(text) : null;
    }
}
