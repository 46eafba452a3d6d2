package io.yizhan.sim;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** What is to happen, act by act. Each has dice of its own, so that a script with acts left out still means the same by the others. */
final class Script {
    private Script() {}

    /** Kinds of acts, and how often each is wanted among a thousand. */
    interface Kind {
        int weight();

        /** Ordinary acts are in every script; faults are in some, and in some more than usual. */
        boolean fault();

        String name();
    }

    /** What happens to one node. */
    enum Lone implements Kind {
        PLACE(260),
        CONFIRM(60),
        CANCEL(60),
        FIND(40),
        LIST(15),
        GATE(80),
        GATE_RESTARTS(4),
        DUPLICATE(30),
        WRITE(200),
        FOLLOW(100),
        BACKGROUND(25),
        PASS(90),
        PASS_MINUTES(20),
        PASS_A_DAY(1),
        OPEN(8),
        CATALOGUE_CHANGES(4),
        CLOSE(6),
        LIFT(3),
        KILL(14),
        POWER_CUT(14),
        STOP(3),
        WRITE_FAILS(4),
        SYNC_FAILS(5),
        DISK_FULL(3),
        SYNC_SLOW(3),
        DISK_HEALS(10),
        DB_AWAY(5),
        DB_RESET(6),
        DB_ANSWER_LOST(6),
        DB_COMMIT_LATE(6),
        DB_SLOW(3),
        DB_HEALS(12),
        CLOCK_SET(3),
        CAPACITY(6);

        private final int weight;

        Lone(int weight) {
            this.weight = weight;
        }

        @Override
        public int weight() {
            return weight;
        }

        @Override
        public boolean fault() {
            return compareTo(KILL) >= 0
                    || this == PASS_A_DAY
                    || this == GATE_RESTARTS
                    || this == CATALOGUE_CHANGES
                    || this == CLOSE
                    || this == LIFT;
        }
    }

    record Act(int no, Kind kind, long dice) {}

    /** What its dice decide of faults is up to whoever runs it. */
    static List<Act> withoutFaults(long seed, int acts) {
        return of(seed, acts, Lone.values()).stream()
                .filter(act -> !act.kind().fault())
                .toList();
    }

    static List<Act> of(long seed, int acts, Kind[] kinds) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Kind> bag = new ArrayList<>();
        for (Kind kind : kinds) {
            int factor = kind.fault() ? new int[] {0, 1, 1, 4}[random.nextInt(4)] : 1 + random.nextInt(2);
            bag.addAll(Collections.nCopies(kind.weight() * factor, kind));
        }
        List<Act> script = new ArrayList<>();
        for (int no = 0; no < acts; no++)
            script.add(new Act(no, bag.get(random.nextInt(bag.size())), random.nextLong()));
        return script;
    }
}
