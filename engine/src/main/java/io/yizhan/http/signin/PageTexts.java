package io.yizhan.http.signin;

import io.yizhan.http.head.Language;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;

/** What the pages say, in every language. Any thread. */
final class PageTexts {
    private static final String BUNDLE = "io.yizhan.http.signin.pages";
    private static final Map<Language, ResourceBundle> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) ALL.put(language, bundle(language));
    }

    private PageTexts() {}

    static ResourceBundle bundle(Language language) {
        return ResourceBundle.getBundle(
                BUNDLE,
                Locale.forLanguageTag(language.tag),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    static String of(Language language, String key) {
        return Objects.requireNonNull(ALL.get(language)).getString(key);
    }
}
