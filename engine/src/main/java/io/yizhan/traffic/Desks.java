package io.yizhan.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.catalogue.Station;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The desks of stations: now and then somebody of the crowd who has booked is there. One thread. */
final class Desks {
    private static final Duration EARLY_MAX = Duration.ofMinutes(10);

    private final FrontDoor door;
    private final Pace pace;
    private final RandomGenerator random;
    private final Map<String, Caller> desks = new HashMap<>();

    Desks(FrontDoor door, Pace pace, RandomGenerator random) {
        this.door = door;
        this.pace = pace;
        this.random = random;
    }

    /** At one station, one of those whose time it is; people who are not of the crowd have to come themselves. */
    void checkIn(Town town) throws InterruptedException {
        Station station = town.popular(random);
        ZonedDateTime now = town.at(pace.now());
        Caller desk = desks.computeIfAbsent(station.id(), Caller::desk);
        String day = "/v1/admin/stations/" + station.id() + "/reservations?state=CONFIRMED&date=" + now.toLocalDate();
        for (JsonNode each : door.get(desk, day).expect(200).json().path("reservations")) {
            boolean ours = each.path("subject").asText().startsWith(Members.PREFIX);
            if (!ours || !isNow(each, now)) continue;
            String id = each.path("id").asText();
            door.post(desk, "/v1/admin/reservations/" + id + "/check-in", "{}").expect(200, 409);
            return;
        }
    }

    private static boolean isNow(JsonNode reservation, ZonedDateTime now) {
        OffsetDateTime moment = now.toOffsetDateTime();
        return OffsetDateTime.parse(reservation.path("start").asText()).isBefore(moment.plus(EARLY_MAX))
                && OffsetDateTime.parse(reservation.path("end").asText()).isAfter(moment);
    }
}
