package io.yizhan.http;

import io.yizhan.catalogue.Text;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The languages that texts for people exist in. The index is the language's place in a day's renderings. */
enum Language {
    ZH("zh", 0),
    EN("en", 1);

    private static final List<String> TAGS = List.of("zh", "en");

    final String tag;
    final int index;

    Language(String tag, int index) {
        this.tag = tag;
        this.index = index;
    }

    String of(Text text) {
        return this == ZH ? text.zh() : text.en();
    }

    /** Of a catalogue's "zh" or "en". */
    static Language ofTag(String tag) {
        return tag.equals("en") ? EN : ZH;
    }

    /** The best match for an {@code Accept-Language} header; the fallback where there is none, or it makes no sense. */
    static Language negotiate(@Nullable String acceptLanguage, Language fallback) {
        if (acceptLanguage == null || acceptLanguage.length() > 256) return fallback;
        List<Locale.LanguageRange> ranges;
        try {
            ranges = Locale.LanguageRange.parse(acceptLanguage);
        } catch (IllegalArgumentException nonsense) {
            return fallback;
        }
        // Sorted by weight, so the first that names a language of ours, or any, decides.
        for (Locale.LanguageRange range : ranges) {
            if (range.getWeight() == 0) continue;
            if (range.getRange().equals("*")) return fallback;
            String primary = primaryOf(range.getRange());
            if (TAGS.contains(primary)) return ofTag(primary);
        }
        return fallback;
    }

    private static String primaryOf(String range) {
        int dash = range.indexOf('-');
        return dash < 0 ? range : range.substring(0, dash);
    }
}
