package io.yizhan.app;

import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.EngineRoom.NodeState;
import io.yizhan.http.desk.EngineRoom.Part;
import io.yizhan.http.desk.EngineRoom.RegionState;
import io.yizhan.http.desk.Fault;
import io.yizhan.lease.Member;
import io.yizhan.region.OwnedRegion;
import io.yizhan.region.cluster.RegionSteward;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a cluster and what it is to each of its regions, by what it last heard of the others. Any thread. */
final class ClusterEngineRoom {
    private ClusterEngineRoom() {}

    /**
     * @param away why the cluster can't be asked; null where it can
     * @param taken why this node is no member; null where it is
     */
    static NodeState of(
            String node,
            List<RegionSteward> stewards,
            List<Member> members,
            @Nullable String away,
            @Nullable String taken,
            int rowsLagMaxS) {
        List<Fault> faults = new ArrayList<>();
        if (away != null) faults.add(new Fault(AlarmCode.REDIS_AWAY, away));
        if (taken != null) faults.add(new Fault(AlarmCode.NODE_ID_TAKEN, taken));
        return new NodeState(
                node,
                faults,
                stewards.stream()
                        .map(it -> region(node, it, members, rowsLagMaxS))
                        .toList());
    }

    private static RegionState region(String node, RegionSteward steward, List<Member> members, int rowsLagMaxS) {
        String region = steward.presence().region();
        String trouble = steward.trouble();
        List<Fault> faults = new ArrayList<>();
        if (trouble != null) faults.add(new Fault(AlarmCode.NODE_UNFIT, trouble));
        OwnedRegion owned = steward.owned();
        if (owned != null) {
            faults.addAll(RegionFaults.of(owned, rowsLagMaxS));
            return new RegionState(region, Part.OWNER, node, owned.epoch(), faults);
        }
        Part part = steward.ready() ? Part.STANDBY : Part.NEITHER;
        Member owner = Member.owner(members, region);
        return owner == null || owner.id().equals(node)
                ? new RegionState(region, part, "", 0, faults)
                : new RegionState(region, part, owner.id(), owner.owns().getOrDefault(region, 0L), faults);
    }
}
