package io.yizhan.http;

import org.jspecify.annotations.Nullable;

/** What a request says it carries, and what it would take for an answer. */
final class MediaTypes {
    private MediaTypes() {}

    /** Whether a body is said to be {@code application/json}, with any parameters. */
    static boolean isJson(@Nullable String contentType) {
        return contentType != null && is(contentType, "application/json");
    }

    /**
     * Which of the types offered fits an {@code Accept} header best; the first where there is no header or all are as good.
     *
     * @return -1 where none would be taken
     */
    static int accepted(@Nullable String accept, String... offered) {
        if (accept == null || accept.isBlank()) return 0;
        int best = -1;
        double bestWeight = 0;
        for (int i = 0; i < offered.length; i++) {
            double weight = weight(accept, offered[i]);
            if (weight > bestWeight) {
                best = i;
                bestWeight = weight;
            }
        }
        return best;
    }

    /** By the most specific range that names the type: exactly, by its first half, or any. */
    private static double weight(String accept, String offered) {
        double weight = 0;
        int specific = 0;
        String family = offered.substring(0, offered.indexOf('/') + 1) + '*';
        for (int from = 0; from < accept.length(); ) {
            int comma = accept.indexOf(',', from);
            int end = comma < 0 ? accept.length() : comma;
            String range = accept.substring(from, end).strip();
            int rank = is(range, offered) ? 3 : is(range, family) ? 2 : is(range, "*/*") ? 1 : 0;
            if (rank > specific) {
                specific = rank;
                weight = quality(range);
            }
            from = end + 1;
        }
        return weight;
    }

    private static double quality(String range) {
        int q = range.indexOf("q=");
        if (q < 0) return 1;
        int end = range.indexOf(';', q);
        try {
            return Double.parseDouble(
                    range.substring(q + 2, end < 0 ? range.length() : end).strip());
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    private static boolean is(String text, String type) {
        if (!text.regionMatches(true, 0, type, 0, type.length())) return false;
        int at = type.length();
        while (at < text.length() && text.charAt(at) == ' ') at++;
        return at == text.length() || text.charAt(at) == ';';
    }
}
