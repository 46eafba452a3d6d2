package io.yizhan.catalogue;

import static io.yizhan.town.VenueBuilder.daily;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.town.CityBuilder;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HorizonTest {
    private static Horizon horizon(City city) {
        return new Horizon(CityBuilder.numbered(city));
    }

    private static int min(String instant) {
        return (int) (Instant.parse(instant).getEpochSecond() / 60);
    }

    private static List<String> spans(VenueCommand.OpenSlots slots) {
        List<String> spans = new ArrayList<>();
        for (int i = 0; i < slots.startMin().length; i++) {
            spans.add(Instant.ofEpochSecond(slots.startMin()[i] * 60L)
                            .toString()
                            .substring(11, 16) + "-"
                    + Instant.ofEpochSecond(slots.endMin()[i] * 60L).toString().substring(11, 16));
        }
        return spans;
    }

    private static Activity activity(int day, int fromMin, int toMin) {
        return new Activity(
                "a",
                Fixtures.NAME,
                Activity.Kind.CLASS,
                "v",
                25,
                List.of(new Activity.Session(day, null, null, new WeeklyHours.Span(fromMin, toMin))));
    }

    private static Activity.Session on(String date) {
        LocalDate day = LocalDate.parse(date);
        return new Activity.Session(0, day, day, new WeeklyHours.Span(1080, 1140));
    }

    private static Activity entered(Activity.Entry entry, Activity.Session... sessions) {
        return new Activity("a", Fixtures.NAME, Activity.Kind.TOURNAMENT, "v", 10, List.of(sessions), entry);
    }

    /** Two hours before the start it is decided; the regular slots beside it are like any other. */
    @Test
    void saysOfASlotHowOneEntersWhatTakesPlaceInIt() {
        Activity pairs = entered(new Activity.Entry(2, 2, 6, 120, false), on("2026-11-21"));
        City city = Fixtures.city("Asia/Shanghai", daily(1080, 1200, 60), List.of(pairs));
        VenueCommand.OpenSlots slots = horizon(city).slots(1, LocalDate.of(2026, 11, 21));
        assertThat(slots.activities()).containsExactly(new ActivityTerms(2, 2, 6, min("2026-11-21T08:00:00Z")), null);
    }

    /** They are open from the first one on, and released with it: whoever enters takes all of them. */
    @Test
    void opensAllDatesOfACourseWithItsFirst() {
        Activity course =
                entered(new Activity.Entry(1, 20, 4, 60, true), on("2026-12-20"), on("2026-11-28"), on("2026-12-05"));
        Horizon horizon = horizon(Fixtures.city("Asia/Shanghai", daily(1080, 1200, 60), List.of(course)));
        long[] dates = {
            SlotKey.of(1, min("2026-11-28T10:00:00Z")),
            SlotKey.of(1, min("2026-12-05T10:00:00Z")),
            SlotKey.of(1, min("2026-12-20T10:00:00Z"))
        };
        int decides = min("2026-11-28T09:00:00Z");

        LocalDate before = LocalDate.of(2026, 11, 14);
        assertThat(horizon.days(before)).endsWith(LocalDate.of(2026, 11, 27));
        assertThat(horizon.coursesAhead(1, before)).isEmpty();

        LocalDate today = before.plusDays(1);
        VenueCommand.OpenSlots first = horizon.slots(1, LocalDate.of(2026, 11, 28));
        assertThat(first.activities()).containsExactly(new ActivityTerms(1, 20, 4, decides, dates), null);
        List<VenueCommand.OpenSlots> ahead = horizon.coursesAhead(1, today);
        assertThat(ahead).hasSize(2).allSatisfy(each -> {
            assertThat(each.activities()).containsExactly(new ActivityTerms(1, 20, 4, 0, dates));
            assertThat(each.releaseMin()).containsExactly(first.releaseMin()[0]);
            assertThat(each.neighboursMin()).containsExactly(first.neighboursMin()[0]);
        });
        assertThat(ahead).extracting(each -> SlotKey.of(1, each.startMin()[0])).containsExactly(dates[1], dates[2]);
        // Once a day is open as a whole, it says the same of the course.
        VenueCommand.OpenSlots second = horizon.slots(1, LocalDate.of(2026, 12, 5));
        assertThat(second.activities()).containsExactly(new ActivityTerms(1, 20, 4, 0, dates), null);
        assertThat(second.releaseMin()[0]).isEqualTo(first.releaseMin()[0]);
        assertThat(second.releaseMin()[1]).isGreaterThan(first.releaseMin()[0]);
    }

    @Test
    void opensTheScheduledSlotsInLocalTime() {
        City city = Fixtures.city("Asia/Shanghai", daily(1080, 1200, 60), List.of());
        VenueCommand.OpenSlots slots = horizon(city).slots(1, LocalDate.of(2026, 11, 21));
        assertThat(slots.venueNo()).isEqualTo(1);
        assertThat(slots.startMin()).containsExactly(min("2026-11-21T10:00:00Z"), min("2026-11-21T11:00:00Z"));
        assertThat(slots.endMin()).containsExactly(min("2026-11-21T11:00:00Z"), min("2026-11-21T12:00:00Z"));
        assertThat(slots.capacity()).containsExactly(10, 10);
        assertThat(slots.releaseMin()).containsOnly(min("2026-11-13T18:30:00Z"));
        assertThat(slots.closed()).containsExactly(false, false);
    }

    @Test
    void opensNothingOnOtherDaysOrForUnknownVenues() {
        Venue.Weekly monday = new Venue.Weekly(List.of(1), new WeeklyHours.Span(0, 60), 60);
        Horizon horizon = horizon(Fixtures.city("Asia/Shanghai", List.of(monday), List.of()));
        assertThat(horizon.slots(1, LocalDate.of(2026, 11, 22)).startMin()).isEmpty();
        assertThat(horizon.slots(1, LocalDate.of(2026, 11, 23)).startMin()).hasSize(1);
        assertThat(horizon.slots(2, LocalDate.of(2026, 11, 23)).startMin()).isEmpty();
    }

    @Test
    void marksSlotsOfClosedDays() {
        LocalDate date = LocalDate.of(2026, 12, 24);
        Venue.Closure closure = new Venue.Closure(date, date.plusDays(1), Fixtures.NAME);
        Venue venue =
                Fixtures.venue(daily(600, 660, 60)).closures(List.of(closure)).build();
        Horizon horizon = horizon(Fixtures.city("Asia/Shanghai", venue, List.of()));
        assertThat(horizon.slots(1, date.minusDays(1)).closed()).containsExactly(false);
        assertThat(horizon.slots(1, date).closed()).containsExactly(true);
        assertThat(horizon.slots(1, date.plusDays(1)).closed()).containsExactly(true);
        assertThat(horizon.slots(1, date.plusDays(2)).closed()).containsExactly(false);
    }

    @Test
    void putsAnActivityInPlaceOfTheSlotsItOverlaps() {
        City city = Fixtures.city("Asia/Shanghai", daily(1080, 1320, 60), List.of(activity(6, 1170, 1230)));
        Horizon horizon = horizon(city);
        VenueCommand.OpenSlots slots = horizon.slots(1, LocalDate.of(2026, 11, 21));
        assertThat(spans(slots)).containsExactly("10:00-11:00", "11:30-12:30", "13:00-14:00");
        assertThat(slots.capacity()).containsExactly(10, 25, 10);
        assertThat(horizon.activityIn(SlotKey.of(1, slots.startMin()[0]))).isNull();
        assertThat(horizon.activityIn(SlotKey.of(1, slots.startMin()[1])))
                .isEqualTo(city.stations().getFirst().activities().getFirst());
        assertThat(horizon.activityIn(SlotKey.of(9, 0))).isNull();
        assertThat(horizon.occurrencesIn(1, LocalDate.of(2026, 11, 21)))
                .extracting(Occurrence::slotKey)
                .containsExactly(SlotKey.of(1, slots.startMin()[1]));
        assertThat(horizon.slots(1, LocalDate.of(2026, 11, 22)).startMin()).hasSize(4);
    }

    @Test
    void listsTheOccurrencesOfActivitiesInARangeOfDates() {
        Horizon horizon = horizon(Fixtures.city("Asia/Shanghai", List.of(), List.of(activity(6, 600, 660))));
        List<Occurrence> found = horizon.occurrences(1, LocalDate.of(2026, 11, 21), LocalDate.of(2026, 12, 5));
        assertThat(found)
                .extracting(Occurrence::startMin)
                .containsExactly(min("2026-11-21T02:00:00Z"), min("2026-11-28T02:00:00Z"), min("2026-12-05T02:00:00Z"));
        assertThat(horizon.dateOf(found.getFirst().slotKey())).isEqualTo(LocalDate.of(2026, 11, 21));
        assertThat(horizon.occurrences(2, LocalDate.of(2026, 11, 21), LocalDate.of(2026, 12, 5)))
                .isEmpty();
    }

    @Test
    void skipsWhatTheClockSkips() {
        // Berlin, 29 March 2026: 02:00 to 03:00 doesn't exist.
        LocalDate date = LocalDate.of(2026, 3, 29);
        Horizon hours = horizon(Fixtures.city("Europe/Berlin", daily(0, 300, 60), List.of(activity(7, 135, 195))));
        assertThat(spans(hours.slots(1, date)))
                .containsExactly("23:00-00:00", "00:00-01:00", "01:00-02:00", "02:00-03:00");
        Horizon across = horizon(Fixtures.city("Europe/Berlin", daily(90, 270, 60), List.of()));
        assertThat(spans(across.slots(1, date))).containsExactly("00:30-01:00", "01:30-02:30");
        Horizon over = horizon(Fixtures.city("Europe/Berlin", daily(60, 300, 120), List.of()));
        assertThat(spans(over.slots(1, date))).containsExactly("00:00-01:00", "01:00-03:00");
    }

    @Test
    void opensSlotsInBothOccurrencesOfARepeatedHour() {
        // New York, 1 November 2026: 01:00 to 02:00 comes twice.
        LocalDate date = LocalDate.of(2026, 11, 1);
        City city = Fixtures.city("America/New_York", daily(0, 240, 60), List.of());
        assertThat(spans(horizon(city).slots(1, date)))
                .containsExactly("04:00-05:00", "05:00-06:00", "06:00-07:00", "07:00-08:00", "08:00-09:00");
        City odd = Fixtures.city("America/New_York", daily(0, 270, 90), List.of());
        assertThat(spans(horizon(odd).slots(1, date))).containsExactly("04:00-05:30", "05:30-07:00", "08:00-09:30");
    }

    @Test
    void holdsAnActivityOnceInARepeatedHour() {
        LocalDate date = LocalDate.of(2026, 11, 1);
        Horizon horizon = horizon(Fixtures.city("America/New_York", List.of(), List.of(activity(7, 60, 120))));
        assertThat(spans(horizon.slots(1, date))).containsExactly("05:00-06:00");
    }

    @Test
    void releasesAtTheEndOfAGapAndAtTheFirstOfTwoTimes() {
        // The policy releases at 02:30, seven days before.
        Horizon berlin = horizon(Fixtures.city("Europe/Berlin", daily(600, 660, 60), List.of()));
        assertThat(berlin.slots(1, LocalDate.of(2026, 4, 5)).releaseMin()).containsExactly(min("2026-03-29T01:00:00Z"));
        assertThat(berlin.slots(1, LocalDate.of(2026, 11, 1)).releaseMin())
                .containsExactly(min("2026-10-25T00:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai,2026-03-29,24",
        "Europe/London,2027-03-28,23",
        "Europe/London,2026-10-25,25",
        "Europe/Berlin,2026-03-29,23",
        "Europe/Berlin,2026-10-25,25",
        "America/New_York,2026-03-08,23",
        "America/New_York,2026-11-01,25",
        "America/Santiago,2026-09-06,23",
        "America/Santiago,2026-04-04,25",
        "Africa/Cairo,2026-04-24,23",
        "Africa/Cairo,2026-10-29,25",
        "Australia/Lord_Howe,2026-10-04,23",
        "America/Havana,2026-11-01,25"
    })
    void tilesEveryDayWithHourSlotsThatNeverOverlap(String zone, LocalDate date, int hours) {
        Horizon horizon = horizon(Fixtures.city(zone, Fixtures.allDay(60), List.of()));
        for (LocalDate day = date.minusDays(1); !day.isAfter(date.plusDays(1)); day = day.plusDays(1)) {
            VenueCommand.OpenSlots slots = horizon.slots(1, day);
            if (day.equals(date)) assertThat(slots.startMin()).hasSize(hours);
            int freeFrom = horizon.startOfDayMin(day);
            for (int i = 0; i < slots.startMin().length; i++) {
                assertThat(slots.startMin()[i]).isGreaterThanOrEqualTo(freeFrom);
                assertThat(slots.endMin()[i]).isGreaterThan(slots.startMin()[i]);
                assertThat(horizon.dateOf(SlotKey.of(1, slots.startMin()[i]))).isEqualTo(day);
                freeFrom = slots.endMin()[i];
            }
            assertThat(freeFrom).isEqualTo(horizon.startOfDayMin(day.plusDays(1)));
        }
    }

    @Test
    void findsANextMidnightAfterTheClockWasPutBackAcrossIt() {
        // St. John's, 7 November 2010: at 00:01 the clock went back to 23:01 of the day before.
        Horizon horizon = horizon(Fixtures.city("America/St_Johns", List.of(), List.of()));
        long againEveningMs = Instant.parse("2010-11-07T03:00:00Z").toEpochMilli();
        assertThat(horizon.dateAt(againEveningMs)).isEqualTo(LocalDate.of(2010, 11, 6));
        assertThat(Instant.ofEpochMilli(horizon.nextMidnightMs(againEveningMs))).isEqualTo("2010-11-07T03:30:00Z");
    }

    @Test
    void givesTheDaysAndTheNextMidnight() {
        Horizon horizon = horizon(Fixtures.city("America/Santiago", List.of(), List.of()));
        LocalDate today = LocalDate.of(2026, 9, 5);
        assertThat(horizon.days(today)).hasSize(14).startsWith(today).endsWith(today.plusDays(13));
        // 6 September has no midnight there: it begins at 01:00, 04:00 UTC.
        long eveningMs =
                ZonedDateTime.parse("2026-09-05T20:00:00-04:00").toInstant().toEpochMilli();
        assertThat(horizon.dateAt(eveningMs)).isEqualTo(today);
        assertThat(Instant.ofEpochMilli(horizon.nextMidnightMs(eveningMs))).isEqualTo("2026-09-06T04:00:00Z");
        assertThat(horizon.dateAt(horizon.nextMidnightMs(eveningMs))).isEqualTo(today.plusDays(1));
    }
}
