package io.yizhan.loadtest.drill;

import java.util.Arrays;
import java.util.List;
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
    CLOCK("clock", "restart with a clock 1 h back (needs libfaketime), and again with the right one", 10),
    CLOSURE("closure", "an operator closes a venue with 5,000 bookings", 10),
    GATES("gates", "100,000 gate events, told twice, out of order and late, through two kill -9 of the engine", 15),
    ATTACK_ANSWERS("attack-answers", "14,000 connections ask for 210 KB each, and read nothing, for 30 s", 10),
    ATTACK_STREAMS("attack-streams", "5,000 live streams from long ago on, of which nothing is read", 10),
    ATTACK_BODIES("attack-bodies", "1,500 connections send a gate's largest body without a token, again and again", 10),
    ATTACK_CONNECTIONS("attack-connections", "21,000 connections that say nothing", 10),
    ATTACK_READS("attack-reads", "64 connections ask for activities without a token, as fast as they are answered", 10),
    ATTACK_TOKENS("attack-tokens", "64 connections show forged tokens (ES256), as fast as they are answered", 10),
    ATTACK_MQTT("attack-mqtt", "256 connections send what only a server may, to the gates' port, again and again", 10),
    CLUSTER_KILL("cluster-kill", "kill -9 of the city's owner, restart; --rounds times", 5),
    CLUSTER_PAUSE("cluster-pause", "SIGSTOP of the owner for 30 s, then SIGCONT", 3),
    CLUSTER_REDIS("cluster-redis", "kill -9 of Redis, started again empty after 10 s", 5),
    CLUSTER_POSTGRES("cluster-postgres", "kill -9 of PostgreSQL's postmaster; started again after 10 s", 5),
    CLUSTER_NO_REDIS("cluster-no-redis", "the owner alone is cut off from Redis for 20 s", 3),
    CLUSTER_NO_POSTGRES("cluster-no-postgres", "the owner alone is cut off from PostgreSQL for 20 s", 3),
    CLUSTER_ROLLING("cluster-rolling", "SIGTERM and restart of all engines, one after the other", 5),
    CLUSTER_KILL_ALL("cluster-kill-all", "kill -9 of all engines at once, and restart", 5),
    CLUSTER_ATTACK_ANSWERS(
            "cluster-attack-answers", "attack-answers, through nginx where there is one, else at each engine", 10),
    CLUSTER_ATTACK_STREAMS("cluster-attack-streams", "attack-streams, in the same way", 10),
    CLUSTER_ATTACK_BODIES("cluster-attack-bodies", "attack-bodies, in the same way", 10),
    CLUSTER_ATTACK_CONNECTIONS("cluster-attack-connections", "attack-connections, in the same way", 10),
    CLUSTER_ATTACK_READS("cluster-attack-reads", "attack-reads, in the same way", 10),
    CLUSTER_REGIONS("cluster-regions", "ten cities on three engines: kill -9 of one, and its return", 5);

    final String id;
    final String meaning;

    /** A request without an answer, and without its connection being closed, for longer breaks a promise. Includes the fault's span. */
    final int answerMaxS;

    Drill(String id, String meaning, int answerMaxS) {
        this.id = id;
        this.meaning = meaning;
        this.answerMaxS = answerMaxS;
    }

    /** Whether somebody attacks: then addresses are limited as they usually are. */
    boolean attack() {
        return id.contains("attack-");
    }

    /** Whether it has several engines. */
    boolean cluster() {
        return id.startsWith("cluster-");
    }

    /** Those of one engine, for "all", or of several, for "cluster-all". */
    static List<Drill> of(boolean cluster) {
        return Arrays.stream(values()).filter(it -> it.cluster() == cluster).toList();
    }

    static Drill of(String id) {
        for (Drill it : values()) if (it.id.equals(id)) return it;
        throw new IllegalArgumentException("there is no drill \"" + id + "\"; there are "
                + Arrays.stream(values()).map(it -> it.id).collect(Collectors.joining(", ")) + ", all and cluster-all");
    }
}
