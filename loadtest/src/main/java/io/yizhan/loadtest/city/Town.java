package io.yizhan.loadtest.city;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.Tokens;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The stations of a running engine. Gates and limits are in its catalogue alone, which an administrator may read. */
final class Town {
    private Town() {}

    /** Of the stations that have gates, as the catalogue lists them, {@code count} evenly spread over it; all where there are fewer. */
    static List<Station> stations(Api api, Tokens tokens, int count) {
        List<JsonNode> gated = new ArrayList<>();
        for (JsonNode it :
                api.get("/v1/admin/catalogue", tokens.of("city-admin", "admin")).path("stations"))
            if (!gates(it).isEmpty() && it.path("occupancyMax").asInt() > 0) gated.add(it);
        if (gated.isEmpty()) throw new Failure("no station of " + api.url + " has gates");
        int wanted = Math.min(count, gated.size());
        List<Station> stations = new ArrayList<>();
        for (int i = 0; i < wanted; i++) stations.add(station(api, gated.get(i * gated.size() / wanted)));
        return stations;
    }

    private static Station station(Api api, JsonNode it) {
        String id = it.path("id").asText();
        Station.Kind kind = Station.Kind.valueOf(it.path("kind").asText());
        JsonNode week = api.get("/v1/stations/" + id).path("hours");
        return new Station(id, kind, it.path("occupancyMax").asInt(), gates(it), hours(week));
    }

    /** Without those that lead from inside into a venue: they count nobody into the station. */
    private static List<String> gates(JsonNode station) {
        List<String> gates = new ArrayList<>();
        for (JsonNode it : station.path("gates")) {
            if (it.isTextual()) gates.add(it.asText());
            else if (it.path("venueId").asText().isEmpty())
                gates.add(it.path("id").asText());
        }
        return gates;
    }

    private static Map<DayOfWeek, Station.Hours> hours(JsonNode week) {
        Map<DayOfWeek, Station.Hours> hours = new EnumMap<>(DayOfWeek.class);
        for (DayOfWeek day : DayOfWeek.values()) {
            JsonNode spans = week.path(day.name());
            if (spans.isEmpty()) continue;
            // From the first opening to the last closing: nobody is sent out at noon.
            int opens = minute(spans.get(0).path("from").asText());
            int closes = minute(spans.get(spans.size() - 1).path("to").asText());
            hours.put(day, new Station.Hours(opens, closes));
        }
        return hours;
    }

    private static int minute(String time) {
        return Integer.parseInt(time.substring(0, 2)) * 60 + Integer.parseInt(time.substring(3, 5));
    }
}
