package io.yizhan.traffic;

import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One part of a crowd: {@value #MEMBERS} members, a desk, and the gates and machines of its share of the stations, one request after the other. Two parts
 * ask for twice as much: they share the stations, and each of the gates speaks twice as often. Runs on a thread of its own until that is
 * interrupted.
 */
final class Party implements Runnable {
    static final int MEMBERS = 300;

    /** So much happens at once, so that whoever comes first doesn't find an empty city. */
    private static final int OPENING_TURNS = 200;

    private static final Duration EACH_STATION = Duration.ofSeconds(30);
    /** Whoever is on one that has said nothing for two minutes is thought to have left. */
    private static final Duration EACH_MACHINE = Duration.ofSeconds(90);

    private static final Duration BETWEEN_GATES_MIN = Duration.ofMillis(200);
    private static final Duration BETWEEN_TURNS = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CHECK_INS = Duration.ofSeconds(15);
    private static final Duration AFTER_A_FAULT = Duration.ofSeconds(10);

    /** No two parts of two seeds have the same random numbers. */
    private static final long SEEDS_APART = Traffic.TIMES_MAX;

    private final FrontDoor door;
    private final Traffic traffic;
    private final int number;
    private final Pace pace;
    private final FirstFault faults;
    private final Turnstiles turnstiles;
    private final Members members;
    private final Desks desks;
    private final Machines machines;
    private boolean opened;

    /** What is done again and again. */
    private static final class Chore {
        Instant dueAt;

        Chore(Instant dueAt) {
            this.dueAt = dueAt;
        }

        /** Whatever could not be done in time is not made up for. */
        void done(Duration every, Instant now) {
            Instant next = dueAt.plus(every);
            dueAt = next.isBefore(now) ? now : next;
        }
    }

    /** @param number from 0 on */
    Party(FrontDoor door, Traffic traffic, int number, Pace pace, FirstFault faults) {
        this.door = door;
        this.traffic = traffic;
        this.number = number;
        this.pace = pace;
        this.faults = faults;
        SplittableRandom random = new SplittableRandom(traffic.seed() * SEEDS_APART + number);
        // The engine remembers keys and numbers of gates for longer than this process lives.
        String run = "crowd-" + number + "-" + Long.toString(pace.now().toEpochMilli(), Character.MAX_RADIX);
        turnstiles = new Turnstiles(door, pace, random, run);
        members = new Members(door, pace, random, run, Members.PREFIX + number + "-", MEMBERS);
        desks = new Desks(door, pace, random);
        machines = new Machines(door, pace, new SplittableRandom(~(traffic.seed() * SEEDS_APART + number)));
    }

    @Override
    public void run() {
        try {
            while (true) {
                try {
                    live(Town.read(door));
                } catch (RuntimeException fault) {
                    // Of an answer that nobody expected: the city may be another one since. Begin with what it is now.
                    faults.tell(fault);
                    pace.pause(AFTER_A_FAULT);
                }
            }
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void live(Town town) throws InterruptedException {
        List<Doorway> doorways = doorways(town);
        List<Spot> spots = spots(town);
        if (!opened) open(town, doorways, spots);
        opened = true;
        Chore gates = new Chore(doorways.isEmpty() ? Instant.MAX : pace.now());
        Chore turns = new Chore(pace.now());
        Chore checkIns = new Chore(pace.now());
        Chore words = new Chore(spots.isEmpty() ? Instant.MAX : pace.now());
        int nextSpot = 0;
        for (int next = 0; ; ) {
            Instant now = pace.now();
            if (!now.isBefore(members.nextIntention())) {
                members.confirmNext();
            } else if (!now.isBefore(gates.dueAt)) {
                doorways.get(next++ % doorways.size()).pass(town);
                gates.done(betweenGates(town), pace.now());
            } else if (!now.isBefore(turns.dueAt)) {
                members.turn(town);
                turns.done(betweenTurns(town), pace.now());
            } else if (!now.isBefore(checkIns.dueAt)) {
                desks.checkIn(town);
                checkIns.done(BETWEEN_CHECK_INS, pace.now());
            } else if (!now.isBefore(words.dueAt)) {
                // Last, since there are most of them: where they come late, nobody else does.
                spots.get(nextSpot++ % spots.size()).goOn(town);
                words.done(EACH_MACHINE.dividedBy(spots.size()), pace.now());
            } else {
                pause(now, earliest(members.nextIntention(), gates.dueAt, turns.dueAt, checkIns.dueAt, words.dueAt));
            }
        }
    }

    /** The gates of one station, and how full it is to be. */
    private final class Doorway {
        private final Station station;
        private final Fullness fullness;

        Doorway(Station station, Fullness fullness) {
            this.station = station;
            this.fullness = fullness;
        }

        void fill(Town town) throws InterruptedException {
            turnstiles.fill(station, fullness.at(town.at(pace.now())));
        }

        void pass(Town town) throws InterruptedException {
            turnstiles.pass(station, fullness.at(town.at(pace.now())));
        }
    }

    /** One machine, and how full its station is to be. */
    private final class Spot {
        private final Station station;
        private final Machine machine;
        private final Fullness fullness;

        Spot(Station station, Machine machine, Fullness fullness) {
            this.station = station;
            this.machine = machine;
            this.fullness = fullness;
        }

        void begin(Town town) throws InterruptedException {
            machines.begin(station, machine, fullness.at(town.at(pace.now())));
        }

        void goOn(Town town) throws InterruptedException {
            machines.goOn(station, machine, fullness.at(town.at(pace.now())));
        }
    }

    /** Those that are this part's. */
    private List<Spot> spots(Town town) {
        List<Spot> spots = new ArrayList<>();
        for (int i = number; i < town.stations().size(); i += traffic.times()) {
            Station station = town.stations().get(i);
            for (Machine each : station.machines()) spots.add(new Spot(station, each, new Fullness(traffic.seed(), i)));
        }
        return spots;
    }

    /** Those that are this part's. */
    private List<Doorway> doorways(Town town) {
        List<Doorway> doorways = new ArrayList<>();
        for (int i = number; i < town.stations().size(); i += traffic.times()) {
            Station station = town.stations().get(i);
            if (!station.gates().isEmpty()) doorways.add(new Doorway(station, new Fullness(traffic.seed(), i)));
        }
        return doorways;
    }

    private void open(Town town, List<Doorway> doorways, List<Spot> spots) throws InterruptedException {
        for (Doorway each : doorways) each.fill(town);
        for (Spot each : spots) each.begin(town);
        for (int i = 0; i < OPENING_TURNS; i++) members.turn(town);
    }

    /** However many parts there are: each has fewer stations then. */
    private static Duration betweenGates(Town town) {
        Duration even = EACH_STATION.dividedBy(town.stations().size());
        return even.compareTo(BETWEEN_GATES_MIN) > 0 ? even : BETWEEN_GATES_MIN;
    }

    private Duration betweenTurns(Town town) {
        double busyness = Rhythm.busyness(town.at(pace.now()).toLocalTime());
        return Duration.ofMillis((long) (BETWEEN_TURNS.toMillis() / busyness));
    }

    private static Instant earliest(Instant... moments) {
        return Collections.min(List.of(moments));
    }

    private void pause(Instant now, Instant until) throws InterruptedException {
        pace.pause(Duration.between(now, until));
    }
}
