package io.yizhan.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A city's stations and venues by the numbers that the books know them by, and back. Numbers are given once and never reused:
 * they are stored beside the ids. Immutable; any thread.
 */
public final class Directory {
    private final City city;
    private final Map<String, Integer> stationNos;
    private final Map<String, Integer> venueNos;
    private final @Nullable Station[] stations;
    private final @Nullable Venue[] venues;
    private final int[] venueStationNos;
    private final @Nullable String[] stationIds;
    private final @Nullable String[] venueIds;
    private final Map<String, Integer> gateStationNos = new HashMap<>();
    private final Map<String, Integer> gateVenueNos = new HashMap<>();
    private final Map<String, Integer> machineStationNos = new HashMap<>();
    private final Map<String, Integer> machineVenueNos = new HashMap<>();
    private final Map<String, Gate> controlledGates = new HashMap<>();
    private final Map<String, Policy> policies = new HashMap<>();

    /**
     * @param stationNos a number for every station of the city, and perhaps for former ones
     * @param venueNos a number for every venue of the city, and perhaps for former ones
     */
    public Directory(City city, Map<String, Integer> stationNos, Map<String, Integer> venueNos) {
        this.city = city;
        this.stationNos = Map.copyOf(stationNos);
        this.venueNos = Map.copyOf(venueNos);
        stations = new Station[1 + highest(stationNos)];
        venues = new Venue[1 + highest(venueNos)];
        venueStationNos = new int[venues.length];
        stationIds = ids(stationNos, stations.length);
        venueIds = ids(venueNos, venues.length);
        for (Policy policy : city.policies()) policies.put(policy.id(), policy);
        for (Station station : city.stations()) {
            int stationNo = required(stationNos, station.id());
            stations[stationNo] = station;
            for (Gate gate : station.gates()) {
                gateStationNos.put(gate.id(), stationNo);
                Controller controller = gate.controller();
                if (controller != null) controlledGates.put(key(controller.kind(), controller.serial()), gate);
                if (!gate.venueId().isEmpty()) gateVenueNos.put(gate.id(), required(venueNos, gate.venueId()));
            }
            for (Machine machine : station.machines()) {
                machineStationNos.put(machine.id(), stationNo);
                if (!machine.venueId().isEmpty())
                    machineVenueNos.put(machine.id(), required(venueNos, machine.venueId()));
            }
            for (Venue venue : station.venues()) {
                int venueNo = required(venueNos, venue.id());
                venues[venueNo] = venue;
                venueStationNos[venueNo] = stationNo;
            }
        }
    }

    public City city() {
        return city;
    }

    /** As it might be with another city in its place: whatever is new there gets numbers that were never given, and that mean nothing. */
    public Directory followedBy(City next) {
        Map<String, Integer> stations = new HashMap<>(stationNos);
        Map<String, Integer> venues = new HashMap<>(venueNos);
        int stationNoEnd = stationNoEnd();
        int venueNoEnd = venueNoEnd();
        for (Station station : next.stations()) {
            if (stations.putIfAbsent(station.id(), stationNoEnd) == null) stationNoEnd++;
            for (Venue venue : station.venues()) if (venues.putIfAbsent(venue.id(), venueNoEnd) == null) venueNoEnd++;
        }
        return new Directory(next, stations, venues);
    }

    public List<Station> stations() {
        return city.stations();
    }

    /**
     * The policy that a venue of the city names.
     *
     * @throws IllegalArgumentException where there is none, which a checked catalogue excludes
     */
    public Policy policy(String policyId) {
        Policy policy = policies.get(policyId);
        if (policy == null) throw new IllegalArgumentException("no policy " + policyId);
        return policy;
    }

    /** 0 where there is none: numbers start at 1. */
    public int stationNo(String stationId) {
        return stationNos.getOrDefault(stationId, 0);
    }

    /** 0 where there is none: numbers start at 1. */
    public int venueNo(String venueId) {
        return venueNos.getOrDefault(venueId, 0);
    }

    /** Null for a number that the present catalogue does not use. */
    public @Nullable Station station(int stationNo) {
        return stationNo > 0 && stationNo < stations.length ? stations[stationNo] : null;
    }

    /** Null for a number that the present catalogue does not use. */
    public @Nullable Venue venue(int venueNo) {
        return venueNo > 0 && venueNo < venues.length ? venues[venueNo] : null;
    }

    /** The id of a present or former station; null for a number never given. */
    public @Nullable String stationId(int stationNo) {
        return stationNo > 0 && stationNo < stationIds.length ? stationIds[stationNo] : null;
    }

    /** The id of a present or former venue; null for a number never given. */
    public @Nullable String venueId(int venueNo) {
        return venueNo > 0 && venueNo < venueIds.length ? venueIds[venueNo] : null;
    }

    /** 0 for a number that the present catalogue does not use. */
    public int stationNoOfVenue(int venueNo) {
        return venueNo > 0 && venueNo < venueStationNos.length ? venueStationNos[venueNo] : 0;
    }

    /** 0 where there is no such gate. */
    public int stationNoOfGate(String gateId) {
        return gateStationNos.getOrDefault(gateId, 0);
    }

    /** The venue that this gate leads into; 0 for one of the station itself, and where there is no such gate. */
    public int venueNoOfGate(String gateId) {
        return gateVenueNos.getOrDefault(gateId, 0);
    }

    /** 0 where there is no such machine. */
    public int stationNoOfMachine(String machineId) {
        return machineStationNos.getOrDefault(machineId, 0);
    }

    /** The venue that this machine is; 0 for none, and where there is no such machine. */
    public int venueNoOfMachine(String machineId) {
        return machineVenueNos.getOrDefault(machineId, 0);
    }

    /** The gate that has this controller; null where none has. */
    public @Nullable Gate gateOfController(Controller.Kind kind, String serial) {
        return controlledGates.get(key(kind, serial));
    }

    private static String key(Controller.Kind kind, String serial) {
        return kind.name() + ' ' + serial;
    }

    /** Station and venue numbers stay below this; for arrays by number. */
    public int stationNoEnd() {
        return stations.length;
    }

    public int venueNoEnd() {
        return venues.length;
    }

    private static int highest(Map<String, Integer> numbers) {
        return numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static @Nullable String[] ids(Map<String, Integer> numbers, int end) {
        @Nullable String[] ids = new String[end];
        numbers.forEach((id, number) -> ids[number] = id);
        return ids;
    }

    private static int required(Map<String, Integer> numbers, String id) {
        Integer number = numbers.get(id);
        if (number == null || number < 1) throw new IllegalArgumentException(id + " has no number");
        return number;
    }
}
