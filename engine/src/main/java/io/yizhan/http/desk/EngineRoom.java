package io.yizhan.http.desk;

import java.util.List;

/** How this node and its regions are. Any thread; asked on event loops: answers at once, from what is known. */
public interface EngineRoom {
    NodeState look();

    /**
     * One node.
     *
     * @param id its name in a cluster; "" where it is alone
     * @param faults of no single region
     * @param regions the default one first
     */
    record NodeState(String id, List<Fault> faults, List<RegionState> regions) {}

    /**
     * One region, as this node has it.
     *
     * @param owner the name of the node that owns it; "" where none is known, or this one is alone
     * @param epoch of its owner; 0 where none is known
     */
    record RegionState(String region, Part part, String owner, long epoch, List<Fault> faults) {}

    /** What a node is to a region. */
    enum Part {
        OWNER,
        /** It has the books at hand, and could take over at once. */
        STANDBY,
        NEITHER
    }
}
