package io.yizhan.http.head;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers what the usual {@code Accept-Language} headers come to. Of one event loop. */
public final class Languages {
    private static final int KEPT_MAX = 256;
    /** Nobody usual has a longer one. */
    private static final int KEPT_LENGTH_MAX = 256;

    private final Map<String, Language> known = new HashMap<>();
    private @Nullable Language knownFallback;

    public Language of(@Nullable String acceptLanguage, Language fallback) {
        if (acceptLanguage == null) return fallback;
        if (fallback != knownFallback) known.clear();
        knownFallback = fallback;
        Language language = known.get(acceptLanguage);
        if (language != null) return language;
        language = Language.negotiate(acceptLanguage, fallback);
        if (known.size() < KEPT_MAX && acceptLanguage.length() <= KEPT_LENGTH_MAX) known.put(acceptLanguage, language);
        return language;
    }
}
