package io.yizhan.loadtest.city;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What a gate tells of what truly happens at it. It numbers what it sees, and sends it in batches; it says things twice, or late; it is cut
 * off, and sends then what it has kept; it loses numbers, and gives them up. A function of its seed.
 */
public final class Gate {
    private static final int BATCH_MAX = 400;
    private static final int FLUSH_MS_MIN = 1_000;
    private static final int FLUSH_MS_MAX = 30_000;
    /** So many places later, at most, is told what is held back. */
    private static final int HELD_BACK_MAX = 8;

    private static final int AGAIN_LATER_MAX = 30;
    /** A gate gives up what it has lost with one message in so many. */
    private static final int FORGETS_ONE_IN = 20;

    private static final double MEMORY_KEPT = 0.5;

    private final String id;
    private final Habits habits;
    private final SplittableRandom random;
    private final Clock clock;
    private final Outages outages;
    private final long flushMs;
    private final long rebootMs;
    private final boolean forgetful;

    private final List<Event> seen = new ArrayList<>();
    private final List<Passage> missed = new ArrayList<>();
    private final List<Passage> lost = new ArrayList<>();
    /** Numbers of which nothing else is left, by boot. */
    private final Map<Integer, List<Long>> lostNumbers = new HashMap<>();

    private final Map<Integer, Long> lastSeq = new HashMap<>();

    /** One telling of an event; {@code place} orders them. */
    private record Copy(Event event, double place, long dueMs) {}

    private Gate(String id, Habits habits, long fromMs, long toMs, long seed) {
        this.id = id;
        this.habits = habits;
        random = Chance.of(seed, id);
        clock = Clock.of(random, habits.badClocks(), fromMs, toMs);
        outages = Outages.of(random, habits.outages(), fromMs, toMs);
        flushMs = random.nextInt(FLUSH_MS_MIN, FLUSH_MS_MAX);
        boolean reboots = random.nextDouble() < habits.reboots();
        long rebootMs = random.nextLong(fromMs, toMs);
        forgetful = random.nextDouble() >= MEMORY_KEPT;
        this.rebootMs = reboots ? rebootMs : Long.MAX_VALUE;
    }

    /** Of every gate of the day, by id. */
    public static List<Telling> all(TrueDay day, Habits habits, long seed) {
        Map<String, List<Passage>> through = new TreeMap<>();
        Map<String, String> stationOf = new HashMap<>();
        for (Station station : day.stations())
            for (String gate : station.gates()) {
                through.put(gate, new ArrayList<>());
                stationOf.put(gate, station.id());
            }
        for (Passage it : day.passages()) {
            List<Passage> of = through.get(it.gate());
            if (of == null) throw new IllegalArgumentException("a gate that no station has: " + it);
            of.add(it);
        }
        List<Telling> all = new ArrayList<>();
        through.forEach((gate, passages) -> all.add(new Gate(gate, habits, day.fromMs(), day.toMs(), seed)
                .tell(stationOf.getOrDefault(gate, ""), passages)));
        return all;
    }

    private Telling tell(String station, List<Passage> through) {
        for (Passage it : through) see(it);
        List<Copy> copies = copies();
        List<Copy> sent = new ArrayList<>(copies);
        if (forgetful) sent.removeIf(it -> it.event().boot() == 1 && it.dueMs() >= rebootMs);
        List<Event> told = told(sent);
        Map<Integer, Long> highest = new TreeMap<>();
        for (Event it : told) highest.merge(it.boot(), it.seq(), Math::max);
        return new Telling(id, station, messages(sent, highest), told, missed, lost, highest);
    }

    private void see(Passage it) {
        if (!it.in() && random.nextDouble() < habits.missedExits()) {
            missed.add(it);
            return;
        }
        int boot = it.atMs() < rebootMs ? 1 : 2;
        long seq = lastSeq.merge(boot, 1L, Long::sum);
        if (random.nextDouble() < habits.lost()) {
            lost.add(it);
            lostNumbers.computeIfAbsent(boot, any -> new ArrayList<>()).add(seq);
        } else {
            seen.add(new Event(boot, seq, it, clock.aheadMs(it.atMs())));
        }
    }

