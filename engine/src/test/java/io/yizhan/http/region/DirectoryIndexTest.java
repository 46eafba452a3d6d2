package io.yizhan.http.region;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.town.CityBuilder;
import io.yizhan.town.DrillTown;
import io.yizhan.town.StationBuilder;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DirectoryIndexTest {
    private static Station at(String id, double lonDeg, double latDeg) {
        return StationBuilder.station(id).at(lonDeg, latDeg).build();
    }

    private static List<String> near(String id, List<Station> stations) {
        City city = CityBuilder.city("town").stations(stations).build();
        Directory directory = CityBuilder.numbered(city);
        int[] near = new DirectoryIndex(directory).nearStationNos(directory.stationNo(id));
        return Arrays.stream(near).mapToObj(directory::stationId).toList();
    }

    @Test
    void knowsTheNearestStationsOnBothSidesOfTheDateLine() {
        List<Station> fiji = List.of(
                at("far", 179.5, -17), at("east", -179.99, -17), at("here", 179.99, -17), at("west", 179.9, -17));
        assertThat(near("here", fiji)).containsExactly("east", "west", "far");
        assertThat(near("east", fiji)).containsExactly("here", "west", "far");
    }

    @Test
    void knowsEightAtMostThoseOfOnePlaceInTheOrderOfTheCatalogue() {
        List<Station> many = new ArrayList<>();
        for (int pair = 0; pair < 10; pair++) {
            many.add(at("s-" + 2 * pair, 121 + pair * 0.01, 31));
            many.add(at("s-" + (2 * pair + 1), 121 + pair * 0.01, 31));
        }
        assertThat(near("s-0", many)).containsExactly("s-1", "s-2", "s-3", "s-4", "s-5", "s-6", "s-7", "s-8");
        assertThat(near("s-9", many)).containsExactly("s-8", "s-6", "s-7", "s-10", "s-11", "s-4", "s-5", "s-12");
    }

    /** So deep that two of them meet in any map that locks while it makes one. */
    @Test
    void whatIsDerivedMayBeMadeOfWhatIsDerived() {
        DirectoryIndex index = new DirectoryIndex(DrillTown.directory());
        Object made = derived(index, int.class.arrayType(), 40);
        assertThat(made).isInstanceOf(int[].class).isSameAs(derived(index, int.class.arrayType(), 40));
    }

    private static <T> Object derived(DirectoryIndex index, Class<T> type, int deep) {
        return index.derived(type, () -> {
            if (deep > 0) derived(index, type.arrayType(), deep - 1);
            return type.cast(Array.newInstance(type.componentType(), 0));
        });
    }
}
