package io.yizhan.loadtest.drill;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What can be drilled. */
enum Drill {
    KILL("kill", "kill -9 of the engine under load, restart; --rounds times", 15),
    PAUSE("pause", "SIGSTOP of the engine for 20 s, then SIGCONT", 35),
    POSTGRES_KILLED("postgres-killed", "kill -9 of PostgreSQL's postmaster; started again after 15 s", 10),
    POSTGRES_FROZEN("postgres-frozen", "SIGSTOP of all PostgreSQL processes for 20 s, then SIGCONT", 10),
    DISK_FULL("disk-full", "no room left for the journal; then room, and a restart", 10),
    DESCRIPTORS("descriptors", "ulimit -n 400, and 1,000 connections for 20 s", 10),
    SLOWLORIS("slowloris", "2,000 connections that send a byte a second", 10),
    IDLE("idle", "10,000 connections that send nothing", 10),
    CLOCK("clock", "restart with a clock 1 h back (needs libfaketime), and again with the right one", 10);

    final String id;
    final String meaning;

    /** A request without an answer, and without its connection being closed, for longer breaks a promise. Includes the fault's span. */
    final int answerMaxS;

    Drill(String id, String meaning, int answerMaxS) {
        this.id = id;
        this.meaning = meaning;
        this.answerMaxS = answerMaxS;
    }

    static Drill of(String id) {
        for (Drill it : values()) if (it.id.equals(id)) return it;
        throw new IllegalArgumentException("there is no drill \"" + id + "\"; there are "
                + Arrays.stream(values()).map(it -> it.id).collect(Collectors.joining(", ")) + " and all");
    }
}
