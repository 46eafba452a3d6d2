package io.yizhan.http.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.SpherePoint;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
    private final int[] stationNos;
    private final SpherePoint[] places;
    /** By station number, made when it is first asked for: all at once would hold up whoever comes first after a new catalogue. */
    private final AtomicReferenceArray<int[]> nearStationNos;

    private final int[][] venueNos;

    public DirectoryIndex(Directory directory) {
        this.directory = directory;
        slotIds = new SlotIds(directory);
        horizon = new Horizon(directory);
        tag = Integer.toHexString(directory.city().hashCode());
        nearStationNos = new AtomicReferenceArray<>(directory.stationNoEnd());
        venueNos = new int[directory.stationNoEnd()][];
        Arrays.fill(venueNos, NONE);
        List<Station> stations = directory.stations();
        places = stations.stream()
                .map(station -> SpherePoint.of(station.lonDeg(), station.latDeg()))
                .toArray(SpherePoint[]::new);
        stationNos = stations.stream()
                .mapToInt(station -> directory.stationNo(station.id()))
                .toArray();
        for (int i = 0; i < places.length; i++)
            venueNos[stationNos[i]] = stations.get(i).venues().stream()
                    .mapToInt(venue -> directory.venueNo(venue.id()))
                    .toArray();
    }

    /** What somebody makes of this catalogue once and looks up again and again. */
    public <T> T derived(Class<T> type, Supplier<T> made) {
        Object known = derived.get(type);
        if (known == null) {
            // Outside of the map, which would refuse it at random: it may be made of what is derived as well. Two
            // threads may make it at once; the first stays.
            T one = made.get();
            Object first = derived.putIfAbsent(type, one);
            known = first == null ? one : first;
        }
        return type.cast(known);
    }

    /** Nearest first, without the station itself. */
    int[] nearStationNos(int stationNo) {
        int[] known = nearStationNos.get(stationNo);
        if (known != null) return known;
        // Two threads may make it at once; they make the same.
        int[] made = nearest(stationNo);
        nearStationNos.set(stationNo, made);
        return made;
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

    /** By whole metres; of those that are as far, the ones that the catalogue has first. */
    private int[] nearest(int stationNo) {
        int from = 0;
        while (from < stationNos.length && stationNos[from] != stationNo) from++;
        if (from == stationNos.length) return NONE;
        long[] others = new long[places.length];
        for (int i = 0; i < places.length; i++) others[i] = Math.round(places[from].metresTo(places[i])) << 32 | i;
        // The station itself comes first, and is left out.
        others[from] = -1;
        Arrays.sort(others);
        int[] near = new int[Math.min(NEAR_MAX, others.length - 1)];
        for (int i = 0; i < near.length; i++) near[i] = stationNos[(int) others[i + 1]];
        return near;
    }
}
