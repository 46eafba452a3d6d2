package io.yizhan.catalogue;

import java.util.ArrayList;
import java.util.List;

/** The problems of one file while it is read: the first ones by name, the rest by number, so that rubbish can't fill memory. */
final class Problems {
    static final int NAMED_MAX = 200;
    private static final int QUOTE_CHARS_MAX = 40;

    private final List<Problem> named = new ArrayList<>();
    private int unnamedCount;

    void add(Node at, String text) {
        if (named.size() == NAMED_MAX) unnamedCount++;
        else named.add(new Problem(at.place(), at.line, at.column, text));
    }

    void add(int line, int column, String text) {
        if (named.size() == NAMED_MAX) unnamedCount++;
        else named.add(new Problem("$", line, column, text));
    }

    List<Problem> named() {
        return List.copyOf(named);
    }

    int unnamedCount() {
        return unnamedCount;
    }

    void throwIfAny() {
        if (!named.isEmpty()) throw new CatalogueInvalid(named, unnamedCount);
    }

    /** What the file says, short enough and free of control characters, so that a problem stays one line. */
    static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < Math.min(text.length(), QUOTE_CHARS_MAX); i++) {
            char c = text.charAt(i);
            quoted.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return quoted.append(text.length() > QUOTE_CHARS_MAX ? "…\"" : "\"").toString();
    }
}
