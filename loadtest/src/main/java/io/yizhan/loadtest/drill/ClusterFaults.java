package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.Cluster;
import io.yizhan.loadtest.cluster.Front;
import io.yizhan.loadtest.cluster.Node;
import io.yizhan.loadtest.cluster.Wire;
import io.yizhan.loadtest.drill.Timeline.Kind;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What is done to engines that share one city, and what must be seen while it lasts. One thread. */
final class ClusterFaults {
    private static final int AFTER_S = 8;
    private static final int OWNER_MAX_S = 60;

    /** How long there may be no booking where a city changes hands. */
    private static final double CHANGE_MAX_S = 5;

    /** The same where nothing need change hands: one timeout, and what the load itself leaves between two bookings. */
    private static final double ALONE_MAX_S = 1;

    private final Cluster cluster;
    private final DrillResult result;
    private final int rounds;

    /** @param rounds of kills */
    ClusterFaults(Cluster cluster, DrillResult result, int rounds) {
        this.cluster = cluster;
        this.result = result;
        this.rounds = rounds;
    }

    /** The drill's fault, its end, and some seconds more. */
    void inject() throws InterruptedException, IOException {
        switch (result.drill) {
            case CLUSTER_KILL -> kill();
            case CLUSTER_PAUSE -> pause();
            case CLUSTER_REDIS -> redis();
            case CLUSTER_POSTGRES -> postgres();
            case CLUSTER_NO_REDIS -> cut("Redis", Objects.requireNonNull(owner().toRedis), CHANGE_MAX_S);
            case CLUSTER_NO_POSTGRES -> cut("PostgreSQL", Objects.requireNonNull(owner().toPostgres), ALONE_MAX_S);
            case CLUSTER_ROLLING -> rolling();
            case CLUSTER_KILL_ALL -> killAll();
            case CLUSTER_ATTACK_ANSWERS,
                    CLUSTER_ATTACK_STREAMS,
                    CLUSTER_ATTACK_BODIES,
                    CLUSTER_ATTACK_CONNECTIONS,
                    CLUSTER_ATTACK_READS -> attack();
            default -> throw new IllegalArgumentException(result.drill.id + " is not of one city on several engines");
        }
    }

    private void attack() throws InterruptedException, IOException {
        Front front = cluster.front();
        if (front == null) result.notes.add("Without nginx before them: there is none on this machine.");
        List<String> urls =
                front == null ? cluster.nodes.stream().map(it -> it.url).toList() : List.of(front.url);
        Node owner = owner();
        new Attack(
                        result,
                        Way.of(result.drill),
                        urls,
                        ClusterRun.client(cluster, "", result.drill),
                        cluster.nodes.stream().map(Node::pid).toList())
                .run();
        result.promise("the city stays where it is", owner.id + ", then " + owner().id, owner.id.equals(owner().id));
    }

    private void kill() throws InterruptedException {
        double longestS = 0;
        StringBuilder each = new StringBuilder();
        for (int round = 1; round <= rounds; round++) {
            Node owner = owner();
            fault("kill -9 of the owner, " + owner.id);
            double from = now();
            owner.kill();
            seconds(AFTER_S);
            double gapS = result.timeline.longestGap(from, now()).lengthS();
            longestS = Math.max(longestS, gapS);
            each.append(String.format(Locale.ROOT, "%s%.2f s", round == 1 ? "" : ", ", gapS));
            owner.start();
            owner.awaitReady();
            healed();
            if (!cluster.awaitPlaces(OWNER_MAX_S)) throw new Failure("the city has no owner and standby again");
            seconds(2);
        }
        result.promise(
                "after each of " + rounds + " kills bookings are answered again within " + (int) CHANGE_MAX_S + " s",
                each.toString(),
                longestS < CHANGE_MAX_S);
    }

    private void pause() throws InterruptedException {
        Node owner = owner();
        fault("SIGSTOP of the owner, " + owner.id);
        double from = now();
        owner.signal("STOP");
        seconds(30);
        double to = now();
        owner.signal("CONT");
        healed();
        seconds(AFTER_S);
        gap("while the owner stands still, and when it goes on", from, now(), CHANGE_MAX_S);
        result.promise("another one has the city when it wakes", "it was " + owner.id, !owner.id.equals(owner().id));
        result.notes.add(String.format(
                Locale.ROOT,
                "Longest after it woke: %.2f s.",
                result.timeline.longestGap(to, now()).lengthS()));
    }

    private void redis() throws InterruptedException {
        fault("Redis killed");
        double from = now();
        cluster.redis.kill();
        seconds(10);
        cluster.redis.empty();
        double back = now();
        cluster.redis.start();
        healed();
        seconds(AFTER_S);
        gap("while Redis is away", from, back, ALONE_MAX_S);
        gap("when it is back without anything", back, now(), ALONE_MAX_S);
    }

