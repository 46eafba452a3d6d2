package io.yizhan.region;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Command;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueCommand;
import io.yizhan.feed.DayView;
import io.yizhan.feed.Feed;
import io.yizhan.feed.FeedWriter;
import io.yizhan.feed.StationFeed;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The days around changes of the clock, at random, as the schedule, the slot ids and what is published have them: held to a clock that {@code java.time}
 * reads minute for minute.
 */
final class OddDaysTest {
    private static final int DAYS_TRIED = 40;
    private static final int DAY_MIN = 24 * 60;
    private static final DateTimeFormatter ID = DateTimeFormatter.ofPattern("'v.'uuuuMMdd'T'HHmm");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");

    /** A city of one venue, with its schedule. */
    private record Town(ZoneId zone, Directory directory, int fromMin, int toMin, int slotMin) {
        static Town random(ZoneId zone, Random random) {
            int slotMin = List.of(15, 30, 45, 60, 90, 120).get(random.nextInt(6));
            int fromMin = random.nextBoolean() ? 0 : 15 * random.nextInt(20);
            Venue venue = VenueBuilder.venue("v")
                    .schedule(VenueBuilder.daily(fromMin, DAY_MIN, slotMin))
                    .build();
            Station station = StationBuilder.station("s")
                    .hours(StationBuilder.daily(0, DAY_MIN))
                    .venues(List.of(venue))
                    .build();
            City city = CityBuilder.city("c")
                    .zone(zone)
                    .policies(List.of(TestPolicies.policy("p", 120, 60, 7, LocalTime.of(2, 30))))
                    .stations(List.of(station))
                    .build();
            return new Town(zone, CityBuilder.numbered(city), fromMin, DAY_MIN, slotMin);
        }

        LocalDateTime clock(int minute) {
            return LocalDateTime.ofInstant(Instant.ofEpochSecond(minute * 60L), zone);
        }

        /** Every minute of the date, read off the clock. */
        List<Integer> minutes(LocalDate date) {
            int noon = (int) date.toEpochDay() * DAY_MIN + DAY_MIN / 2;
            List<Integer> minutes = new ArrayList<>();
            for (int minute = noon - 2 * DAY_MIN; minute < noon + 2 * DAY_MIN; minute++)
                if (clock(minute).toLocalDate().equals(date)) minutes.add(minute);
            return minutes;
        }

        /** Whether the clock shows a time at which the schedule has a slot begin. */
        boolean begins(int minute) {
            int ofDay = clock(minute).toLocalTime().toSecondOfDay() / 60;
            return ofDay >= fromMin && ofDay + slotMin <= toMin && (ofDay - fromMin) % slotMin == 0;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/London",
                "America/New_York",
                "Australia/Lord_Howe",
                "Asia/Shanghai",
                "Asia/Kathmandu",
                "Pacific/Apia",
                "America/Havana",
                "Africa/Cairo"
            })
    void areTheSameToTheScheduleTheIdsAndWhatIsPublished(String zone) {
        for (int seed = 0; seed < DAYS_TRIED; seed++) {
            Random random = new Random(seed);
            Town town = Town.random(ZoneId.of(zone), random);
            LocalDate date = oddDay(town.zone, random);
            Horizon horizon = new Horizon(town.directory);
            Feed feed = published(town, horizon, date);
            for (LocalDate day = date.minusDays(1); !day.isAfter(date.plusDays(1)); day = day.plusDays(1)) {
                String what = zone + ", seed " + seed + ", " + day + ", " + town.slotMin + " minutes";
                VenueCommand.OpenSlots slots = horizon.slots(1, day);
                fillTheDay(town, day, slots, what);
                haveAnIdEach(town, day, slots, what);
                assertThat(keys(feed, day)).as(what).isEqualTo(keys(slots));
                endsAtTheNextMidnight(town, day, horizon, what);
                for (long key : keys(slots))
                    assertThat(horizon.dateOf(key)).as(what).isEqualTo(day);
                for (int localDay : slots.localDay()) assertThat(localDay).isEqualTo((int) day.toEpochDay());
            }
        }
    }

    /** The day of a change, or one next to it; any day where clocks don't change any more. */
    private static LocalDate oddDay(ZoneId zone, Random random) {
        // Apia left out the second last day of that year.
        Instant from = Instant.parse("2011-12-01T00:00:00Z");
        if (random.nextInt(8) > 0) from = from.plus(Duration.ofDays(random.nextInt(365 * 40)));
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition change = rules.nextTransition(from);
        if (change == null && random.nextBoolean()) change = rules.previousTransition(from);
        if (change == null || change.getInstant().isBefore(Instant.parse("2000-02-01T00:00:00Z")))
            return LocalDate.ofInstant(from, zone);
        return change.getDateTimeBefore().toLocalDate().plusDays(random.nextInt(3) - 1);
    }

