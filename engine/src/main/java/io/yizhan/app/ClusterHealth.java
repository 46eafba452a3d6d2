package io.yizhan.app;

import io.yizhan.http.node.Health.Part;
import io.yizhan.http.node.Health.Status;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.cluster.RegionSteward;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a node of a cluster is: each region that it owns, and its place among the others. Any thread. */
final class ClusterHealth {
    private ClusterHealth() {}

    /**
     * @param members as this node last heard
     * @param away why the cluster can't be asked; null where it can
     * @param taken why this node is no member; null where it is
     */
    static List<Part> of(
            List<RegionSteward> stewards, List<String> members, @Nullable String away, @Nullable String taken) {
        List<Part> parts = new ArrayList<>();
        List<String> owns = new ArrayList<>();
        List<String> standsBy = new ArrayList<>();
        for (RegionSteward steward : stewards) {
            OwnedRegion owned = steward.owned();
            if (owned != null) {
                owns.add(steward.presence().region());
                parts.addAll(RegionHealth.of(owned, stewards.size() > 1));
            } else if (steward.ready()) standsBy.add(steward.presence().region());
        }
        for (RegionSteward steward : stewards) {
            String trouble = steward.trouble();
            if (trouble != null)
                parts.add(new Part("region " + steward.presence().region(), Status.DEGRADED, trouble));
        }
        parts.add(
                away == null
                        ? new Part("redis", Status.UP, members.toString())
                        : new Part("redis", Status.DEGRADED, away));
        parts.add(
                taken == null
                        ? new Part("lease", Status.UP, "owns " + owns + ", stands by for " + standsBy)
                        : new Part("lease", Status.DOWN, taken));
        return parts;
    }
}
