package io.yizhan.http.search;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.District;
import io.yizhan.catalogue.GeoPoint;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.catalogue.Venue.Allocation;
import io.yizhan.core.Term;
import io.yizhan.core.Terms;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.StationBuilder;
import io.yizhan.town.TestPolicies;
import io.yizhan.town.VenueBuilder;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A city made up by a seed: where a date begins twice or not at all, at the date line and the poles, with stations in one place and ids that begin alike. */
final class RandomCity {
    static final List<String> KINDS = List.of("BADMINTON", "GYM", "TENNIS");
    static final List<String> DISTRICTS = List.of("d-1", "d-2");

    /** A zone, and a day on which something is odd there. */
    private record OddDay(String zone, String date) {}

    private static final List<OddDay> ODD_DAYS = List.of(
            new OddDay("Asia/Shanghai", "2026-11-21"),
            new OddDay("Europe/London", "2026-10-25"),
            new OddDay("Europe/London", "2027-03-28"),
            new OddDay("America/New_York", "2026-03-08"),
            new OddDay("America/New_York", "2026-11-01"),
            new OddDay("America/Havana", "2026-11-01"),
            new OddDay("Africa/Cairo", "2026-04-24"),
            new OddDay("Africa/Cairo", "2026-10-29"),
            new OddDay("Australia/Lord_Howe", "2026-04-05"),
            new OddDay("Australia/Lord_Howe", "2026-10-04"),
            new OddDay("Pacific/Apia", "2011-12-31"));

    private final Random random;
    private final OddDay odd;
    final City city;
    final LocalDate date;

    RandomCity(Random random) {
        this.random = random;
        odd = ODD_DAYS.get(random.nextInt(ODD_DAYS.size()));
        date = LocalDate.parse(odd.date);
        List<String> ids = new ArrayList<>(List.of("s", "s-1", "s-10", "s-1-a", "s1", "s-2", "s0", "z"));
        Collections.shuffle(ids, random);
        List<Station> stations = new ArrayList<>();
        int count = 1 + random.nextInt(ids.size());
        for (String id : ids.subList(0, count)) stations.add(station(id));
        Policy early = TestPolicies.policy("p", 60, 0, 5, LocalTime.of(0, 0));
        Policy late = TestPolicies.policy("q", 60, 0, 1, LocalTime.of(12, 0));
        Terms share = early.terms().with(Term.HOST_SHARE_PERCENT, 50).with(Term.HOST_SHARE_UNTIL_MS, (int)
                TimeUnit.HOURS.toMillis(6));
        city = CityBuilder.city("town")
                .zone(ZoneId.of(odd.zone))
                .policies(List.of(early, late, new Policy("r", share, early.release())))
                .districts(DISTRICTS.stream()
                        .map(id -> new District(id, new Text(id, id)))
                        .toList())
                .stations(stations)
                .build();
    }

    /** Some time within the two days before the odd one has ended. */
    long nowMs() {
        return date.minusDays(1).atStartOfDay(ZoneId.of(odd.zone)).toInstant().toEpochMilli()
                + random.nextInt(48 * 3_600_000);
    }

    /** Few places, so that stations share them, and those asked for are some station's. */
    GeoPoint place() {
        double[] lonDeg = {121.47, 121.48, 180, -180, 179.9999, -58.53};
        double[] latDeg = {31.23, -31.23, 0, 90, -90};
        return new GeoPoint(lonDeg[random.nextInt(lonDeg.length)], latDeg[random.nextInt(latDeg.length)]);
    }

    private Station station(String id) {
        GeoPoint at = place();
        List<Venue> venues = new ArrayList<>();
        List<String> ends = new ArrayList<>(List.of("", "-1", "-10", "-1-1", "-a"));
        Collections.shuffle(ends, random);
        int count = 1 + random.nextInt(ends.size());
        for (String end : ends.subList(0, count)) venues.add(venue(id + "-v" + end));
        return StationBuilder.station(id)
                .district(DISTRICTS.get(random.nextInt(DISTRICTS.size())))
                .at(at.lonDeg(), at.latDeg())
                .hostEmployer("erjian")
                .venues(venues)
                .build();
    }

    private Venue venue(String id) {
        int slotMin = List.of(30, 60, 90).get(random.nextInt(3));
        int fromMin = 30 * random.nextInt(8);
        boolean exclusive = random.nextBoolean();
        boolean closed = random.nextInt(6) == 0;
        return VenueBuilder.venue(id)
                .kind(KINDS.get(random.nextInt(KINDS.size())))
                .shared(exclusive ? Allocation.EXCLUSIVE : Allocation.POOLED, exclusive ? 1 : 1 + random.nextInt(4))
                .policy(List.of("p", "p", "q", "r").get(random.nextInt(4)))
                .schedule(VenueBuilder.daily(fromMin, 24 * 60 - 30 * random.nextInt(4), slotMin))
                .closures(closed ? List.of(new Venue.Closure(date, date, new Text("修", "Repairs"))) : List.of())
                .build();
    }
}
