package io.yizhan.catalogue;

import io.yizhan.core.StrikeRules;
import io.yizhan.town.TestPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Makes the demo city: one real station and 130 invented ones, of the mix that the press reports. The same at each run. Its
 * {@link #main} writes the file anew; run it from the engine's folder after a change here.
 */
final class DemoCityWriter {
    private static final int SEED = 131;

    /** Stations by district: more where more people work. */
    private static final Map<String, Integer> STATIONS_BY_DISTRICT = Map.ofEntries(
            Map.entry("310101", 10),
            Map.entry("310104", 10),
            Map.entry("310105", 8),
            Map.entry("310106", 10),
            Map.entry("310107", 8),
            Map.entry("310109", 7),
            Map.entry("310110", 9),
            Map.entry("310112", 11),
            Map.entry("310113", 8),
            Map.entry("310114", 8),
            Map.entry("310115", 19),
            Map.entry("310116", 4),
            Map.entry("310117", 7),
            Map.entry("310118", 5),
            Map.entry("310120", 5),
            Map.entry("310151", 2));

    private static final String[][] FIRST = {
        {"云", "Yun"},
        {"星", "Xing"},
        {"海", "Hai"},
        {"锦", "Jin"},
        {"瑞", "Rui"},
        {"晨", "Chen"},
        {"江", "Jiang"},
        {"华", "Hua"},
        {"新", "Xin"},
        {"安", "An"},
        {"明", "Ming"},
        {"嘉", "Jia"},
        {"远", "Yuan"},
        {"和", "He"}
    };
    private static final String[][] SECOND = {
        {"帆", "fan"},
        {"河", "he"},
        {"辰", "chen"},
        {"源", "yuan"},
        {"创", "chuang"},
        {"联", "lian"},
        {"泰", "tai"},
        {"达", "da"},
        {"盛", "sheng"},
        {"凌", "ling"}
    };

    /** Where stations are; the first three, which over 40 % of them use, are office buildings and business parks. */
    private static final String[][] PREMISES = {
        {"大厦", "Tower", "物业公司", "Property Co."},
        {"商务园", "Business Park", "园区管理公司", "Park Management Co."},
        {"科技园", "Science Park", "园区管理公司", "Park Management Co."},
        {"制造厂", "Works", "制造公司", "Manufacturing Co."},
        {"物流中心", "Logistics Centre", "物流公司", "Logistics Co."},
        {"医院", "Hospital", "医院", "Hospital"},
        {"学院", "College", "学院", "College"},
        {"社区中心", "Community Centre", "街道总工会", "Subdistrict Union"}
    };

    private DemoCityWriter() {}

    public static void main(String[] args) throws IOException {
        Files.write(Path.of("src/main/resources" + DemoCity.RESOURCE), CatalogueFile.write(city()));
    }

    static City city() {
        Map<String, Outlines.Outline> outlines = Outlines.read();
        List<District> districts = outlines.values().stream()
                .map(outline -> new District(outline.id(), outline.name()))
                .toList();
        List<Station> stations = new ArrayList<>();
        stations.add(DemoErjian.station());
        List<Station.Kind> kinds = kinds();
        List<Text> names = names();
        List<Integer> premises = premises();
        for (District district : districts) {
            // The real station is one of its district's.
            int count = STATIONS_BY_DISTRICT.getOrDefault(district.id(), 0)
                    - (district.id().equals(DemoErjian.DISTRICT_ID) ? 1 : 0);
            for (int i = 0; i < count; i++) {
                int at = stations.size() - 1;
                stations.add(station(
                        stations.size() + 1,
                        kinds.get(at),
                        names.get(at),
                        PREMISES[premises.get(at)],
                        district,
                        Objects.requireNonNull(outlines.get(district.id()))));
            }
        }
        return new City(
                "sh",
                new Text("上海", "Shanghai"),
                ZoneId.of("Asia/Shanghai"),
                "zh",
                14,
                4,
                Integer.MAX_VALUE,
                StrikeRules.NONE,
                OccupancyRules.DEFAULT,
                City.WORKOUT_CLAIM_MIN,
                policies(),
                districts,
                List.copyOf(stations));
    }

    private static List<Policy> policies() {
        return List.of(
                TestPolicies.policy("court", 120, 120, 7, LocalTime.NOON),
                TestPolicies.policy("gym", 120, 30, 3, LocalTime.of(7, 0)),
                TestPolicies.policy("room", 300, 720, 13, LocalTime.of(9, 0)));
    }

    private static Station station(
            int number, Station.Kind kind, Text name, String[] premises, District district, Outlines.Outline outline) {
        Random random = new Random(SEED * 1_000L + number);
        String id = "sh-%03d".formatted(number);
        double[] point = point(random, outline);
        DemoStation parts = new DemoStation(id, kind, random);
        int house = 1 + random.nextInt(1_200);
        String districtEn = district.name().en();
        return new Station(
                id,
                new Text(
                        name.zh() + premises[0] + "职工健身驿站",
                        name.en() + " " + premises[1] + " Workers' Fitness Station"),
                kind,
                district.id(),
                new Text(
                        "上海市" + district.name().zh() + name.zh() + "路" + house + "号（虚构地址）",
                        house + " " + name.en() + " Road, " + districtEn + ", Shanghai (synthetic address)"),
                point[0],
                point[1],
                parts.hours(),
                parts.occupancyMax(),
                new Text(name.zh() + premises[2] + "（虚构）", name.en() + " " + premises[3] + " (synthetic)"),
                "",
                "",
                parts.services(),
                true,
                parts.venues(),
                parts.machines(),
                parts.gates(),
                parts.activities());
    }

    /** Of the 130 invented ones; the real one is the 78th comprehensive. */
    private static List<Station.Kind> kinds() {
        List<Station.Kind> kinds = new ArrayList<>();
        kinds.addAll(Collections.nCopies(36, Station.Kind.SIMPLE));
        kinds.addAll(Collections.nCopies(17, Station.Kind.REGULAR));
        kinds.addAll(Collections.nCopies(77, Station.Kind.COMPREHENSIVE));
        Collections.shuffle(kinds, new Random(SEED));
        return kinds;
    }

    private static List<Text> names() {
        List<Text> names = new ArrayList<>();
        for (String[] first : FIRST) {
            for (String[] second : SECOND) names.add(new Text(first[0] + second[0], first[1] + second[1]));
        }
        Collections.shuffle(names, new Random(SEED + 1));
        return names;
    }

    private static List<Integer> premises() {
        List<Integer> premises = new ArrayList<>();
        for (int i = 0; i < 130; i++) premises.add(i < 60 ? i % 3 : 3 + i % 5);
        Collections.shuffle(premises, new Random(SEED + 2));
        return premises;
    }

    /** Of five points well inside the district, the one nearest to the city's centre: people work there. */
    private static double[] point(Random random, Outlines.Outline outline) {
        double[] best = inside(random, outline);
        for (int i = 0; i < 4; i++) {
            double[] next = inside(random, outline);
            if (fromCentre(next) < fromCentre(best)) best = next;
        }
        return best;
    }

    private static double[] inside(Random random, Outlines.Outline outline) {
        double marginDeg = 0.002;
        while (true) {
            double lon = round(120.85 + random.nextDouble() * 1.2);
            double lat = round(30.65 + random.nextDouble() * 1.25);
            boolean wellInside = outline.contains(lon, lat)
                    && outline.contains(lon - marginDeg, lat)
                    && outline.contains(lon + marginDeg, lat)
                    && outline.contains(lon, lat - marginDeg)
                    && outline.contains(lon, lat + marginDeg);
            if (wellInside) return new double[] {lon, lat};
        }
    }

    private static double fromCentre(double[] point) {
        double x = (point[0] - 121.473) * 0.855;
        double y = point[1] - 31.23;
        return x * x + y * y;
    }

    private static double round(double deg) {
        return Math.round(deg * 1e5) / 1e5;
    }
}
