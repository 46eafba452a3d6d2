package io.yizhan.http.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the edge looks up in a catalogue again and again: the stations near a station, and the numbers of each one's venues. Does not change, but for what is {@linkplain #derived derived}. Any thread. */
public final class DirectoryIndex {
    /** How many near stations are looked at for an alternative. */
    static final int NEAR_MAX = 8;

    private static final int[] NONE = {};

    public final Directory directory;
    public final SlotIds slotIds;
    public final Horizon horizon;
    /** Tells this catalogue's renderings from another's. */
    public final String tag;

    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();
    private final int[][] nearStationNos;
    private final int[][] venueNos;

    public DirectoryIndex(Directory directory) {
        this.directory = directory;
        slotIds = new SlotIds(directory);
        horizon = new Horizon(directory);
        tag = Integer.toHexString(directory.city().hashCode());
        nearStationNos = new int[directory.stationNoEnd()][];
        venueNos = new int[directory.stationNoEnd()][];
        Arrays.fill(nearStationNos, NONE);
        Arrays.fill(venueNos, NONE);
        for (Station station : directory.stations()) {
            int stationNo = directory.stationNo(station.id());
            nearStationNos[stationNo] = nearest(station);
            venueNos[stationNo] = station.venues().stream()
                    .mapToInt(venue -> directory.venueNo(venue.id()))
                    .toArray();
        }
    }

    /** What somebody makes of this catalogue once and looks up again and again. */
    public <T> T derived(Class<T> type, Supplier<T> made) {
        return type.cast(Objects.requireNonNull(derived.computeIfAbsent(type, it -> made.get())));
    }

    /** Nearest first, without the station itself. */
    int[] nearStationNos(int stationNo) {
        return nearStationNos[stationNo];
    }

    /** In the order of the catalogue. */
    int[] venueNos(int stationNo) {
        return venueNos[stationNo];
    }

    /** Whether a venue is still there and of this kind. */
    boolean isOfKind(int venueNo, String kind) {
        @Nullable Venue venue = directory.venue(venueNo);
        return venue != null && venue.kind().equals(kind);
    }

    private int[] nearest(Station from) {
        List<Station> others = directory.stations().stream()
                .filter(station -> !station.id().equals(from.id()))
                .sorted(Comparator.comparingDouble(station -> distance(from, station)))
                .limit(NEAR_MAX)
                .toList();
        return others.stream()
                .mapToInt(station -> directory.stationNo(station.id()))
                .toArray();
    }

    /** Good for comparing within a city: degrees of longitude shortened to those of latitude. */
    private static double distance(Station a, Station b) {
        double lon = (a.lonDeg() - b.lonDeg()) * Math.cos(Math.toRadians(a.latDeg()));
        return Math.hypot(lon, a.latDeg() - b.latDeg());
    }
}