    /** In order, without overlap, each at a time of the schedule; and none is missing but where another lasts. */
    private static void fillTheDay(Town town, LocalDate day, VenueCommand.OpenSlots slots, String what) {
        List<Integer> planned = town.minutes(day).stream().filter(town::begins).toList();
        int next = 0;
        int busyUntil = Integer.MIN_VALUE;
        for (int minute : planned) {
            if (minute < busyUntil) continue;
            assertThat(next).as(what + ": nothing at " + town.clock(minute)).isLessThan(slots.startMin().length);
            assertThat(slots.startMin()[next]).as(what).isEqualTo(minute);
            busyUntil = slots.endMin()[next++];
            assertThat(busyUntil).as(what).isEqualTo(end(town, minute));
        }
        assertThat(slots.startMin()).as(what).hasSize(next);
    }

    /** From any of its minutes on. A date that a zone has left out has none, and ends where it would have begun. */
    private static void endsAtTheNextMidnight(Town town, LocalDate day, Horizon horizon, String what) {
        List<Integer> minutes = town.minutes(day);
        int end = minutes.isEmpty() ? horizon.startOfDayMin(day) : minutes.getLast() + 1;
        assertThat(horizon.startOfDayMin(day.plusDays(1))).as(what).isEqualTo(end);
        for (int minute : minutes)
            assertThat(horizon.nextMidnightMs(minute * 60_000L)).as(what).isEqualTo(end * 60_000L);
        if (!minutes.isEmpty()) assertThat(horizon.startOfDayMin(day)).as(what).isEqualTo(minutes.getFirst());
    }

    /** When the clock has come to the end, or time is up. */
    private static int end(Town town, int startMin) {
        LocalDateTime planned = town.clock(startMin).plusMinutes(town.slotMin);
        int end = startMin + 1;
        while (end < startMin + town.slotMin && town.clock(end).isBefore(planned)) end++;
        return end;
    }

    private static void haveAnIdEach(Town town, LocalDate day, VenueCommand.OpenSlots slots, String what) {
        SlotIds ids = new SlotIds(town.directory);
        Set<String> known = new HashSet<>();
        for (long key : keys(slots)) {
            ZonedDateTime start = Instant.ofEpochMilli(SlotKey.startMs(key)).atZone(town.zone);
            List<ZoneOffset> offsets = town.zone.getRules().getValidOffsets(start.toLocalDateTime());
            boolean second = offsets.size() == 2 && start.getOffset().equals(offsets.get(1));
            String id = ID.format(start) + (second ? OFFSET.format(start) : "");
            assertThat(ids.format(key)).as(what).isEqualTo(id);
            assertThat(ids.parse(id)).as(what).isEqualTo(key);
            assertThat(start.toLocalDate()).as(what).isEqualTo(day);
            assertThat(known.add(id)).as(what + ": twice " + id).isTrue();
        }
    }

    private static List<Long> keys(VenueCommand.OpenSlots slots) {
        List<Long> keys = new ArrayList<>();
        for (int startMin : slots.startMin()) keys.add(SlotKey.of(slots.venueNo(), startMin));
        return keys;
    }

    private static List<Long> keys(Feed feed, LocalDate date) {
        StationFeed station = requireNonNull(feed.station(1));
        List<Long> keys = new ArrayList<>();
        @Nullable DayView day = station.day(date);
        for (int i = 0; day != null && i < day.size(); i++) keys.add(day.key(i));
        return keys;
    }

    /** The day and those beside it, after the one before all of them is over and gone. */
    private static Feed published(Town town, Horizon horizon, LocalDate date) {
        Feed feed = new Feed();
        Region region = new Region(Rules.DEFAULT);
        FeedWriter writer = new FeedWriter(feed, region, town.zone);
        feed.restart(0);
        Station station = town.directory.stations().getFirst();
        LocalDate first = date.minusDays(2);
        long nowMs = horizon.startOfDayMin(first) * 60_000L;
        List<Command> commands = new ArrayList<>();
        commands.add(new VenueCommand.DefineVenue(
                1, horizon.terms(station, station.venues().getFirst())));
        for (LocalDate day = first; !day.isAfter(date.plusDays(1)); day = day.plusDays(1))
            commands.add(horizon.slots(1, day));
        for (Command command : commands) region.carryOut(command, nowMs, event -> {});
        writer.publish(1);
        Command retire = new VenueCommand.RetireSlots(horizon.startOfDayMin(date.minusDays(1)));
        region.carryOut(retire, horizon.startOfDayMin(date) * 60_000L, event -> {});
        writer.publish(2);
        assertThat(keys(feed, first)).isEmpty();
        return feed;
    }
}
