package io.yizhan.http.search;

import io.yizhan.catalogue.Dates;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The last slot of a page, by what the order depends on, so that the next page begins right behind it whatever has become of it. As a text, it is
 * checked against the question that it continues: whoever changes either is told so. That is no secret, since any position may be asked for.
 *
 * @param metres to its station; 0 where no place was asked for
 * @param startMin minutes since 1970 UTC
 */
record SearchCursor(int metres, int startMin, String venueId) {
    static final int LENGTH_MAX = 128;

    private static final int RADIX = 36;

    static SearchCursor of(Hit last, String venueId) {
        return new SearchCursor(last.metres(), last.startMin(), venueId);
    }

    String text(Question question) {
        String position = Integer.toString(metres, RADIX) + '.' + Integer.toString(startMin, RADIX) + '.' + venueId;
        CRC32 check = new CRC32();
        check.update((position + '|' + question.text()).getBytes(StandardCharsets.UTF_8));
        return Long.toString(check.getValue(), RADIX) + '.' + position;
    }

    /** What a text says, if it is of this form; null where it is not. */
    static @Nullable SearchCursor read(String text) {
        String[] parts = text.split("\\.", 4);
        if (parts.length < 4) return null;
        try {
            return new SearchCursor(Integer.parseInt(parts[1], RADIX), Integer.parseInt(parts[2], RADIX), parts[3]);
        } catch (NumberFormatException nonsense) {
            return null;
        }
    }

    /** The date that was asked for; null where there is no such date here. */
    @Nullable
    LocalDate date(ZoneId zone) {
        LocalDate date = LocalDate.ofInstant(Instant.ofEpochSecond(startMin * 60L), zone);
        return Dates.hasYear(date.getYear()) ? date : null;
    }

    /** Whether a text is of this question, letter for letter. */
    boolean isWritten(String text, Question question) {
        return text.equals(text(question));
    }
}
