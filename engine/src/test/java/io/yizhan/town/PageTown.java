package io.yizhan.town;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Release;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.catalogue.WeeklyHours.Span;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/**
 * A town for people at browsers: each test has a station of its own there, by the name that it gives it, with two courts, a gym and a room
 * where a class takes place at 19:00. Slots of an hour. One court may be booked once a day by the same member; the gym can only be booked
 * today, and is held for seconds. It is nine in the morning there when the tests begin, so that what is booked for today is to come whatever the hour is here.
 */
public final class PageTown {
    public static final String REGION = "page";
    public static final ZoneId ZONE = whereItIsNine();
    public static final int HOLD_S = 120;
    /** In the gym. */
    public static final int HOLD_SHORT_S = 10;

    public static final int OFFER_MIN = 15;

    /** A name of 100 characters, the most that there may be, and nowhere to break it. */
    public static final String LONG = "长".repeat(50) + "W".repeat(50);

    public static final String HTML = "<img src=x onerror=alert(1)><b>\"'&amp;{{x}}${y}</b>";
    /** Turns what follows around, joins what there is not, and is taller than a line. */
    public static final String TURNED =
            "\u202Egnihton\u2067 \u200B\u200D\uFEFF👩‍👩‍👧‍👦🏸Z̵̡̢̛͔͇͈̎̾̓a̴͎͓̬͊̏l̷̰̭͝g̸̢̗̈́o";

    public static final String HOSTILE = "hostile";

    /** A station each. Those of a test class come one after the other. */
    private static final List<String> STATIONS = List.of(
            "way",
            "twice",
            "lost",
            "tabs",
            "last",
            "declined",
            "late",
            "closed",
            "older",
            "list",
            "kept",
            "tongue",
            "asleep",
            "expired",
            "keys",
            "look",
            HOSTILE,
            "desk",
            "places",
            "rooms",
            "wall",
            "along");

    private static final Policy PLAIN = policy("plain", HOLD_S, Terms.UNSET, 2);
    private static final Policy ONCE = policy("once", HOLD_S, Terms.UNSET.with(Term.DAILY_MAX, 1), 2);
    private static final Policy TODAY = policy("today", HOLD_SHORT_S, Terms.UNSET, 0);

    private PageTown() {}

    private static Policy policy(String id, int holdS, Terms terms, int daysAhead) {
        Terms all = terms.with(Term.HOLD_TTL_MS, holdS * 1_000).with(Term.OFFER_TTL_MS, OFFER_MIN * 60_000);
        return new Policy(id, all, new Release(daysAhead, LocalTime.MIDNIGHT));
    }

    private static ZoneId whereItIsNine() {
        int ahead = Math.floorMod(9 - ZonedDateTime.now(ZoneOffset.UTC).getHour() + 11, 24) - 11;
        // The signs of these names are the other way round.
        return ZoneId.of("Etc/GMT" + (ahead > 0 ? "-" : "+") + Math.abs(ahead));
    }

    /** The town as a file to import. */
    public static Path file(Path folder) {
        try {
            return Files.write(folder.resolve("page-town.json"), CatalogueFile.write(city()));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static City city() {
        List<Station> stations = new ArrayList<>();
        for (String name : STATIONS) stations.add(station(name, 121.4 + stations.size() * 0.01));
        return CityBuilder.city(REGION)
                .name(new Text("测试城", "Pagetown"))
                .zone(ZONE)
                .activeReservationsMax(20)
                .policies(List.of(PLAIN, ONCE, TODAY))
                .stations(stations)
                .build();
    }

    private static Station station(String name, double lonDeg) {
        boolean hostile = name.equals(HOSTILE);
        String id = "t-" + name;
        return StationBuilder.station(id)
                .name(hostile ? new Text(HTML, LONG) : stationName(name))
                .address(hostile ? new Text(TURNED, "A".repeat(200)) : new Text("人民路1号", "1 People's Road"))
                .at(lonDeg, 31.2)
                .hours(StationBuilder.daily(0, 24 * 60))
                .machines(List.of(
                        new Machine(id + "-m1", hostile ? both(TURNED) : new Text("跑步机", "Treadmill"), "TREADMILL")))
                .venues(List.of(
                        court(id + "-b1", hostile ? both(TURNED) : new Text("一号场", "Court 1"), PLAIN),
                        court(id + "-b2", hostile ? both(LONG) : new Text("二号场", "Court 2"), ONCE),
                        hall(id + "-gym", new Text("健身区", "Gym"), "GYM_FLOOR", TODAY),
                        hall(id + "-room", hostile ? both(HTML) : new Text("操房", "Studio"), "CLASS_ROOM", PLAIN)))
                .activities(List.of(new Activity(
                        id + "-yoga",
                        hostile ? both(TURNED) : new Text("瑜伽", "Yoga"),
                        Activity.Kind.CLASS,
                        id + "-room",
                        10,
                        List.of(new Activity.Session(0, null, null, new Span(19 * 60, 20 * 60))))))
                .build();
    }

    private static Text both(String name) {
        return new Text(name, name);
    }

    public static Text stationName(String name) {
        return new Text("驿站" + name, "Station " + name);
    }

    private static Venue court(String id, Text name, Policy policy) {
        return venue(id, name, "BADMINTON", policy)
                .shared(Allocation.EXCLUSIVE, 1)
                .build();
    }

    private static Venue hall(String id, Text name, String kind, Policy policy) {
        return venue(id, name, kind, policy).shared(Allocation.POOLED, 8).build();
    }

    private static VenueBuilder venue(String id, Text name, String kind, Policy policy) {
        return VenueBuilder.venue(id)
                .name(name)
                .kind(kind)
                .policy(policy.id())
                .schedule(VenueBuilder.daily(0, 24 * 60, 60));
    }

    public static LocalDate today() {
        return LocalDate.now(ZONE);
    }

    /** For instance of {@code way} and {@code b1}: that court of that test's station. */
    public static String slot(String station, String venue, LocalDate date, int hour) {
        return "t-%s-%s.%sT%02d00".formatted(station, venue, date.format(DateTimeFormatter.BASIC_ISO_DATE), hour);
    }
}
