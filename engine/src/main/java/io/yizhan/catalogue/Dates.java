package io.yizhan.catalogue;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The dates that there are here: whoever takes a date from outside, by a file, a query or an id, takes those of the same years, so that
 * nothing accepted at one end can't be written at the other. Any thread.
 */
public final class Dates {
    public static final int YEAR_MIN = 2000;
    public static final int YEAR_MAX = 2099;
    public static final LocalDate MIN = LocalDate.of(YEAR_MIN, 1, 1);
    public static final LocalDate MAX = LocalDate.of(YEAR_MAX, 12, 31);
    /** For whoever is told what is expected. */
    public static final String EXPECTED = "YYYY-MM-DD, " + YEAR_MIN + "–" + YEAR_MAX;

    private Dates() {}

    /** Null for anything but {@code 2026-12-31}, in ASCII digits, of these years. */
    public static @Nullable LocalDate parse(String text) {
        if (text.length() != 10 || text.charAt(4) != '-' || text.charAt(7) != '-') return null;
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        if (!hasYear(year) || month < 0 || day < 0) return null;
        try {
            return LocalDate.of(year, month, day);
        } catch (DateTimeException noSuchDay) {
            return null;
        }
    }

    public static boolean hasYear(int year) {
        return year >= YEAR_MIN && year <= YEAR_MAX;
    }

    /** Below zero where there is anything but digits. */
    static int digits(String text, int from, int end) {
        int number = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') return -1;
            number = number * 10 + c - '0';
        }
        return number;
    }
}
