package io.yizhan.mqtt;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.region.RegionSources;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the region of a gate or a station among those that this node serves, by their present catalogues. Any thread. */
final class Places {
    private final List<RegionSources> regions;

    Places(List<RegionSources> regions) {
        this.regions = regions;
    }

    /** Null for a gate that no catalogue has. */
    @Nullable
    String regionOfGate(String gate) {
        for (RegionSources each : regions) if (each.directory().get().stationNoOfGate(gate) > 0) return each.region();
        return null;
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
