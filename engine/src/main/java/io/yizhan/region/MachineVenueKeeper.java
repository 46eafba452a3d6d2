package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.SettleMachineVenues.Standing;
import io.yizhan.equipment.Equipment;
import io.yizhan.equipment.SettledWords;
import io.yizhan.feed.Feed;
import io.yizhan.feed.StationFeed;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says how the machines stand that are venues: an operator's word at once, since it is durable and shown as soon as it is; a machine's own once it
 * has said so for some time. What follows, the books know, and that it was said already, too: so this knows nothing of the past, and whoever
 * takes the region over leaves all as it is until a machine is heard.
 */
final class MachineVenueKeeper extends Chore {
    private static final Logger LOG = LoggerFactory.getLogger(MachineVenueKeeper.class);
    static final String REASON = "设备故障，暂停使用 The machine is out of order";

    /** Where nothing has changed: time brings new slots near. */
    private static final long AGAIN_MS = 10_000;

    private final Supplier<Directory> present;
    private final Feed feed;
    private final Equipment equipment;
    private final Caller caller;
    private final InstantSource clock;
    private final SettledWords words = new SettledWords();
    /** Out of order by an operator, when it was looked last. */
    private Set<String> marked = new HashSet<>();
    /** As it was carried out last. */
    private List<SettleMachineVenues.Machine> said = List.of();
    /** Whether it was at all: at the start it is whatever it is, so that what former machines have closed opens. */
    private boolean begun;

    private long sayAgainAtMs;

    MachineVenueKeeper(Supplier<Directory> present, Feed feed, Equipment equipment, Inbox inbox, InstantSource clock) {
        super("machines", "what follows from how machines stand can't be said", clock);
        this.present = present;
        this.feed = feed;
        this.equipment = equipment;
        this.caller = new Caller(inbox);
        this.clock = clock;
    }

    /** Returns when what follows is durable, or was refused. */
    @Override
    void look() {
        long nowMs = clock.millis();
        List<SettleMachineVenues.Machine> standing = standing(nowMs);
        boolean again = !begun || !standing.isEmpty();
        if (standing.equals(said) && !(again && nowMs >= sayAgainAtMs)) return;
        Outcome outcome = caller.call(new SettleMachineVenues(standing));
        if (outcome instanceof Refusal) LOG.debug("how machines stand is said again soon: {}", outcome);
        else {
            said = standing;
            begun = true;
        }
        sayAgainAtMs = nowMs + AGAIN_MS;
    }

    private List<SettleMachineVenues.Machine> standing(long nowMs) {
        Directory directory = present.get();
        List<SettleMachineVenues.Machine> all = new ArrayList<>();
        Set<String> markedNow = new HashSet<>();
        for (Station station : directory.stations()) {
            if (station.machines().stream().allMatch(it -> it.venueId().isEmpty())) continue;
            int stationNo = directory.stationNo(station.id());
            StationFeed of = feed.station(stationNo);
            Map<String, EquipmentMark> marks =
                    of == null ? Map.of() : of.outOfOrder().byMachine();
            for (Machine machine : station.machines()) {
                int venueNo = directory.venueNoOfMachine(machine.id());
                if (venueNo == 0) continue;
                EquipmentMark mark = marks.get(machine.id());
                if (mark != null) markedNow.add(machine.id());
                else if (marked.contains(machine.id())) words.forget(machine.id());
                Standing stands = mark != null ? Standing.OUT_OF_ORDER : byItsWord(stationNo, machine.id(), nowMs);
                all.add(new SettleMachineVenues.Machine(
                        machine.id(), venueNo, stands, mark == null ? REASON : mark.reason()));
            }
        }
        marked = markedNow;
        return all;
    }

    private Standing byItsWord(int stationNo, String machine, long nowMs) {
        var state = equipment.station(stationNo).machine(machine).stateAt(nowMs);
        return switch (words.take(machine, state, nowMs)) {
            case IN_ORDER -> Standing.IN_ORDER;
            case OUT_OF_ORDER -> Standing.OUT_OF_ORDER;
            case UNSURE -> Standing.UNSURE;
        };
    }
}
