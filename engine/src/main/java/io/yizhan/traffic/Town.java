package io.yizhan.traffic;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.random.RandomGenerator;

/** The city as a crowd knows it. Immutable. */
final class Town {
    /** The higher, the more go to the first stations of the catalogue: with 2.5 and 131 stations every seventh to the very first. */
    private static final double CROWDING = 2.5;

    private final City city;

    private Town(City city) {
        this.city = city;
    }

    /** As the engine's own catalogue has it now. */
    static Town read(FrontDoor door) throws InterruptedException {
        return new Town(CatalogueFile.read(
                door.get(Caller.admin(), "/v1/admin/catalogue").expect(200).body()));
    }

    List<Station> stations() {
        return city.stations();
    }

    /** What its clocks show. */
    ZonedDateTime at(Instant now) {
        return now.atZone(city.zone());
    }

    /** One that somebody goes to: everybody knows the first ones, and somebody each of the others. */
    Station popular(RandomGenerator random) {
        return stations().get((int) (stations().size() * Math.pow(random.nextDouble(), CROWDING)));
    }
}
