package io.yizhan.controller;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Times as controllers write them: local, without a zone. */
public final class LocalTimes {
    private static final String FORM = "0000-00-00 00:00:00";

    /** So long is one. */
    public static final int CHARS = FORM.length();

    private LocalTimes() {}

    /** {@code 2026-11-21 18:02:11}, a {@code T} allowed for the blank; null for anything else. */
    public static @Nullable LocalDateTime parse(String text) {
        if (text.length() != FORM.length()) return null;
        for (int i = 0; i < FORM.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            boolean good = form == '0' ? c >= '0' && c <= '9' : c == form || (form == ' ' && c == 'T');
            if (!good) return null;
        }
        return of(
                number(text, 0, 4),
                number(text, 5, 7),
                number(text, 8, 10),
                number(text, 11, 13),
                number(text, 14, 16),
                number(text, 17, 19));
    }

    /** Null where there is no such time. */
    public static @Nullable LocalDateTime of(int year, int month, int day, int hour, int minute, int second) {
        try {
            return LocalDateTime.of(year, month, day, hour, minute, second);
        } catch (DateTimeException nonsense) {
            return null;
        }
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
