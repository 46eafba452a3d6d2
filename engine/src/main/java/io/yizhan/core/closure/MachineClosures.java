package io.yizhan.core.closure;

import io.yizhan.core.Closure;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.SettleMachineVenues.Machine;
import io.yizhan.core.SettleMachineVenues.Standing;
import io.yizhan.core.SlotKey;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The closures of machines that are venues. Each is a closure like an operator's, which cancels and tells its members; it names its machine, so
 * that being well again opens what the machine has closed, and never what somebody else has. Only the next slots are closed, since nobody knows
 * how long a machine will be out of order: while it is, time brings new slots near, and each gets a closure of its own.
 */
public final class MachineClosures {
    /** Well below what one command may yield. */
    private static final int EVENTS_MAX = 200;

    private final VenueTable venues;
    private final SlotTable slots;
    private final Closures closures;

    public MachineClosures(VenueTable venues, SlotTable slots, Closures closures) {
        this.venues = venues;
        this.slots = slots;
        this.closures = closures;
    }

    public Outcome carryOut(SettleMachineVenues command, long nowMs, Consumer<Event> events) {
        Map<String, Machine> known = new HashMap<>();
        for (Machine machine : command.machines()) known.put(machine.id(), machine);
        int said = 0;
        for (Closure one : closures.all()) {
            if (said == EVENTS_MAX || !isOpened(one, known.get(one.machine()), nowMs)) continue;
            events.accept(new Event.ClosureLifted(nowMs, one.no()));
            said++;
        }
        for (Machine machine : command.machines()) {
            if (said >= EVENTS_MAX || machine.standing() != Standing.OUT_OF_ORDER) continue;
            if (close(machine, nowMs, events)) said += 2;
        }
        return Outcome.Done.DONE;
    }

    /** Opens what a machine has closed, by the word of an operator. */
    public void open(String machine, long nowMs, Consumer<Event> events) {
        for (Closure one : closures.all())
            if (one.machine().equals(machine) && isInForce(one, nowMs))
                events.accept(new Event.ClosureLifted(nowMs, one.no()));
    }

    /** @param machine as it stands; null where it is no venue any more */
    private static boolean isOpened(Closure one, @Nullable Machine machine, long nowMs) {
        if (!one.isOfMachine() || !isInForce(one, nowMs)) return false;
        return machine == null || machine.standing() == Standing.IN_ORDER || !one.has(machine.venueNo());
    }

    /** What is over by now opens nothing. */
    private static boolean isInForce(Closure one, long nowMs) {
        return one.state().inForce() && one.toMin() * 60_000L > nowMs;
    }

    /** From the first slot that is still to be closed to the last. Whether there was one. */
    private boolean close(Machine machine, long nowMs, Consumer<Event> events) {
        if (!venues.has(machine.venueNo())) return false;
        int fromMin = Integer.MAX_VALUE;
        int toMin = Integer.MIN_VALUE;
        for (int slot = slots.newestOfVenue(machine.venueNo()); slot >= 0; slot = slots.nextOfVenue(slot)) {
            if (!isNext(slot, nowMs) || slots.closed(slot) || closures.isClosedBy(machine.id(), slot)) continue;
            fromMin = Math.min(fromMin, SlotKey.startMin(slots.key(slot)));
            toMin = Math.max(toMin, slots.endMin(slot));
        }
        if (toMin < fromMin) return false;
        int no = closures.nextNo();
        events.accept(new Event.ClosureBegan(nowMs, no, fromMin, toMin, true, machine.reason(), machine.id()));
        events.accept(new Event.VenueClosed(nowMs, no, machine.venueNo()));
        return true;
    }

    /** The one that runs is, too: whoever has it and can't use it did not fail to come. */
    private boolean isNext(int slot, long nowMs) {
        return slots.endMs(slot) > nowMs && slots.startMs(slot) < nowMs + SettleMachineVenues.AHEAD_MIN * 60_000L;
    }
}
