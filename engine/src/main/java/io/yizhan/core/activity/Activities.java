package io.yizhan.core.activity;

import io.yizhan.core.ActivityTerms;
import io.yizhan.core.Event;
import io.yizhan.core.SlotKey;
import io.yizhan.core.closure.Closures;
import io.yizhan.core.table.Hash;
import io.yizhan.core.table.SlotTable;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.agrona.collections.Long2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The terms of what takes place in slots, for the few slots that have any; and what becomes of those to which too few people come: at the moment
 * that was set for it they are called off, which is a closure of their venue for their time, like an operator's; of a course one for each of
 * its dates, so that none is left. Decided is once: who cancels later calls nothing off.
 */
public final class Activities {
    /** What members are told. */
    public static final String TOO_FEW = "报名人数不足，活动取消 Called off: too few have entered";

    private final SlotTable slots;
    private final Closures closures;
    private final Long2ObjectHashMap<ActivityTerms> byKey = new Long2ObjectHashMap<>();
    /** What is to be decided, the next first. */
    private final TreeSet<Due> due = new TreeSet<>();

    private record Due(int decidesMin, long slotKey) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = Integer.compare(decidesMin, other.decidesMin);
            return byTime != 0 ? byTime : Long.compare(slotKey, other.slotKey);
        }
    }

    public Activities(SlotTable slots, Closures closures) {
        this.slots = slots;
        this.closures = closures;
    }

    /** Null where the slot is like any other. */
    public @Nullable ActivityTerms of(int slot) {
        return slots.hasActivity(slot) ? byKey.get(slots.key(slot)) : null;
    }

    public void apply(Event.ActivityPlanned event) {
        restore(event.slotKey(), event.terms());
    }

    public void apply(Event.ActivityDecided event) {
        ActivityTerms terms = byKey.get(event.slotKey());
        if (terms == null)
            throw new IllegalStateException(
                    "event about the slot " + event.slotKey() + ", in which nothing takes place");
        due.remove(new Due(terms.decidesMin(), event.slotKey()));
        byKey.put(event.slotKey(), terms.decided());
    }

    /** As it is stored; of a slot of the books. */
    public void restore(long slotKey, ActivityTerms terms) {
        int slot = slots.find(slotKey);
        if (slot < 0) throw new IllegalStateException("something takes place in the unknown slot " + slotKey);
        slots.hasActivity(slot, true);
        slots.ofCourse(slot, terms.course().length > 0);
        byKey.put(slotKey, terms);
        if (terms.decidesMin() != 0) due.add(new Due(terms.decidesMin(), slotKey));
    }

    /** Forgets what took place in slots that were forgotten. */
    public void retire() {
        byKey.keySet().removeIf(key -> slots.find(key) < 0);
        due.removeIf(it -> slots.find(it.slotKey) < 0);
    }

    public boolean isDue(long nowMs) {
        return !due.isEmpty() && due.getFirst().decidesMin * 60_000L <= nowMs;
    }

    /** Decides what has been due longest. */
    public void decide(long nowMs, Consumer<Event> events) {
        long key = due.getFirst().slotKey;
        int slot = slots.find(key);
        if (!isCalledOff(slot, nowMs)) {
            events.accept(new Event.ActivityDecided(nowMs, key, 0));
            return;
        }
        events.accept(new Event.ActivityDecided(nowMs, key, closures.nextNo()));
        for (long date : dates(key)) if (isOpen(date)) callOff(date, nowMs, events);
    }

    private void callOff(long key, long nowMs, Consumer<Event> events) {
        int no = closures.nextNo();
        int endMin = slots.endMin(slots.find(key));
        events.accept(new Event.ClosureBegan(nowMs, no, SlotKey.startMin(key), endMin, true, TOO_FEW));
        events.accept(new Event.VenueClosed(nowMs, no, SlotKey.venueNo(key)));
    }

    /** What has begun, because nobody decided in time, goes on; what is closed already need not be closed again. */
    private boolean isCalledOff(int slot, long nowMs) {
        ActivityTerms terms = byKey.get(slots.key(slot));
        if (terms == null || nowMs >= slots.startMs(slot)) return false;
        boolean open = false;
        for (long date : dates(slots.key(slot))) open |= isOpen(date);
        return open && slots.capacity(slot) - slots.remaining(slot) < terms.placesMin();
    }

    /** All that belongs to it: one by itself, or those of the course. */
    private long[] dates(long key) {
        ActivityTerms terms = byKey.get(key);
        return terms == null || terms.course().length == 0 ? new long[] {key} : terms.course();
    }

    private boolean isOpen(long key) {
        int slot = slots.find(key);
        return slot >= 0 && !slots.closed(slot) && closures.closing(slot) == null;
    }

    public long stateHash() {
        long hash = 0;
        for (var entry : byKey.entrySet())
            hash += Hash.of(entry.getKey() * 31 + entry.getValue().hashCode());
        return hash;
    }
}
