package io.yizhan.sim;

import io.yizhan.journal.Journal;
import io.yizhan.journal.file.JournalDisk;
import io.yizhan.region.RegionRows;

/** A bug that is put into the engine from outside, to see the simulation find it. This one is none. */
class Mutation {
    static final Mutation NONE = new Mutation();

    private boolean looksInside = true;

    /** Whether the books are compared with those that are kept aside; else only what comes of them is judged. */
    final boolean looksInside() {
        return looksInside;
    }

    final Mutation judgedByWhatItLeadsTo() {
        looksInside = false;
        return this;
    }

    JournalDisk disk(JournalDisk disk) {
        return disk;
    }

    Journal journal(Journal journal) {
        return journal;
    }

    RegionRows rows(RegionRows rows) {
        return rows;
    }

    SimPostgres postgres(SimClock clock, CrashPoints points, long seed) {
        return new SimPostgres(clock, points, seed);
    }
}
