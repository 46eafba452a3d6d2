package io.yizhan.town;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.District;
import io.yizhan.catalogue.OccupancyRules;
import io.yizhan.catalogue.Policy;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.StrikeRules;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A city as a test wants it, or another one with some of it changed. What isn't said is plain: its one district is where stations are. */
public final class CityBuilder {
    static final District DISTRICT = new District("310101", new Text("黄浦区", "Huangpu"));

    private String id;
    private Text name;
    private ZoneId zone = ZoneId.of("Asia/Shanghai");
    private String language = "en";
    private int horizonDays = 3;
    private int activeReservationsMax = 4;
    private int holdsMax = Integer.MAX_VALUE;
    private StrikeRules strikes = StrikeRules.NONE;
    private OccupancyRules occupancy = OccupancyRules.DEFAULT;
    private List<Policy> policies = List.of();
    private List<District> districts = List.of(DISTRICT);
    private List<Station> stations = List.of();

    private CityBuilder(String id, Text name) {
        this.id = id;
        this.name = name;
    }

    public static CityBuilder city(String id) {
        return new CityBuilder(id, new Text("城" + id, "City " + id));
    }

    public static CityBuilder like(City city) {
        CityBuilder same = new CityBuilder(city.id(), city.name());
        same.zone = city.zone();
        same.language = city.language();
        same.horizonDays = city.horizonDays();
        same.activeReservationsMax = city.activeReservationsMax();
        same.holdsMax = city.holdsMax();
        same.strikes = city.strikes();
        same.occupancy = city.occupancy();
        same.policies = city.policies();
        same.districts = city.districts();
        same.stations = city.stations();
        return same;
    }

    public CityBuilder id(String id) {
        this.id = id;
        return this;
    }

    public CityBuilder name(Text name) {
        this.name = name;
        return this;
    }

    public CityBuilder zone(ZoneId zone) {
        this.zone = zone;
        return this;
    }

    public CityBuilder language(String language) {
        this.language = language;
        return this;
    }

    public CityBuilder horizonDays(int days) {
        horizonDays = days;
        return this;
    }

    public CityBuilder activeReservationsMax(int reservations) {
        activeReservationsMax = reservations;
        return this;
    }

    public CityBuilder strikes(StrikeRules rules) {
        strikes = rules;
        return this;
    }

    public CityBuilder holdsMax(int holds) {
        holdsMax = holds;
        return this;
    }

    public CityBuilder occupancy(OccupancyRules rules) {
        occupancy = rules;
        return this;
    }

    public CityBuilder policies(List<Policy> policies) {
        this.policies = policies;
        return this;
    }

    public CityBuilder districts(List<District> districts) {
        this.districts = districts;
        return this;
    }

    public CityBuilder stations(List<Station> stations) {
        this.stations = stations;
        return this;
    }

    public City build() {
        return new City(
                id,
                name,
                zone,
                language,
                horizonDays,
                activeReservationsMax,
                holdsMax,
                strikes,
                occupancy,
                City.WORKOUT_CLAIM_MIN,
                policies,
                districts,
                stations);
    }

    /**
     * The city with numbers in the order in which stations and venues first came up.
     *
     * @param former catalogues of the same city: those that are gone keep their numbers, as in the database
     */
    public static Directory numbered(City city, City... former) {
        Map<String, Integer> stationNos = new HashMap<>();
        Map<String, Integer> venueNos = new HashMap<>();
        for (City each : Stream.concat(Arrays.stream(former), Stream.of(city)).toList()) {
            for (Station station : each.stations()) {
                stationNos.putIfAbsent(station.id(), stationNos.size() + 1);
                for (Venue venue : station.venues()) venueNos.putIfAbsent(venue.id(), venueNos.size() + 1);
            }
        }
        return new Directory(city, stationNos, venueNos);
    }
}
