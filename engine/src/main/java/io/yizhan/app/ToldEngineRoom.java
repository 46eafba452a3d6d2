package io.yizhan.app;

import io.yizhan.http.desk.EngineRoom;
import io.yizhan.http.desk.Fault;
import io.yizhan.telling.RegionTelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How a node and its regions are, with what goes out of them. */
final class ToldEngineRoom implements EngineRoom {
    private final EngineRoom engine;
    private final Map<String, RegionTelling> tellings = new ConcurrentHashMap<>();

    ToldEngineRoom(EngineRoom engine) {
        this.engine = engine;
    }

    /** From now on also what this has to say of its region. */
    void add(String region, RegionTelling telling) {
        tellings.put(region, telling);
    }

    @Override
    public NodeState look() {
        NodeState node = engine.look();
        return new NodeState(
                node.id(),
                node.faults(),
                node.regions().stream().map(this::told).toList());
    }

    private RegionState told(RegionState region) {
        RegionTelling telling = tellings.get(region.region());
        if (telling == null) return region;
        List<Fault> faults = new ArrayList<>(region.faults());
        faults.addAll(telling.faults());
        return new RegionState(region.region(), region.part(), region.owner(), region.epoch(), faults);
    }
}
