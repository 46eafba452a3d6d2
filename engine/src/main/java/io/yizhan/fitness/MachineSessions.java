package io.yizhan.fitness;

import io.yizhan.equipment.SessionWatch;
import io.yizhan.equipment.Telemetry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What is done on a region's machines, as this node hears them, until it is written down. Nothing of it is durable: after a start a machine
 * tells its session from its beginning, and what was written down of it already is known by its time. Any thread.
 */
public final class MachineSessions implements SessionWatch {
    /** More than all machines of a city that end in the same minute. */
    private static final int ENDED_MAX = 20_000;

    /** Less than that is a try. */
    private static final int ACTIVE_S_MIN = 60;

    private record Place(int stationNo, String machine) {}

    private final Map<Place, MachineUse> uses = new ConcurrentHashMap<>();
    private final BlockingQueue<EndedSession> ended = new ArrayBlockingQueue<>(ENDED_MAX);
    private final LongAdder lost = new LongAdder();

    @Override
    public void heard(int stationNo, String machine, Telemetry word, long nowMs) {
        uses.computeIfAbsent(new Place(stationNo, machine), it -> new MachineUse(stationNo, machine, this::end))
                .hear(word, nowMs);
    }

    private void end(EndedSession session) {
        if (session.activeS() >= ACTIVE_S_MIN && !ended.offer(session)) lost.increment();
    }

    /** What has ended since the last time, some of it at most; the rest the next time. */
    List<EndedSession> ended(long nowMs, int limit) {
        for (MachineUse each : uses.values()) each.elapse(nowMs);
        List<EndedSession> some = new ArrayList<>();
        ended.drainTo(some, limit);
        return some;
    }

    /** What was under way, too, which is told again if it goes on: for an engine that stops. */
    List<EndedSession> interrupted() {
        for (MachineUse each : uses.values()) each.interrupt();
        List<EndedSession> all = new ArrayList<>();
        ended.drainTo(all);
        return all;
    }

    /** How many were lost because nobody wrote them down. */
    long lost() {
        return lost.sum();
    }
}
