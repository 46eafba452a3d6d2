package io.yizhan.loadtest.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** A small city that is easily sold out: courts for one party, halls for ten, and halls whose holds lapse after ten seconds. */
public final class SmallCity {
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    public static final int STATIONS = 8;
    public static final int QUICK_HOLD_S = 10;
    private static final int FIRST_HOUR = 7;
    private static final int LAST_HOUR = 22;
    private static final int DAYS = 2;

    /** From today: open for bookings, and none of those {@link #dates} that drills book. */
    public static final int CROWD_DAY = DAYS + 1;

    private static final int PLACES = 10;

    /** A venue of so many places, which only the drill of a closure books. */
    public static final String ARENA = "d-1-arena";

    public static final int ARENA_PLACES = 1_000;

    /** People inside each station at most. */
    public static final int OCCUPANCY_MAX = 1_000;

    private SmallCity() {}

    public static List<String> stations() {
        List<String> ids = new ArrayList<>();
        for (int i = 1; i <= STATIONS; i++) ids.add("d-" + i);
        return ids;
    }

    /** Tomorrow and the day after: nothing of them is over during a drill. */
    public static List<LocalDate> dates() {
        LocalDate today = LocalDate.now(ZONE);
        List<LocalDate> dates = new ArrayList<>();
        for (int day = 1; day <= DAYS; day++) dates.add(today.plusDays(day));
        return dates;
    }

    /** All that drills book. */
    public static List<String> slots(List<LocalDate> dates) {
        List<String> slots = new ArrayList<>();
        for (String station : stations())
            for (String venue : List.of("b1", "b2", "gym", "quick"))
                for (LocalDate date : dates)
                    for (int hour = FIRST_HOUR; hour < LAST_HOUR; hour++)
                        slots.add("%s-%s.%sT%02d00"
                                .formatted(station, venue, date.toString().replace("-", ""), hour));
        return slots;
    }

    /** Slots of the arena on a day, the first ones. */
    public static List<String> arena(LocalDate date, int count) {
        List<String> slots = new ArrayList<>();
        for (int hour = FIRST_HOUR; hour < FIRST_HOUR + count; hour++)
            slots.add("%s.%sT%02d00".formatted(ARENA, date.toString().replace("-", ""), hour));
        return slots;
    }

    public static boolean exclusive(String slot) {
        return slot.contains("-b");
    }

    public static boolean quick(String slot) {
        return slot.contains("-quick");
    }

    /** As the engine imports it; its stations are the same whatever its name is. */
    public static void write(String region, Path file) throws IOException {
        ObjectNode city = new ObjectMapper().createObjectNode();
        city.put("id", region).set("name", text(city, "Small City"));
        city.put("zone", ZONE.getId())
                .put("language", "en")
                .put("horizonDays", DAYS + 2)
                .put("activeReservationsMax", 100);
        ArrayNode policies = city.putArray("policies");
        policy(policies, "slow", 3_600);
        policy(policies, "quick", QUICK_HOLD_S);
        city.putArray("districts").addObject().put("id", "d").set("name", text(city, "District"));
        ArrayNode stations = city.putArray("stations");
        for (String id : stations()) {
            ObjectNode station = stations.addObject().put("id", id);
            station.set("name", text(city, id));
            station.put("kind", "REGULAR").put("districtId", "d");
            station.set("address", text(city, "1 Road"));
            station.put("lonDeg", 121.4).put("latDeg", 31.2);
            station.putObject("hours").put("daily", "06:00-24:00");
            station.putArray("gates").add(id + "-g1");
            station.put("occupancyMax", OCCUPANCY_MAX).set("host", text(city, "Company"));
            ArrayNode venues = station.putArray("venues");
            venue(venues, id + "-b1", 1, "slow");
            venue(venues, id + "-b2", 1, "slow");
            venue(venues, id + "-gym", PLACES, "slow");
            venue(venues, id + "-quick", PLACES, "quick");
            if (ARENA.startsWith(id + "-")) venue(venues, ARENA, ARENA_PLACES, "slow");
        }
        Files.writeString(file, city.toString());
    }

    private static ObjectNode text(ObjectNode maker, String text) {
        return maker.objectNode().put("zh", text).put("en", text);
    }

    private static void policy(ArrayNode policies, String id, int holdTtlS) {
        policies.addObject()
                .put("id", id)
                .put("holdTtlS", holdTtlS)
                .put("cancelCutoffMin", 0)
                .put("releaseDaysAhead", DAYS + 1)
                .put("releaseAt", "00:00");
    }

    private static void venue(ArrayNode venues, String id, int capacity, String policy) {
        ObjectNode venue = venues.addObject().put("id", id);
        venue.set("name", text(venue, id));
        venue.put("kind", "HALL")
                .put("allocation", capacity == 1 ? "EXCLUSIVE" : "POOLED")
                .put("capacity", capacity)
                .put("policyId", policy);
        venue.putArray("schedule")
                .addObject()
                .put("days", "daily")
                .put("span", "%02d:00-%02d:00".formatted(FIRST_HOUR, LAST_HOUR))
                .put("slotMin", 60);
    }
}
