package io.yizhan.http.head;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request says it carries, and what it would take for an answer. */
public final class MediaTypes {
    private MediaTypes() {}

    /** Whether a body is said to be {@code application/json}, with any parameters. */
    public static boolean isJson(@Nullable String contentType) {
        return contentType != null && is(contentType, "application/json");
    }

    /** The same for JSON of a kind: {@code application/json}, {@code application/ld+json}, {@code application/vnd.….booking+json}. */
    public static boolean isJsonOfAKind(@Nullable String contentType) {
        if (contentType == null) return false;
        int end = contentType.indexOf(';');
        String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
        int length = type.length();
        return isJson(contentType)
                || (type.regionMatches(true, 0, "application/", 0, 12)
                        && type.regionMatches(true, length - 5, "+json", 0, 5));
    }

    /** The same for what a page's form sends: {@code application/x-www-form-urlencoded}. */
    public static boolean isForm(@Nullable String contentType) {
        return contentType != null && is(contentType, "application/x-www-form-urlencoded");
    }

    /**
     * Which of the types offered fits an {@code Accept} header best; the first where there is no header or all are as good.
     *
     * @return -1 where none would be taken
     */
    public static int accepted(@Nullable String accept, String... offered) {
        List<String> ranges = accept == null ? List.of() : HeaderList.elements(accept);
        if (ranges.isEmpty()) return 0;
        int best = -1;
        double bestWeight = 0;
        for (int i = 0; i < offered.length; i++) {
            double weight = weight(ranges, offered[i]);
            if (weight > bestWeight) {
                best = i;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** By the most specific range that names the type: exactly, by its first half, or any. */
    private static double weight(List<String> ranges, String offered) {
        double weight = 0;
        int specific = 0;
        String family = offered.substring(0, offered.indexOf('/') + 1) + '*';
        for (String range : ranges) {
            int rank = is(range, offered) ? 3 : is(range, family) ? 2 : is(range, "*/*") ? 1 : 0;
            if (rank > specific) {
                specific = rank;
                weight = HeaderList.weight(range);
            }
        }
        return weight;
    }

    private static boolean is(String text, String type) {
        if (!text.regionMatches(true, 0, type, 0, type.length())) return false;
        int at = type.length();
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) at++;
        return at == text.length() || text.charAt(at) == ';';
    }
}
