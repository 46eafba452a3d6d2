package io.yizhan.http.reservation;

import static io.yizhan.http.HttpClient.slots;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.ParseWarning;
import biweekly.io.text.ICalReader;
import io.yizhan.HearsErrors;
import io.yizhan.catalogue.Directory;
import io.yizhan.core.Arrival;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.SlotKey;
import io.yizhan.feed.Feed;
import io.yizhan.http.HttpEngine;
import io.yizhan.http.head.Language;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.town.HttpTown;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Calendars, read by a library that did not write them. */
@HearsErrors
final class ReservationCalendarTest {
    private static final long CREATED_MS = HttpEngine.START_MS - 60_000;
    private static final int SIX =
            (int) (HttpTown.TODAY.atTime(18, 0).atZone(HttpTown.ZONE).toEpochSecond() / 60);

    private static byte[] calendar(ReservationState state, String region, Directory directory, int slots) {
        int venueNo = directory.venueNo("s-1-b1");
        long[] keys = IntStream.range(0, slots)
                .mapToLong(i -> SlotKey.of(venueNo, SIX + 60 * i))
                .toArray();
        long endsAtMs = (SIX + 60L * slots) * 60_000;
        int stationNo = directory.stationNo("s-1");
        Reservation reservation = new Reservation(
                77,
                "m-1",
                state,
                keys,
                1,
                0,
                0,
                CREATED_MS,
                endsAtMs,
                stationNo,
                (int) (endsAtMs / 60_000),
                Arrival.NONE,
                null);
        return ReservationCalendar.of(
                reservation, region, new DirectoryIndex(directory), new Feed(), Language.ZH, HttpEngine.START_MS);
    }

    private static ICalendar read(byte[] text) {
        try (ICalReader reader = new ICalReader(new ByteArrayInputStream(text))) {
            ICalendar read = reader.readNext();
            assertThat(reader.getWarnings()).extracting(ParseWarning::toString).isEmpty();
            assertThat(reader.readNext()).isNull();
            assertThat(read.validate(biweekly.ICalVersion.V2_0).getWarnings()).isEmpty();
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void givesAnEventForEachSlot() {
        ICalendar calendar = read(calendar(ReservationState.CONFIRMED, "town", HttpTown.directory(), 2));
        assertThat(calendar.getEvents()).hasSize(2);
        for (int i = 0; i < 2; i++) {
            VEvent event = calendar.getEvents().get(i);
            Instant start = Instant.ofEpochSecond((SIX + 60L * i) * 60);
            assertThat(event.getDateStart().getValue().toInstant()).isEqualTo(start);
            assertThat(event.getDateEnd().getValue().toInstant()).isEqualTo(start.plusSeconds(3_600));
            assertThat(event.getDateTimeStamp().getValue().toInstant())
                    .isEqualTo(Instant.ofEpochMilli(HttpEngine.START_MS));
            assertThat(event.getCreated().getValue().toInstant()).isEqualTo(Instant.ofEpochMilli(CREATED_MS));
            assertThat(event.getSummary().getValue()).isEqualTo("场地s-1-b1 · 驿站s-1");
            assertThat(event.getLocation().getValue()).isEqualTo("驿站s-1, 南京东路1号");
            assertThat(event.getOrganizer().getCommonName()).isEqualTo("小城");
        }
        assertThat(calendar.getMethod().isPublish()).isTrue();
    }

    /** A member may keep reservations of several cities in one calendar: the numbers of each begin at one. */
    @Test
    void namesEachEventOnceInAllCities() {
        List<String> here = uids(ReservationState.CONFIRMED, "town");
        assertThat(here).containsExactly("r-2d-1@town.yizhan", "r-2d-2@town.yizhan");
        assertThat(uids(ReservationState.CONFIRMED, "village")).doesNotContainAnyElementsOf(here);
        for (ReservationState state : ReservationState.values())
            assertThat(uids(state, "town")).isEqualTo(here);
    }

    private static List<String> uids(ReservationState state, String region) {
        return read(calendar(state, region, HttpTown.directory(), 2)).getEvents().stream()
                .map(event -> event.getUid().getValue())
                .toList();
    }

    @Test
    void raisesTheSequenceWithEachChange() {
        for (ReservationState state : ReservationState.values()) {
            ICalendar calendar = read(calendar(state, "town", HttpTown.directory(), 1));
            VEvent event = calendar.getEvents().get(0);
            String expected = switch (state) {
                case HELD, WAITLISTED, OFFERED, ENTERED -> "PUBLISH TENTATIVE 0";
                case CONFIRMED, CHECKED_IN, COMPLETED -> "PUBLISH CONFIRMED 1";
                case CANCELLED, EXPIRED, NO_SHOW, NOT_DRAWN -> "CANCEL CANCELLED 2";
            };
            assertThat(calendar.getMethod().getValue() + " " + event.getStatus().getValue() + " "
                            + event.getSequence().getValue())
                    .as(state.name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void givesBackEveryNameAsItIs() {
        for (String name : List.of(
                "Halle; 1, \\n \u201c\u00e9\u201d \ud83c\udff8 \\, \\; \\\\",
                "\uFFFD\uFFFD\\N",
                "a:b;c=\"d\"",
                "BEGIN:VEVENT",
                "\u8def".repeat(200),
                "x".repeat(200),
                "\ud83c\udff8".repeat(60),
                "x\ud83c\udff8\u8def\u00e9".repeat(30))) {
            Directory directory = HttpTown.changed(name, HttpTown.ZONE, "zh");
            byte[] text = calendar(ReservationState.CONFIRMED, "town", directory, 2);
            for (VEvent event : read(text).getEvents()) {
                assertThat(event.getSummary().getValue()).isEqualTo(name + " · " + name + "s-1");
                assertThat(event.getLocation().getValue()).isEqualTo(name + "s-1, 南京东路1号");
            }
            for (String line : new String(text, UTF_8).split("\r\n", -1)) {
                assertThat(line.getBytes(UTF_8).length).as(line).isLessThanOrEqualTo(75);
                assertThat(line).as("no half of a character").doesNotContain(name.contains("\uFFFD") ? "\n" : "\uFFFD");
            }
            assertThat(new String(text, UTF_8)).doesNotContainPattern("[^\r]\n").endsWith("END:VCALENDAR\r\n");
        }
    }

    @Test
    void servesWhatIsReadBack() {
        try (HttpEngine engine = new HttpEngine()) {
            String path = "/v1/reservations/"
                    + engine.client
                            .reserve("m-1", slots("s-1-b1.20261121T1800"))
                            .json()
                            .getString("id");
            int placed = sequence(engine, path);
            engine.client.as("m-1", "DELETE", path);
            assertThat(sequence(engine, path)).isGreaterThan(placed);
        }
    }

    private static int sequence(HttpEngine engine, String path) {
        String text = engine.client.getAs("m-1", path + ".ics").body();
        assertThat(Biweekly.parse(text).all()).hasSize(1);
        return read(text.getBytes(UTF_8)).getEvents().get(0).getSequence().getValue();
    }
}
