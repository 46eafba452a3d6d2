package io.yizhan.http.gate;

import io.yizhan.core.AdmissionCode;
import io.yizhan.http.head.Language;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;

/** What a gate's display says, in every language: a few words that somebody reads while walking. Any thread. */
final class AdmissionTexts {
    private static final String BUNDLE = "io.yizhan.http.gate.admissions";
    private static final String TIME = "{0}";
    private static final Map<Language, Map<AdmissionCode, String>> ALL = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) ALL.put(language, texts(language));
    }

    private AdmissionTexts() {}

    private static Map<AdmissionCode, String> texts(Language language) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                BUNDLE,
                Locale.forLanguageTag(language.tag),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        Map<AdmissionCode, String> texts = new EnumMap<>(AdmissionCode.class);
        for (AdmissionCode code : AdmissionCode.values()) texts.put(code, bundle.getString(code.name()));
        return texts;
    }

    /** @param time from when one may come in, as clocks at the gate show it; "" where that is not the matter */
    static String of(Language language, AdmissionCode code, String time) {
        Map<AdmissionCode, String> texts = Objects.requireNonNull(ALL.get(language));
        return Objects.requireNonNull(texts.get(code)).replace(TIME, time);
    }
}
