package io.yizhan.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Doubts about where stations are: far from the city's zone, from most other stations, from those of their district, or where another one is. */
final class PositionDoubts {
    /** China has one zone and is 4,300 km wide. */
    private static final int ZONE_KM_MAX = 6_000;

    /** Nearer than this, a swap is not what is wrong. */
    private static final int SWAP_KM_MIN = 1_000;

    private static final int OTHERS_MIN = 3;
    private static final int CITY_KM_MIN = 50;
    private static final int DISTRICT_KM_MIN = 25;

    private final String zone;
    private final @Nullable GeoPoint zonePoint;
    private final Problems doubts;
    private final Map<GeoPoint, Node> taken = new HashMap<>();
    private final @Nullable Area city;
    private final Map<String, Area> districts;

    /** So many stations, where most of them are, and how far from its middle one may be. */
    private record Area(GeoPoint middle, double kmMax) {
        static @Nullable Area of(List<Station> stations, int kmMin) {
            if (stations.size() < OTHERS_MIN) return null;
            List<GeoPoint> points = stations.stream().map(PositionDoubts::point).toList();
            GeoPoint middle = GeoPoint.middle(points);
            return new Area(middle, Math.max(kmMin, 5 * GeoPoint.median(points, middle::kmTo)));
        }
    }

    PositionDoubts(City city, Problems doubts) {
        this.doubts = doubts;
        zone = city.zone().getId();
        zonePoint = zonePoint(zone);
        this.city = Area.of(city.stations(), CITY_KM_MIN);
        districts = new HashMap<>();
        city.stations().stream()
                .collect(Collectors.groupingBy(Station::districtId))
                .forEach((id, stations) -> {
                    Area area = Area.of(stations, DISTRICT_KM_MIN);
                    if (area != null) districts.put(id, area);
                });
    }

    void look(Node node, Station station) {
        GeoPoint point = point(station);
        Node first = taken.putIfAbsent(point, node);
        if (first != null) doubts.add(node, "is where " + first.place() + " (line " + first.line + ") is");
        if (farFromZone(node, point)) return;
        Area district = districts.get(station.districtId());
        if (city != null && point.kmTo(city.middle) > city.kmMax) {
            doubts.add(node, "lies " + km(point, city.middle) + " km from the middle of the city's stations");
        } else if (district != null && point.kmTo(district.middle) > district.kmMax) {
            doubts.add(node, "lies " + km(point, district.middle) + " km from the middle of its district's stations");
        }
    }

    private boolean farFromZone(Node node, GeoPoint point) {
        if (zonePoint == null) return false;
        double km = point.kmTo(zonePoint);
        GeoPoint swapped = point.swapped();
        String where = "lies " + km(point, zonePoint) + " km from where the zone " + zone + " is";
        if (swapped != null && km > SWAP_KM_MIN && 3 * swapped.kmTo(zonePoint) < km) {
            doubts.add(node, where + ", with lonDeg and latDeg swapped " + km(swapped, zonePoint) + " km");
            return true;
        }
        if (km > ZONE_KM_MAX) doubts.add(node, where);
        return km > ZONE_KM_MAX;
    }

    private static long km(GeoPoint from, GeoPoint to) {
        return Math.round(from.kmTo(to));
    }

    private static GeoPoint point(Station station) {
        return new GeoPoint(station.lonDeg(), station.latDeg());
    }

    /** Null for a zone that is no place, an offset for instance. */
    private static @Nullable GeoPoint zonePoint(String zone) {
        try (InputStream in = PositionDoubts.class.getResourceAsStream("zones.txt")) {
            if (in == null) throw new IllegalStateException("zones.txt is not on the class path");
            String[] fields = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(zone + " "))
                    .findFirst()
                    .map(line -> line.split(" ", -1))
                    .orElse(new String[0]);
            return fields.length < 3
                    ? null
                    : new GeoPoint(Double.parseDouble(fields[1]), Double.parseDouble(fields[2]));
        } catch (IOException e) {
            throw new UncheckedIOException("zones.txt", e);
        }
    }
}
