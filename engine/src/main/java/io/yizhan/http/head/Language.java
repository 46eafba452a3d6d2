package io.yizhan.http.head;

import io.yizhan.catalogue.Text;
import org.jspecify.annotations.Nullable;

/** The languages that texts for people exist in. The index is the language's place in a day's renderings. */
public enum Language {
    ZH("zh", 0),
    EN("en", 1);

    private static final int LENGTH_MAX = 256;
    private static final double UNNAMED = -1;

    public final String tag;
    public final int index;

    Language(String tag, int index) {
        this.tag = tag;
        this.index = index;
    }

    public String of(Text text) {
        return this == ZH ? text.zh() : text.en();
    }

    /** Of a catalogue's "zh" or "en". */
    public static Language ofTag(String tag) {
        return tag.equals("en") ? EN : ZH;
    }

    /**
     * The best match for an {@code Accept-Language} header, by weight and then by order; the fallback where there is none, unless it is
     * refused in so many words.
     */
    static Language negotiate(@Nullable String acceptLanguage, Language fallback) {
        if (acceptLanguage == null || acceptLanguage.length() > LENGTH_MAX) return fallback;
        double[] weights = {UNNAMED, UNNAMED};
        double others = UNNAMED;
        Language best = null;
        for (String range : HeaderList.elements(acceptLanguage)) {
            String primary = primaryOf(HeaderList.value(range));
            double weight = HeaderList.weight(range);
            if (primary.equals("*")) others = Math.max(others, weight);
            Language language = named(primary);
            if (language == null || weight <= weights[language.index]) continue;
            weights[language.index] = weight;
            if (weight > 0 && (best == null || weight > weights[best.index])) best = language;
        }
        Language other = fallback == ZH ? EN : ZH;
        boolean othersAreBetter = others > (best == null ? 0 : weights[best.index]);
        if (othersAreBetter && weights[fallback.index] == UNNAMED) return fallback;
        if (othersAreBetter && weights[other.index] == UNNAMED) return other;
        if (best != null) return best;
        boolean refused = weights[fallback.index] == 0 && weights[other.index] == UNNAMED && others != 0;
        return refused ? other : fallback;
    }

    private static @Nullable Language named(String tag) {
        for (Language language : values()) if (language.tag.equalsIgnoreCase(tag)) return language;
        return null;
    }

    private static String primaryOf(String range) {
        int dash = range.indexOf('-');
        return dash < 0 ? range : range.substring(0, dash);
    }
}
