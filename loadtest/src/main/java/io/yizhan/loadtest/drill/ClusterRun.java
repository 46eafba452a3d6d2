package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.yizhan.loadtest.Crowd;
import io.yizhan.loadtest.cluster.Cluster;
import io.yizhan.loadtest.cluster.Front;
import io.yizhan.loadtest.cluster.Node;
import io.yizhan.loadtest.cluster.SmallCity;
import io.yizhan.loadtest.drill.Timeline.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One drill of engines that share a city, from their start to the last check. */
final class ClusterRun {
    static final String REGION = "drill";
    private static final int WARM_S = 6;
    private static final int CALM_S = 6;
    private static final int OWNER_MAX_S = 60;

    private final Cluster cluster;
    private final DrillResult result;
    private final int rounds;
    private final boolean plantLie;
    private final @Nullable Path k6;
    private final List<LocalDate> dates = SmallCity.dates();
    private final Client client;

    /** @param k6 the program; null where there is none */
    ClusterRun(Cluster cluster, DrillResult result, int rounds, boolean plantLie, @Nullable Path k6) {
        this.cluster = cluster;
        this.k6 = k6;
        this.result = result;
        this.rounds = rounds;
        this.plantLie = plantLie;
        client = client(cluster, "", result.drill);
    }

    static Client client(Cluster cluster, String region, Drill drill) {
        return new Client(
                cluster.nodes.stream().map(it -> it.url).toList(), region, Duration.ofSeconds(drill.answerMaxS));
    }

    /** @param drill for which */
    static Cluster.Plan plan(int nodes, List<String> regions, Drill drill) {
        Map<String, String> settings = new HashMap<>();
        settings.put("YIZHAN_RATE_PER_S", "100000");
        settings.put("YIZHAN_RATE_BURST", "100000");
        if (drill.attack()) {
            settings.put("YIZHAN_ADDRESS_RATE_PER_S", "1000");
            // Where nginx is.
            settings.put("YIZHAN_TRUSTED_PROXIES", "127.0.0.1");
        }
        return new Cluster.Plan(nodes, regions, true, "-Xmx384m -ea:io.yizhan...", settings);
    }

    void run() throws InterruptedException, IOException {
        cluster.start();
        Timeline timeline = new Timeline();
        result.timeline = timeline;
        Load load = new Load(client, SmallCity.slots(dates), timeline, Load.WORKERS);
        try (OwnerWatch watch = new OwnerWatch(cluster.nodes, REGION, timeline);
                Crowd crowd = result.drill.attack() ? null : crowd()) {
            watch.start();
            load.start();
            // The first seconds are the compilers'.
            seconds(WARM_S);
            calm();
            new ClusterFaults(cluster, result, rounds).inject();
            recovered();
            load.stop();
            if (crowd != null) crowd.await();
            result.notes.add("Who said to have the city: " + String.join(", ", watch.changes()) + ".");
            reckon(load, crowd);
        }
    }

    private void reckon(Load load, @Nullable Crowd crowd) throws InterruptedException {
        Reckoning.Parts health = () -> {
            Node.Health owners = ownerHealth();
            return owners == null ? MissingNode.getInstance() : owners.parts();
        };
        new Reckoning(client, load, dates, new Reckoning.Place(REGION, cluster.postgres.jdbc("yizhan"), health))
                .into(result, plantLie, swallows());
        if (crowd == null) return;
        result.notes.addAll(crowd.told());
        for (Crowd.Check it : crowd.checks(cluster.postgres.uri())) result.promise(it.what(), it.seen(), it.kept());
    }

    /** k6 asks nginx, which knows all engines; it has an address of its own that no fault takes away. */
    private @Nullable Crowd crowd() throws InterruptedException, IOException {
        Front front = k6 == null ? null : cluster.front();
        if (k6 == null || front == null) {
            result.notes.add(
                    "Without k6 beside it: there is no " + (k6 == null ? "k6" : "nginx") + " on this machine.");
            return null;
        }
        return Crowd.start(k6, cluster.root, cluster.work.resolve("k6"), front.url, SmallCity.CROWD_DAY, crowdS());
    }

    /** Well into what comes after the fault; where that ends sooner, it is waited for. */
    private int crowdS() {
        return switch (result.drill) {
            case CLUSTER_KILL -> WARM_S + CALM_S + 25 * rounds;
            case CLUSTER_PAUSE -> 60;
            default -> 50;
        };
    }

    /** A process or a network that stands still keeps what was sent into it. */
    private boolean swallows() {
        return switch (result.drill) {
            case CLUSTER_PAUSE, CLUSTER_NO_REDIS, CLUSTER_NO_POSTGRES -> true;
            default -> false;
        };
    }

    private void calm() throws InterruptedException {
        double from = result.timeline.nowS();
        seconds(CALM_S);
        Timeline.Gap gap = result.timeline.longestGap(from, result.timeline.nowS());
        result.notes.add(String.format(
                Locale.ROOT,
                "Before the fault the load itself left up to %.2f s between two bookings.",
                gap.lengthS()));
    }

    private void recovered() throws InterruptedException {
        boolean placed = cluster.awaitPlaces(OWNER_MAX_S);
        int before = result.timeline.total(Kind.BOOKED);
        seconds(2);
        int booked = result.timeline.total(Kind.BOOKED) - before;
        Node.Health health = ownerHealth();
        boolean up = health != null && health.status().equals("UP");
        result.promise(
                "afterwards the city has an owner that is UP and a standby, and bookings are answered",
                (placed ? "" : cluster.ownersText().replace('\n', ';')) + booked + " in 2 s",
                placed && up && booked > 0);
    }

    private Node.@Nullable Health ownerHealth() throws InterruptedException {
        return ClusterFaults.owner(cluster).health();
    }

    private static void seconds(int count) throws InterruptedException {
        Thread.sleep(count * 1_000L);
    }
}
