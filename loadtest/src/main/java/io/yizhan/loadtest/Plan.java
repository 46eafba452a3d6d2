package io.yizhan.loadtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who books, and what there is: found through the API, so that it works for any city, and written to files that the scripts read.
 *
 * @param target an exclusive slot that is free, for the stampede
 * @param probe another one, for the probe of the live streams
 * @param stationOfGate by gate; empty where no gate is needed
 */
record Plan(
        List<String> stations,
        List<String> datesChecked,
        List<String> tokens,
        String memberPrefix,
        String target,
        Api.Slot probe,
        Map<String, String> stationOfGate,
        Path tokensFile,
        Path planFile) {
    /**
     * Days from today, of which none ends meanwhile, so that all can still be cancelled.
     *
     * @param booked whose slots are booked and looked at
     * @param own of stampede and probe
     */
    record Days(List<Integer> booked, int own) {
        static final Days USUAL = new Days(List.of(2, 3), 4);
        /** Of what lies within a day, where nothing is cancelled. */
        static final Days SOON = new Days(List.of(0, 1), 4);
    }

    private static final int EVENING_HOUR = 19;
    private static final int POOL_MIN = 10;

    static Plan make(Api api, Tokens source, int members, boolean withGates, Days days, Path work) {
        List<String> stations = api.stations();
        if (stations.isEmpty()) throw new Failure(api.url + " has no station");
        LocalDate today = LocalDate.parse(api.today(stations.get(0)));
        List<String> dates = new ArrayList<>();
        for (int day : days.booked()) dates.add(today.plusDays(day).toString());
        List<String> checked = new ArrayList<>(dates);
        checked.add(today.plusDays(days.own()).toString());

        List<Api.Slot> open = api.slots(stations, dates).values().stream()
                .filter(it -> it.state().equals("OPEN") && it.remaining() > 0 && it.alone())
                .filter(it -> !days.equals(Days.SOON) || beginsWithinADay(it.id()))
                .toList();
        if (open.isEmpty()) throw new Failure("no slot of " + api.url + " is open on " + dates);
        List<Api.Slot> courts =
                api.slots(stations.subList(0, 1), checked.subList(dates.size(), checked.size())).values().stream()
                        .filter(it -> it.exclusive() && it.state().equals("OPEN") && it.remaining() == it.capacity())
                        .toList();
        if (courts.size() < 2)
            throw new Failure("no two free courts at " + stations.get(0) + " on " + checked.get(dates.size()));
        String prefix = "load-" + Long.toString(System.currentTimeMillis(), 36) + "-";
        Map<String, String> gates = withGates ? gates(api, source, stations) : Map.of();
        Plan plan = new Plan(
                stations,
                checked,
                List.copyOf(source.members(members, prefix)),
                prefix,
                courts.get(0).id(),
                courts.get(courts.size() - 1),
                gates,
                work.resolve("tokens.json"),
                work.resolve("plan.json"));
        plan.write(source, dates, open);
        return plan;
    }

    /** And not within minutes. By the id of a slot of the demo city, as VENUE.20261121T1000. */
    private static boolean beginsWithinADay(String slot) {
        LocalDateTime start = LocalDateTime.parse(
                slot.substring(slot.lastIndexOf('.') + 1), DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmm"));
        LocalDateTime now = LocalDateTime.now(ZoneId.of("Asia/Shanghai"));
        return start.isAfter(now.plusMinutes(10)) && start.isBefore(now.plusHours(23));
    }

    /** The first gate of each station, as the demo city names them. */
    private static Map<String, String> gates(Api api, Tokens source, List<String> stations) {
        Map<String, String> gates = new LinkedHashMap<>();
        for (String station : stations) {
            String gate = station + "-g1";
            // Nothing is reported by this: a gate that exists is told that the body is wrong.
            if (api.send("POST", "/v1/gates/" + gate + "/events", source.of(gate, "gate"), "{}")
                            .status()
                    != 404) gates.put(gate, station);
        }
        if (gates.isEmpty()) throw new Failure("none of the stations has a gate named STATION-g1");
        return gates;
    }

    private void write(Tokens source, List<String> dates, List<Api.Slot> open) {
        ObjectNode plan = Api.JSON.createObjectNode();
        fill(plan.putArray("stations"), stations);
        fill(plan.putArray("dates"), dates);
        List<String> pooled = open.stream()
                .filter(it -> it.capacity() >= POOL_MIN)
                .map(Api.Slot::id)
                .toList();
        fill(
                plan.putArray("slots"),
                pooled.isEmpty() ? open.stream().map(Api.Slot::id).toList() : pooled);
        fill(
                plan.putArray("popular"),
                open.stream()
                        .map(Api.Slot::id)
                        .sorted(Comparator.comparingInt(Plan::hoursFromEvening))
                        .toList());
        plan.putArray("target").add(target);
        ArrayNode gates = plan.putArray("gates");
        for (String gate : stationOfGate.keySet()) {
            gates.addObject().put("gate", gate).put("token", source.of(gate, "gate"));
        }
        write(planFile, plan);
        writeTokens(tokens);
    }

    private void writeTokens(List<String> present) {
        ObjectNode all = Api.JSON.createObjectNode();
        fill(all.putArray("tokens"), present);
        write(tokensFile, all);
    }

    private static void write(Path file, ObjectNode content) {
        try {
            Files.writeString(file, content.toString());
        } catch (IOException failed) {
            throw new Failure("cannot write " + file, failed);
        }
    }

    private static void fill(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static int hoursFromEvening(String slot) {
        int at = slot.lastIndexOf('T') + 1;
        return Math.abs(Integer.parseInt(slot.substring(at, at + 2)) - EVENING_HOUR);
    }

    /** The same members get other tokens, for a run in which nobody's has been seen. */
    void renewTokens(Tokens source) {
        writeTokens(source.members(tokens.size(), memberPrefix));
    }

    /** Every member opens the app: each token is verified once before the crowd comes. */
    void openApps(Api api) {
        Tokens.forEach(
                tokens,
                token -> HttpRequest.newBuilder(URI.create(api.url + "/v1/me/reservations?limit=1"))
                        .header("Authorization", "Bearer " + token)
                        .build());
    }
}
