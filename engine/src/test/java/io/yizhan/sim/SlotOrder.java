package io.yizhan.sim;

import io.yizhan.core.ReservationState;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for an order of one slot's acts in which each is legal, and which respects that an act answered before another was sent came before
 * it: the search of Wing and Gong (Testing and Verifying Concurrent Objects, 1993), with Lowe's memory of what was tried.
 */
final class SlotOrder {
    private static final int STEPS_MAX = 200_000;

    private final long slot;
    private final int capacity;
    private final List<Act> acts;
    private final Map<Long, Act> placings = new TreeMap<>();
    private final Set<Tried> tried = new HashSet<>();
    private int steps;

    private record Tried(BitSet done, Map<Long, ReservationState> states) {}

    private enum Kind {
        PLACE,
        FULL,
        CHANGE,
        READ,
        EXPIRE,
        MISS
    }

    /**
     * Something that was done to a slot, or seen of it, at one moment of a span.
     *
     * @param untilAt {@link Long#MAX_VALUE} where nobody heard
     * @param required false where it need not have happened
     * @param member who places, or is told that it is full; "" of others
     */
    record Act(
            Kind kind,
            long fromAt,
            long untilAt,
            boolean required,
            long id,
            int places,
            int remaining,
            ReservationState state,
            String member) {

        static Act place(long fromAt, long untilAt, long id, int places, boolean held, String member) {
            return new Act(
                    Kind.PLACE,
                    fromAt,
                    untilAt,
                    true,
                    id,
                    places,
                    0,
                    held ? ReservationState.HELD : ReservationState.CONFIRMED,
                    member);
        }

        static Act full(long fromAt, long untilAt, int places, int remaining, String member) {
            return new Act(Kind.FULL, fromAt, untilAt, true, 0, places, remaining, ReservationState.HELD, member);
        }

        static Act change(long fromAt, long untilAt, long id, ReservationState to) {
            return new Act(Kind.CHANGE, fromAt, untilAt, true, id, 0, 0, to, "");
        }

        static Act maybe(long fromAt, long id, ReservationState to) {
            return new Act(Kind.CHANGE, fromAt, Long.MAX_VALUE, false, id, 0, 0, to, "");
        }

        static Act read(long fromAt, long untilAt, long id, ReservationState state) {
            return new Act(Kind.READ, fromAt, untilAt, true, id, 0, 0, state, "");
        }

        /** Its member does not come in time. */
        static Act miss(long fromAt, long id) {
            return new Act(Kind.MISS, fromAt, Long.MAX_VALUE, false, id, 0, 0, ReservationState.NO_SHOW, "");
        }

        static Act expire(long fromAt, long id) {
            return new Act(Kind.EXPIRE, fromAt, Long.MAX_VALUE, false, id, 0, 0, ReservationState.EXPIRED, "");
        }
    }

    SlotOrder(long slot, int capacity, List<Act> acts) {
        this.slot = slot;
        this.capacity = capacity;
        // Of what may or may not have led to the same, the first to be sent does for all.
        Set<String> maybe = new HashSet<>();
        this.acts = acts.stream()
                .sorted(Comparator.comparingLong(Act::fromAt))
                .filter(act -> act.required || maybe.add(act.id + " " + act.state))
                .toList();
        for (Act act : acts) if (act.kind == Kind.PLACE) placings.put(act.id, act);
    }

    /** False where it was given up. Throws where there is no such order. */
    boolean search() {
        boolean found = search(new BitSet(acts.size()), new TreeMap<>());
        if (steps >= STEPS_MAX) return false;
        if (!found) {
            var text = new StringBuilder();
            for (Act act : acts) text.append("\n    ").append(act);
            throw new Violation("a slot's operations have a legal order", "slot " + slot + " of " + capacity + text);
        }
        return true;
    }

    private boolean search(BitSet done, Map<Long, ReservationState> states) {
        if (++steps >= STEPS_MAX) return false;
        long firstAnswer = Long.MAX_VALUE;
        boolean left = false;
        for (int i = done.nextClearBit(0); i < acts.size(); i = done.nextClearBit(i + 1)) {
            if (!acts.get(i).required) continue;
            left = true;
            firstAnswer = Math.min(firstAnswer, acts.get(i).untilAt);
        }
        if (!left) return true;
        // What changes nothing is no matter to the others: as soon as it fits, it goes.
        for (int i = done.nextClearBit(0); sentBy(firstAnswer, i); i = done.nextClearBit(i + 1))
            if (states.equals(after(acts.get(i), states))) return search(with(done, i), states);
        if (!tried.add(new Tried(done, states))) return false;
        for (int i = done.nextClearBit(0); sentBy(firstAnswer, i); i = done.nextClearBit(i + 1)) {
            Map<Long, ReservationState> next = after(acts.get(i), states);
            if (next != null && search(with(done, i), next)) return true;
        }
        return false;
    }

    private boolean sentBy(long moment, int i) {
        return i < acts.size() && acts.get(i).fromAt <= moment;
    }

    private static BitSet with(BitSet done, int i) {
        BitSet more = (BitSet) done.clone();
        more.set(i);
        return more;
    }

    /** Null where the act is not legal. */
    private @Nullable Map<Long, ReservationState> after(Act act, Map<Long, ReservationState> states) {
        ReservationState state = states.get(act.id);
        return switch (act.kind) {
            case FULL ->
                capacity - taken(states, act.member) == act.remaining && act.places > act.remaining ? states : null;
            case READ -> state == act.state ? states : null;
            case PLACE ->
                state == null && taken(states, "") + act.places <= capacity ? changed(states, act.id, act.state) : null;
            case EXPIRE -> state == ReservationState.HELD ? changed(states, act.id, act.state) : null;
            case MISS -> state == ReservationState.CONFIRMED ? changed(states, act.id, act.state) : null;
            case CHANGE -> {
                if (state == act.state) yield states;
                if (state == null || !state.active()) yield null;
                yield changed(states, act.id, act.state);
            }
        };
    }

    private static Map<Long, ReservationState> changed(
            Map<Long, ReservationState> states, long id, ReservationState state) {
        Map<Long, ReservationState> next = new TreeMap<>(states);
        next.put(id, state);
        return next;
    }

    /** @param asking whose own holds are in nobody's way; "" for nobody */
    private int taken(Map<Long, ReservationState> states, String asking) {
        int taken = 0;
        for (var entry : states.entrySet()) {
            Act placed = placings.get(entry.getKey());
            if (placed == null || !entry.getValue().active()) continue;
            if (entry.getValue() == ReservationState.HELD && placed.member.equals(asking)) continue;
            taken += placed.places;
        }
        return taken;
    }
}
