package io.yizhan.http.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.Dates;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import io.yizhan.town.HttpTown;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated ids and times: known by their one spelling, or not at all. */
@Tag("slow")
final class IdsFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    @Test
    void knowsIdsAndTimesByTheirOneSpelling() throws Exception {
        SlotIds ids = new SlotIds(HttpTown.directory());
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "s-1-b1.20261121T1800",
                        "s-1-b1.20261121T1800+0800",
                        "s-2-b1.20991231T2359",
                        "r-1zzzzzzzzzzzz",
                        "r-abc",
                        "2026-11-21T18:00:00+08:00",
                        "2026-11-21T18:00:00.123456789Z"),
                ".",
                "-",
                "T",
                "Z",
                "+",
                "0",
                "9",
                "\u00d9\u00a0",
                "\u0000",
                "s-1-b1.",
                "r-",
                "20261121T1800");
        Fuzz.run("ids", BYTES_MAX, random -> {
            String text = new String(mutator.next(random), random.nextBoolean() ? UTF_8 : ISO_8859_1);
            long key = ids.parse(text);
            if (key != SlotIds.UNKNOWN && !ids.format(key).equals(text)) throw new AssertionError("slot " + text);
            long id = ReservationIds.parse(text);
            if (id < 0
                    || (id != ReservationIds.NONE && !ReservationIds.format(id).equalsIgnoreCase(text)))
                throw new AssertionError("reservation " + text);
            LocalDate date = Dates.parse(text);
            if (date != null && !date.toString().equals(text)) throw new AssertionError("date " + text);
            try {
                int year = Instant.ofEpochMilli(Rfc3339.parse(text))
                        .atZone(HttpTown.ZONE)
                        .getYear();
                assertThat(year).isBetween(Dates.YEAR_MIN - 1, Dates.YEAR_MAX + 1);
            } catch (DateTimeException expected) {
                // Declared.
            }
        });
    }
}
