package io.yizhan.loadtest.cluster;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Engines that share cities, and what they stand on, in a folder of their own, on free ports. Closing it ends and removes all. One thread. */
public final class Cluster implements AutoCloseable {
    /** What the engine brings along. */
    public static final String DEMO_CITY = "sh";

    public final OwnRedis redis;
    public final OwnPostgres postgres;
    public final List<Node> nodes = new ArrayList<>();
    public final Path work;
    public final Path root;
    private final Plan plan;
    private @Nullable Front front;
    private boolean closed;

    /**
     * What to start.
     *
     * @param regions cities: the demo city where one is called so, small ones else
     * @param wired whether each engine's connections can be cut
     * @param javaOptions of the engines
     * @param settings of the engines, besides those that make the cluster
     */
    public record Plan(
            int nodes, List<String> regions, boolean wired, String javaOptions, Map<String, String> settings) {}

    /** Starts nothing yet. */
    public Cluster(Path root, Plan plan) throws IOException {
        this.root = root;
        this.plan = plan;
        work = Files.createTempDirectory("yizhan-cluster.").toRealPath();
        redis = new OwnRedis(work);
        postgres = new OwnPostgres(work.resolve("postgres"));
        for (int i = 1; i <= plan.nodes(); i++) nodes.add(new Node("n" + i, root, work, plan, redis, postgres));
    }

    /** Returns when each region is owned by one node and, where there are several, stood by for by another. */
    public void start() throws InterruptedException, IOException {
        redis.start();
        postgres.create();
        for (String region : plan.regions()) {
            if (region.equals(DEMO_CITY) && region.equals(plan.regions().getFirst())) continue;
            Path file = work.resolve("city-" + region + ".json");
            SmallCity.write(region, file);
            nodes.getFirst().importCity(region, file);
        }
        for (Node node : nodes) node.start();
        for (Node node : nodes) node.awaitReady();
        if (!awaitPlaces(60))
            throw new Failure("not every region has an owner and a standby after 60 s:\n" + ownersText());
    }

    /** Whether each region has an owner and, where there are several nodes, one that stands by, within so many seconds. */
    public boolean awaitPlaces(int maxS) throws InterruptedException {
        long deadline = System.nanoTime() + maxS * 1_000_000_000L;
        while (!allPlaced()) {
            if (System.nanoTime() > deadline) return false;
            Thread.sleep(100);
        }
        return true;
    }

    private boolean allPlaced() throws InterruptedException {
        List<String> owned = new ArrayList<>();
        List<String> stoodBy = new ArrayList<>();
        int living = 0;
        for (Node node : nodes) {
            Node.Health health = node.alive() ? node.health() : null;
            if (health == null) continue;
            living++;
            owned.addAll(health.owns());
            stoodBy.addAll(health.standsBy());
        }
        List<String> regions = plan.regions();
        return owned.size() == regions.size()
                && owned.containsAll(regions)
                && (living < 2 || stoodBy.containsAll(regions));
    }

    /** Which node says that it owns what. */
    public String ownersText() throws InterruptedException {
        StringBuilder text = new StringBuilder();
        for (Node node : nodes) {
            Node.Health health = node.alive() ? node.health() : null;
            text.append("  ")
                    .append(node.id)
                    .append(
                            health == null
                                    ? " does not answer"
                                    : " " + health.status() + ", owns " + health.owns() + ", stands by for "
                                            + health.standsBy())
                    .append('\n');
        }
        return text.toString();
    }

    /** The node that says it owns the region; null where none does, or two do. */
    public @Nullable Node owner(String region) throws InterruptedException {
        Node found = null;
        for (Node node : nodes) {
            Node.Health health = node.alive() ? node.health() : null;
            if (health == null || !health.has(region)) continue;
            if (found != null) return null;
            found = node;
        }
        return found;
    }

    /** nginx before the engines, with the configuration of docker-compose.yml; null where there is no nginx on this machine. */
    public @Nullable Front front() throws InterruptedException, IOException {
        if (front == null) front = Front.start(root, work, nodes);
        return front;
    }

    public void copyLogs(Path folder) throws IOException {
        for (Node node : nodes)
            if (Files.exists(node.log()))
                Files.copy(node.log(), folder.resolve(node.id + ".log"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whatever state they are in: from what is reached first to what the others stand on. */
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        if (front != null) front.close();
        try {
            postgres.continueAll();
            for (Node node : nodes) if (node.alive()) node.signal("TERM");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        nodes.forEach(Node::close);
        redis.close();
        postgres.close();
        try (Stream<Path> all = Files.walk(work)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException | UncheckedIOException failed) {
            System.err.println("cluster: " + work + " could not be deleted: " + failed.getMessage());
        }
    }
}