    /** In the order in which they are told. */
    private List<Copy> copies() {
        List<Copy> copies = new ArrayList<>();
        for (int i = 0; i < seen.size(); i++) {
            Event it = seen.get(i);
            // Half a place more: behind the one whose place it takes.
            double place = i + (random.nextDouble() < habits.disorder() ? 1.5 + random.nextInt(HELD_BACK_MAX) : 0);
            long dueMs =
                    outages.endMs(it.passage().atMs() + flushMs - it.passage().atMs() % flushMs);
            copies.add(new Copy(it, place, dueMs));
            if (random.nextDouble() < habits.duplicates())
                copies.add(new Copy(it, place + 0.1 + random.nextInt(AGAIN_LATER_MAX), dueMs));
        }
        copies.sort(Comparator.comparingDouble(Copy::place));
        List<Copy> due = new ArrayList<>();
        long lastMs = 0;
        for (Copy it : copies) {
            lastMs = Math.max(lastMs, it.dueMs());
            due.add(new Copy(it.event(), it.place(), lastMs));
        }
        return due;
    }

    /** Each once, by time; what is seen and not told is lost. */
    private List<Event> told(List<Copy> sent) {
        Map<Passage, Event> told = new HashMap<>();
        for (Copy it : sent) told.put(it.event().passage(), it.event());
        for (Event it : seen) if (!told.containsKey(it.passage())) lost.add(it.passage());
        lost.sort(Comparator.comparingLong(Passage::atMs));
        List<Event> ordered = new ArrayList<>(seen);
        ordered.removeIf(it -> !told.containsKey(it.passage()));
        return ordered;
    }

    private List<Message> messages(List<Copy> sent, Map<Integer, Long> highest) {
        List<Message> messages = new ArrayList<>();
        Map<Integer, Long> toldUpTo = new HashMap<>();
        for (int from = 0; from < sent.size(); ) {
            Copy first = sent.get(from);
            int to = from;
            List<Event> events = new ArrayList<>();
            while (to < sent.size() && to - from < BATCH_MAX && sameMessage(first, sent.get(to)))
                events.add(sent.get(to++).event());
            int boot = first.event().boot();
            for (Event it : events) toldUpTo.merge(boot, it.seq(), Math::max);
            boolean forgets = random.nextInt(FORGETS_ONE_IN) == 0;
            List<Message.Range> forget = forgets ? forget(boot, toldUpTo.getOrDefault(boot, 0L)) : List.of();
            messages.add(new Message(first.dueMs(), boot, events, forget));
            from = to;
        }
        long lastMs = messages.isEmpty() ? 0 : messages.getLast().dueMs();
        highest.forEach((boot, seq) -> {
            List<Message.Range> forget = boot == 1 && forgetful && rebootMs != Long.MAX_VALUE
                    ? List.of(new Message.Range(1, lastSeq.getOrDefault(boot, seq)))
                    : forget(boot, seq);
            if (!forget.isEmpty()) messages.add(new Message(lastMs, boot, List.of(), forget));
        });
        return messages;
    }

    private static boolean sameMessage(Copy one, Copy other) {
        return one.dueMs() == other.dueMs()
                && one.event().boot() == other.event().boot();
    }

    /** What the gate has lost below a number; an engine takes no higher one. */
    private List<Message.Range> forget(int boot, long below) {
        List<Long> numbers = lostNumbers.getOrDefault(boot, Collections.emptyList());
        List<Message.Range> ranges = new ArrayList<>();
        numbers.removeIf(it -> {
            if (it > below) return false;
            ranges.add(new Message.Range(it, it));
            return true;
        });
        return ranges;
    }
}
