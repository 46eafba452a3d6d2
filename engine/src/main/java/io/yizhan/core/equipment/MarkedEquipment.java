package io.yizhan.core.equipment;

import io.yizhan.core.Changes;
import io.yizhan.core.Command;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.closure.MachineClosures;
import io.yizhan.core.table.Hash;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The machines that are out of order by an operator's word, by id. It holds whatever the machine says itself, until an operator takes it back. */
public final class MarkedEquipment {
    private final Changes changes;
    private final MachineClosures closures;
    private final Map<String, EquipmentMark> marks = new TreeMap<>();

    public MarkedEquipment(Changes changes, MachineClosures closures) {
        this.changes = changes;
        this.closures = closures;
    }

    /**
     * The same again changes nothing; another reason does. Whoever takes a mark back opens what the machine has closed: its own word may
     * close it again.
     */
    public Outcome carryOut(Command.MarkEquipment command, long nowMs, Consumer<Event> events) {
        EquipmentMark mark = marks.get(command.machine());
        boolean same = command.outOfOrder() ? mark != null && mark.reason().equals(command.reason()) : mark == null;
        boolean wouldBe = same || command.preview();
        if (!wouldBe && !command.outOfOrder()) closures.open(command.machine(), nowMs, events);
        if (!wouldBe)
            events.accept(new Event.EquipmentMarked(
                    nowMs, command.machine(), command.stationNo(), command.outOfOrder(), command.reason()));
        if (!command.outOfOrder()) return new Outcome.EquipmentStands(command.machine(), null);
        EquipmentMark kept = same ? mark : null;
        return new Outcome.EquipmentStands(
                command.machine(),
                kept != null ? kept : new EquipmentMark(command.stationNo(), nowMs, command.reason()));
    }

    public void apply(Event.EquipmentMarked event) {
        if (event.outOfOrder())
            mark(event.machine(), new EquipmentMark(event.stationNo(), event.atMs(), event.reason()));
        else marks.remove(event.machine());
        changes.machines(event.stationNo());
    }

    /** See {@link io.yizhan.core.Books#equipmentMarked}. */
    public void mark(String machine, EquipmentMark mark) {
        EquipmentMark former = marks.put(machine, mark);
        if (former != null && former.stationNo() != mark.stationNo()) changes.machines(former.stationNo());
        changes.machines(mark.stationNo());
    }

    /** Null for one that is in order, as far as operators know. */
    public @Nullable EquipmentMark of(String machine) {
        return marks.get(machine);
    }

    /** All that stood at a station when they were marked, by id. */
    public Map<String, EquipmentMark> at(int stationNo) {
        Map<String, EquipmentMark> found = new TreeMap<>();
        marks.forEach((machine, mark) -> {
            if (mark.stationNo() == stationNo) found.put(machine, mark);
        });
        return found;
    }

    public long stateHash() {
        long hash = 0;
        for (var each : marks.entrySet())
            hash += Hash.of(each.getKey().hashCode() * 31L + each.getValue().hashCode());
        return hash;
    }
}
