package io.yizhan.equipment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * For how long machines are heard and in use, hour by hour, by how they are shown: whoever looks at them every few seconds adds what has passed
 * since. One thread.
 */
public final class UseMeter {
    /** What has passed unseen for longer counts for nothing: nobody knows what was then. */
    static final long UNSEEN_MS_MAX = 60_000;

    private static final int HOUR_MIN = 60;
    private static final long HOUR_MS = HOUR_MIN * 60_000L;

    /**
     * What is known of a machine in one hour, since this meter was begun.
     *
     * @param kind as the catalogue has it
     * @param hourMin when the hour began, minutes since 1970 UTC
     * @param inUseS seconds in which somebody was on it
     * @param knownS seconds in which it was heard, those among them
     */
    public record Use(int stationNo, String machine, String kind, int hourMin, int inUseS, int knownS) {}

    private static final class Time {
        final int stationNo;
        final String kind;
        long inUseMs;
        long knownMs;

        Time(int stationNo, String kind) {
            this.stationNo = stationNo;
            this.kind = kind;
        }
    }

    /** By hour, then by machine. */
    private final Map<Long, Map<String, Time>> hours = new HashMap<>();

    private long lookedAtMs;
    private long passedMs;

    /** Everybody is looked at now. */
    public void look(long nowMs) {
        passedMs = lookedAtMs == 0 || nowMs < lookedAtMs || nowMs - lookedAtMs > UNSEEN_MS_MAX ? 0 : nowMs - lookedAtMs;
        lookedAtMs = nowMs;
    }

    /** One of them stands so. */
    public void sees(int stationNo, String machine, String kind, MachineState state) {
        if (passedMs == 0 || state == MachineState.OFFLINE) return;
        Time time = hours.computeIfAbsent(lookedAtMs / HOUR_MS, it -> new HashMap<>())
                .computeIfAbsent(machine, it -> new Time(stationNo, kind));
        time.knownMs += passedMs;
        if (state == MachineState.IN_USE) time.inUseMs += passedMs;
    }

    /** All that is known of hours that are not {@linkplain #forgetPast forgotten}. */
    public List<Use> uses() {
        List<Use> uses = new ArrayList<>();
        hours.forEach((hour, machines) -> machines.forEach((machine, time) -> uses.add(new Use(
                time.stationNo,
                machine,
                time.kind,
                Math.toIntExact(hour * HOUR_MIN),
                (int) (time.inUseMs / 1_000),
                (int) (time.knownMs / 1_000)))));
        return uses;
    }

    /** Hours that are over need not be known any more. */
    public void forgetPast() {
        hours.keySet().removeIf(hour -> hour < lookedAtMs / HOUR_MS);
    }
}
