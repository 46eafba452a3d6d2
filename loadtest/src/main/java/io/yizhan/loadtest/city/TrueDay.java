package io.yizhan.loadtest.city;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * What truly happens: who goes through which gate when. Every station is empty at the beginning. Nobody leaves before having come, nobody
 * comes while it is closed or full, and all are out when it closes. A function of its seed; of a station, whichever others there are.
 *
 * @param fromMs by {@link WeekTime}
 * @param passages by time; those of one moment in the order in which they happened
 * @param turnedAway who came while it was full, and went home
 */
public record TrueDay(List<Station> stations, long fromMs, long toMs, List<Passage> passages, int turnedAway) {
    /** Stations are not alike: of what is usual for its kind, one has at least so much. */
    private static final double POPULARITY_MIN = 0.6;

    private static final double POPULARITY_MAX = 1.2;
    private static final double STAY_SPREAD = 0.35;
    private static final long STAY_MIN_MS = 5 * WeekTime.MINUTE_MS;
    /** Nobody comes so shortly before it closes. */
    private static final long LAST_ENTRY_MS = 20 * WeekTime.MINUTE_MS;

    private static final int LAST_EXITS_MS = (int) (10 * WeekTime.MINUTE_MS);
    private static final double MAIN_GATE = 0.7;
    private static final double WITH_CREDENTIAL = 0.6;

    /** @param crowd 1 for as many people as usual */
    public static TrueDay of(List<Station> stations, long fromMs, long toMs, double crowd, long seed) {
        List<Passage> passages = new ArrayList<>();
        int turnedAway = 0;
        for (Station station : stations) {
            Doors doors = new Doors(station, crowd, seed);
            doors.live(fromMs, toMs);
            passages.addAll(doors.passages);
            turnedAway += doors.turnedAway;
        }
        passages.sort(Comparator.comparingLong(Passage::atMs));
        return new TrueDay(List.copyOf(stations), fromMs, toMs, List.copyOf(passages), turnedAway);
    }

    /** It ends with this many passages, where there are more. */
    public TrueDay first(int count) {
        if (passages.size() <= count) return this;
        List<Passage> fewer = passages.subList(0, count);
        return new TrueDay(stations, fromMs, fewer.getLast().atMs() + 1, List.copyOf(fewer), turnedAway);
    }

    /** One station. */
    private static final class Doors {
        private final Station station;
        private final SplittableRandom random;
        private final double popularity;
        private final List<Passage> passages = new ArrayList<>();
        private final PriorityQueue<Visit> inside = new PriorityQueue<>(Comparator.comparingLong(Visit::untilMs));
        private int turnedAway;
        private int persons;

        private record Visit(long untilMs, int person, String credential) {}

        Doors(Station station, double crowd, long seed) {
            this.station = station;
            random = Chance.of(seed, station.id());
            popularity = crowd * random.nextDouble(POPULARITY_MIN, POPULARITY_MAX);
        }

        void live(long fromMs, long toMs) {
            for (long minute = fromMs; minute < toMs; minute += WeekTime.MINUTE_MS) {
                for (long atMs : arrivals(minute)) {
                    if (atMs >= toMs) break;
                    leave(atMs);
                    arrive(atMs);
                }
            }
            leave(toMs - 1);
        }

        /** Within a minute. As many as keep the station as full as it should be: visits a minute are people inside over a visit's length. */
        private long[] arrivals(long minute) {
            if (!station.isOpen(minute)) return new long[0];
            double expected = popularity * station.limit() * Rhythm.fullness(station.kind(), minute);
            long[] at = new long[Chance.poisson(random, expected / Rhythm.stayMin(station.kind(), minute))];
            for (int i = 0; i < at.length; i++) at[i] = minute + random.nextInt((int) WeekTime.MINUTE_MS);
            Arrays.sort(at);
            return at;
        }

        private void arrive(long atMs) {
            long closesMs = station.closesMs(atMs);
            if (closesMs - atMs <= LAST_ENTRY_MS) return;
            if (inside.size() >= station.limit()) {
                turnedAway++;
                return;
            }
            double stayMin = Rhythm.stayMin(station.kind(), atMs) * Math.exp(STAY_SPREAD * random.nextGaussian());
            long untilMs = atMs + Math.max(STAY_MIN_MS, (long) (stayMin * WeekTime.MINUTE_MS));
            long lastMs = closesMs == Long.MAX_VALUE ? closesMs : closesMs - 1 - random.nextInt(LAST_EXITS_MS);
            int person = ++persons;
            String credential = random.nextDouble() < WITH_CREDENTIAL ? "card-" + station.id() + "-" + person : "";
            inside.add(new Visit(Math.min(untilMs, lastMs), person, credential));
            passages.add(new Passage(atMs, station.id(), gate(), true, person, credential));
        }

        private void leave(long untilMs) {
            while (!inside.isEmpty() && inside.element().untilMs() <= untilMs) {
                Visit over = inside.remove();
                passages.add(
                        new Passage(over.untilMs(), station.id(), gate(), false, over.person(), over.credential()));
            }
        }

        private String gate() {
            List<String> gates = station.gates();
            if (gates.size() == 1 || random.nextDouble() < MAIN_GATE) return gates.getFirst();
            return gates.get(1 + random.nextInt(gates.size() - 1));
        }
    }
}
