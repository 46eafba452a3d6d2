package io.yizhan.mqtt;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.region.RegionSources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the region of a device or a station among those that this node serves, by their present catalogues. Any thread. */
final class Places {
    private final List<RegionSources> regions;

    Places(List<RegionSources> regions) {
        this.regions = regions;
    }

    /** Null for a device that no catalogue has. */
    @Nullable
    String regionOf(Destination to) {
        for (RegionSources each : regions) {
            Directory directory = each.directory().get();
            int stationNo = switch (to.kind()) {
                case GATE_EVENTS, ADMISSIONS -> directory.stationNoOfGate(to.device());
                case MACHINE_TELEMETRY, MACHINE_FRAMES -> directory.stationNoOfMachine(to.device());
            };
            if (stationNo > 0) return each.region();
        }
        return null;
    }

    /** Whether a gate is the bearer's own, or of a station that its token names. */
    boolean isOwnGate(Principal bearer, String gate) {
        if (bearer.subject().equals(gate)) return true;
        for (RegionSources each : regions) {
            Directory directory = each.directory().get();
            Station station = directory.station(directory.stationNoOfGate(gate));
            if (station != null && bearer.stations().contains(station.id())) return true;
        }
        return false;
    }

    /** Null for a station that is unknown, or neither the bearer's gate's nor named by its token. */
    @Nullable
    String regionOfOwnStation(Principal bearer, String stationId) {
        for (RegionSources each : regions) {
            Directory directory = each.directory().get();
            Station station = directory.station(directory.stationNo(stationId));
            if (station == null) continue;
            if (bearer.stations().contains(stationId)
                    || directory.stationNoOfGate(bearer.subject()) == directory.stationNo(stationId))
                return each.region();
        }
        return null;
    }
}
