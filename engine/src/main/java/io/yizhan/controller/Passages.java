package io.yizhan.controller;

import io.yizhan.catalogue.Controller;
import io.yizhan.catalogue.Controller.Direction;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Rules;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.agrona.collections.LongArrayList;
import org.agrona.collections.LongHashSet;

/**
 * What one message of a controller says, as commands for the books. One thread.
 *
 * <p>The device's times have no zone: they are the city's. Of a time that the city's clock shows twice the first is meant, and one that it
 * skips is as much later; so the same time is the same moment whenever it is sent again.
 *
 * <p>Numbers of reports of which nobody passed are used up, so that they are not missed.
 */
public final class Passages {
    private static final long[] NONE = {};

    /** A clock that is ahead by more is wrong. */
    private static final long AHEAD_MAX_MS = 86_400_000;

    private final Controller controller;
    private final String device;
    private final ZoneId zone;
    private final long nowMs;
    private final Map<String, Boot> boots = new LinkedHashMap<>();
    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);

    private static final class Boot {
        final LongHashSet seen = new LongHashSet(0);
        final LongArrayList seqs = new LongArrayList();
        final LongArrayList atMs = new LongArrayList();
        final List<Boolean> in = new ArrayList<>();
        final List<String> credentials = new ArrayList<>();
        final LongHashSet usedUp = new LongHashSet(0);
    }

    /** @param zone the city's */
    public Passages(Controller controller, ZoneId zone, long nowMs) {
        this.controller = controller;
        this.zone = zone;
        this.nowMs = nowMs;
        String protocol = controller.kind() == Controller.Kind.ZKTECO
                ? "zk"
                : controller.kind().name();
        device = protocol.toLowerCase(Locale.ROOT) + '-' + controller.serial();
    }

    /** Takes one report, of this message; what it comes to. */
    public Verdict add(Report report) {
        Verdict verdict = decide(report);
        count(verdict, 1);
        return verdict;
    }

    /** So many could not be read at all, or are not about anybody. */
    public void count(Verdict verdict, int more) {
        counts.merge(verdict, more, Integer::sum);
    }

    public int count(Verdict verdict) {
        return counts.getOrDefault(verdict, 0);
    }

    private Verdict decide(Report report) {
        long atMs = report.at().atZone(zone).toInstant().toEpochMilli();
        boolean timely = nowMs - atMs <= Rules.DEFAULT.gateEventAgeMaxMs() && atMs - nowMs <= AHEAD_MAX_MS;
        if (!timely) return Verdict.UNTIMELY;
        EventNumber number = EventNumber.of(device, report);
        Direction direction = controller.directionOf(report.door(), report.said());
        Verdict instead = report.instead();
        if (instead == null && direction == null) instead = Verdict.UNDIRECTED;
        if (instead != null && report.index() == 0) return instead;
        Boot boot = boots.computeIfAbsent(number.boot(), it -> new Boot());
        if (instead != null) {
            boot.usedUp.add(number.seq());
            return instead;
        }
        if (!boot.seen.add(number.seq())) return Verdict.PASSED;
        boot.seqs.addLong(number.seq());
        boot.atMs.addLong(atMs);
        boot.in.add(direction == Direction.IN);
        boot.credentials.add(report.credential());
        return Verdict.PASSED;
    }

    /**
     * What the books are to be told, at most {@value GateCommand#GATE_EVENTS_MAX} events in each.
     *
     * @param venueNo that the gate leads into; 0 for one of the station itself
     */
    public List<GateCommand.RecordGateEvents> commands(String gate, int stationNo, int venueNo) {
        List<GateCommand.RecordGateEvents> commands = new ArrayList<>();
        boots.forEach((name, boot) -> {
            long[] usedUp = boot.usedUp.stream()
                    .filter(it -> !boot.seen.contains(it))
                    .mapToLong(it -> it)
                    .toArray();
            int events = boot.seqs.size();
            int from = 0;
            do {
                int to = Math.min(events, from + GateCommand.GATE_EVENTS_MAX);
                commands.add(command(gate, stationNo, venueNo, name, boot, from, to, from == 0 ? usedUp : NONE));
                from = to;
            } while (from < events);
        });
        return commands;
    }

    private static GateCommand.RecordGateEvents command(
            String gate, int stationNo, int venueNo, String name, Boot boot, int from, int to, long[] usedUp) {
        boolean[] in = new boolean[to - from];
        for (int i = from; i < to; i++) in[i - from] = boot.in.get(i);
        return new GateCommand.RecordGateEvents(
                gate,
                name,
                stationNo,
                venueNo,
                Arrays.copyOfRange(boot.seqs.toLongArray(), from, to),
                Arrays.copyOfRange(boot.atMs.toLongArray(), from, to),
                in,
                boot.credentials.subList(from, to).toArray(String[]::new),
                usedUp,
                NONE,
                NONE);
    }
}
