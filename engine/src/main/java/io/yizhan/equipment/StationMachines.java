package io.yizhan.equipment;

import io.yizhan.equipment.ftms.Decoded;
import io.yizhan.equipment.ftms.FrameMerger;
import io.yizhan.equipment.ftms.Reading;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The machines of one station. Any thread: what is read waits for nobody, what is heard is taken in one word after the other.
 *
 * <p>It has as many machines as were ever heard here. Whoever lets words in sees to it that they are of machines that there are.
 */
public final class StationMachines {
    private final Map<String, MachineNow> machines = new ConcurrentHashMap<>();
    /** Parts of records whose end is still to come, by machine. */
    private final Map<String, FrameMerger> mergers = new ConcurrentHashMap<>();

    /** When it was recalled that a machine had been heard by somebody else, by machine. */
    private final Map<String, Long> recalled = new ConcurrentHashMap<>();

    private final int stationNo;
    private final SessionWatch watch;
    /** Written after what it stands for, and read before. */
    private volatile long version;

    /** Where nobody is told of what is done on them. */
    public StationMachines() {
        this(0, (stationNo, machine, word, nowMs) -> {});
    }

    StationMachines(int stationNo, SessionWatch watch) {
        this.stationNo = stationNo;
        this.watch = watch;
    }

    /** Rises when a machine is heard and stands otherwise than it did. What time alone changes does not raise it. */
    public long version() {
        return version;
    }

    public MachineNow machine(String id) {
        return machines.getOrDefault(id, MachineNow.UNHEARD);
    }

    /** Some other node has heard this machine of late; from now on it is awaited here. How it stands is not known by that. */
    public void recall(String id, long nowMs) {
        recalled.put(id, nowMs);
    }

    /** Since when nothing was heard of a machine, or from when it was awaited; 0 where it is neither known nor awaited. */
    public long awaitedSinceMs(String id) {
        long heardMs = machine(id).heardMs();
        return heardMs != 0 ? heardMs : recalled.getOrDefault(id, 0L);
    }

    int count(MachineState state, long nowMs) {
        int count = 0;
        for (MachineNow each : machines.values()) if (each.stateAt(nowMs) == state) count++;
        return count;
    }

    /** The first moment after this one at which one of them stands otherwise by time alone; {@link Long#MAX_VALUE} for none. */
    public long nextTransitionMs(long afterMs) {
        long next = Long.MAX_VALUE;
        for (MachineNow each : machines.values()) next = Math.min(next, each.nextTransitionMs(afterMs));
        return next;
    }

    /** @param nowMs when it came */
    public synchronized void hear(String id, Telemetry word, long nowMs) {
        MachineNow before = machine(id);
        MachineNow after = before.hearing(word, nowMs);
        boolean changed = before.stateAt(nowMs) != after.stateAt(nowMs);
        machines.put(id, changed ? after.of(version + 1) : after);
        if (changed) version++;
        watch.heard(stationNo, id, word, nowMs);
    }

    /**
     * Takes a part of a record, which says something once it is whole.
     *
     * @param atMs by the clock of who has received it
     * @param nowMs when it came
     */
    public synchronized void hear(String id, Decoded.Part part, long atMs, long nowMs) {
        Reading whole = mergers.computeIfAbsent(id, it -> new FrameMerger()).take(part, atMs);
        hear(id, whole == null ? new Telemetry(atMs, null, null) : FrameWords.of(whole, atMs), nowMs);
    }
}