    private void postgres() throws InterruptedException, IOException {
        fault("PostgreSQL killed");
        double from = now();
        cluster.postgres.kill();
        seconds(10);
        cluster.postgres.start();
        healed();
        seconds(AFTER_S);
        gap("while PostgreSQL is away, and when it is back", from, now(), ALONE_MAX_S);
    }

    private void cut(String what, Wire wire, double maxS) throws InterruptedException {
        Node owner = owner();
        fault("the owner, " + owner.id + ", is cut off from " + what);
        double from = now();
        wire.cut();
        seconds(20);
        double to = now();
        wire.mend();
        healed();
        seconds(AFTER_S);
        gap("while the owner is cut off from " + what, from, to, maxS);
        gap("when it is no more", to, now(), maxS);
    }

    private void rolling() throws InterruptedException {
        double longestS = 0;
        double from = now();
        for (Node node : cluster.nodes) {
            fault("SIGTERM to " + node.id);
            double stopped = now();
            node.stop();
            double ended = now();
            node.start();
            node.awaitReady();
            healed();
            if (!cluster.awaitPlaces(OWNER_MAX_S)) throw new Failure("the city has no owner and standby again");
            seconds(3);
            result.notes.add(String.format(
                    Locale.ROOT,
                    "%s ended %.1f s after its SIGTERM; longest without a booking: %.2f s.",
                    node.id,
                    ended - stopped,
                    result.timeline.longestGap(stopped, now()).lengthS()));
            longestS = Math.max(
                    longestS, result.timeline.longestGap(stopped, now()).lengthS());
        }
        result.promise(
                "bookings go on through the restart of each engine, at most 1 s between two of them",
                String.format(Locale.ROOT, "%.2f s", longestS),
                longestS < ALONE_MAX_S);
        int errors = 0;
        StringBuilder each = new StringBuilder();
        for (Kind kind : List.of(Kind.UNAVAILABLE, Kind.WRONG, Kind.NO_ANSWER, Kind.HUNG)) {
            int count = result.timeline.between(kind, from, now() + 1);
            errors += count;
            each.append(each.isEmpty() ? "" : ", ")
                    .append(kind.meaning)
                    .append(": ")
                    .append(count);
        }
        result.promise("no client is told an error meanwhile", each.toString(), errors == 0);
    }

    private void killAll() throws InterruptedException {
        fault("kill -9 of all engines");
        double from = now();
        for (Node node : cluster.nodes) node.signal("KILL");
        for (Node node : cluster.nodes) node.kill();
        double ended = now();
        for (Node node : cluster.nodes) node.start();
        for (Node node : cluster.nodes) node.awaitReady();
        double ready = now();
        healed();
        if (!cluster.awaitPlaces(OWNER_MAX_S)) throw new Failure("the city has no owner and standby again");
        seconds(AFTER_S);
        double answeredS = from + result.timeline.longestGap(from, now()).lengthS();
        result.promise(
                "bookings are answered within " + (int) CHANGE_MAX_S + " s of when the engines listen again",
                String.format(
                        Locale.ROOT,
                        "%.2f s after the kill; the JVMs took %.2f s until both listened",
                        answeredS - from,
                        ready - ended),
                answeredS - ready < CHANGE_MAX_S);
    }

    private void gap(String when, double from, double to, double maxS) {
        Timeline.Gap gap = result.timeline.longestGap(from, to);
        result.promise(
                String.format(Locale.ROOT, "never %.0f s without a booking %s", maxS, when),
                String.format(Locale.ROOT, "%.2f s, %.1f s after its beginning", gap.lengthS(), gap.fromS() - from),
                gap.lengthS() < maxS);
    }

    private Node owner() throws InterruptedException {
        return owner(cluster);
    }

    /** Throws {@link Failure} where nobody has the city for long. */
    static Node owner(Cluster cluster) throws InterruptedException {
        for (int i = 0; i < 10 * OWNER_MAX_S; i++) {
            Node owner = cluster.owner(ClusterRun.REGION);
            if (owner != null) return owner;
            Thread.sleep(100);
        }
        throw new Failure("nobody has the city:\n" + cluster.ownersText());
    }

    private double now() {
        return result.timeline.nowS();
    }

    private void fault(String what) {
        System.err.println("drill: " + what);
        result.timeline.faultBegins(what);
    }

    private void healed() {
        System.err.println("drill: healed");
        result.timeline.faultEnds();
    }

    private static void seconds(int count) throws InterruptedException {
        Thread.sleep(count * 1_000L);
    }
}
