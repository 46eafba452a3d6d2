package io.yizhan.http.head;

import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Headers that are lists (RFC 9110, sections 5.3 and 5.6.1): several lines are one list, empty elements count for nothing, and what stands
 * in quotes separates nothing.
 */
public final class HeaderList {
    private HeaderList() {}

    /** All lines of a header as one; null where there is none. */
    public static @Nullable String of(HttpServerRequest request, CharSequence name) {
        List<String> lines = request.headers().getAll(name);
        return switch (lines.size()) {
            case 0 -> null;
            case 1 -> lines.get(0);
            default -> String.join(",", lines);
        };
    }

    /** In their order, without white space around them. */
    public static List<String> elements(String list) {
        return split(list, ',');
    }

    /** What an element says before its parameters. */
    static String value(String element) {
        int end = next(element, 0, ';');
        return element.substring(0, end).strip();
    }

    /** The weight of an element, 1 where it has none. One that makes no sense is 0. */
    static double weight(String element) {
        int first = next(element, 0, ';');
        if (first == element.length()) return 1;
        for (String parameter : split(element.substring(first + 1), ';')) {
            int equals = parameter.indexOf('=');
            if (equals < 0 || !parameter.substring(0, equals).strip().equalsIgnoreCase("q")) continue;
            return quality(parameter.substring(equals + 1).strip());
        }
        return 1;
    }

    /** As section 12.4.2 has it: 0 to 1, three decimals at most. */
    private static double quality(String text) {
        if (text.isEmpty() || text.length() > 5 || (text.length() > 1 && text.charAt(1) != '.')) return 0;
        int thousandths = 0;
        for (int i = 0, worth = 1_000; i < text.length(); i++) {
            if (i == 1) continue;
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) return 0;
            thousandths += digit * worth;
            worth /= 10;
        }
        return thousandths > 1_000 ? 0 : thousandths / 1_000.0;
    }

    private static List<String> split(String text, char separator) {
        List<String> parts = new ArrayList<>(4);
        for (int from = 0; from < text.length(); ) {
            int end = next(text, from, separator);
            String part = text.substring(from, end).strip();
            if (!part.isEmpty()) parts.add(part);
            from = end + 1;
        }
        return parts;
    }

    /** Where the next separator is that stands in no quotes; the end where there is none. */
    private static int next(String text, int from, char separator) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') quoted = !quoted;
            else if (quoted && c == '\\') i++;
            else if (!quoted && c == separator) return i;
        }
        return text.length();
    }
}
