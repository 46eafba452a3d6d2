package io.yizhan.http.json;

import io.yizhan.catalogue.Dates;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** Times as RFC 3339 writes them, with the offset that the zone has at that moment. By hand: a day's rendering has hundreds. */
public final class Rfc3339 {
    /** No time is written with more characters than this. */
    static final int LENGTH_MAX = 32;
    /** For whoever is told what is expected. */
    public static final String EXPECTED = "RFC 3339, " + Dates.YEAR_MIN + "–" + Dates.YEAR_MAX;

    private static final long DAY_MS = 86_400_000L;

    private Rfc3339() {}

    public static String format(long atMs, ZoneId zone) {
        byte[] text = new byte[LENGTH_MAX];
        return new String(text, 0, write(atMs, zone, text), StandardCharsets.US_ASCII);
    }

    /** Writes at the start of {@code text} and returns the length. Milliseconds are written only where there are any. */
    static int write(long atMs, ZoneId zone, byte[] text) {
        int offsetS = zone.getRules().getOffset(Instant.ofEpochMilli(atMs)).getTotalSeconds();
        long localMs = atMs + offsetS * 1_000L;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(localMs, DAY_MS));
        int ofDayMs = (int) Math.floorMod(localMs, DAY_MS);
        int at = digits(text, 0, date.getYear(), 4);
        at = after(text, at, '-', date.getMonthValue(), 2);
        at = after(text, at, '-', date.getDayOfMonth(), 2);
        at = after(text, at, 'T', ofDayMs / 3_600_000, 2);
        at = after(text, at, ':', ofDayMs / 60_000 % 60, 2);
        at = after(text, at, ':', ofDayMs / 1_000 % 60, 2);
        if (ofDayMs % 1_000 != 0) at = after(text, at, '.', ofDayMs % 1_000, 3);
        int offsetMin = Math.abs(offsetS) / 60;
        at = after(text, at, offsetS < 0 ? '-' : '+', offsetMin / 60, 2);
        return after(text, at, ':', offsetMin % 60, 2);
    }

    /**
     * The reverse, in milliseconds since 1970 UTC.
     *
     * @throws DateTimeException it is no date and time with seconds and offset, or its year is none of {@link Dates}
     */
    public static long parse(String text) {
        // OffsetDateTime also takes times without seconds and offsets with seconds; RFC 3339 does not.
        if (text.length() < 20
                || text.length() > 35
                || text.charAt(16) != ':'
                || !endsAsOffset(text)
                || hasEmptyFraction(text)) {
            throw new DateTimeException("not a date and time with offset");
        }
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (!Dates.hasYear(time.getYear())) throw new DateTimeException("year out of range");
        return time.toInstant().toEpochMilli();
    }

    private static boolean hasEmptyFraction(String text) {
        return text.charAt(19) == '.' && (text.charAt(20) < '0' || text.charAt(20) > '9');
    }

    private static boolean endsAsOffset(String text) {
        int end = text.length();
        if (text.charAt(end - 1) == 'Z') return true;
        char sign = text.charAt(end - 6);
        return (sign == '+' || sign == '-') && text.charAt(end - 3) == ':';
    }

    private static int after(byte[] text, int at, char separator, int value, int width) {
        text[at] = (byte) separator;
        return digits(text, at + 1, value, width);
    }

    private static int digits(byte[] text, int at, int value, int width) {
        int rest = value;
        for (int i = at + width - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + width;
    }
}
