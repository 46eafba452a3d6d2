package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yizhan.lease.Lease.Attempt;
import io.yizhan.lease.Spread.Place;
import io.yizhan.redis.TestRedis;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What leases and membership ask of a real Redis, by its own count: each node renews, announces itself and looks around once a tick, which
 * stands for a third of a lease. At full size: {@code -Dyizhan.traffic.regions=300 -Dyizhan.traffic.nodes=40}.
 */
@Tag("server")
class LeaseTrafficTest {
    private static final int REGIONS = Integer.getInteger("yizhan.traffic.regions", 30);
    private static final int NODES = Integer.getInteger("yizhan.traffic.nodes", 4);
    private static final int STEADY_TICKS = 10;
    private static final int TICKS_MAX = 200;

    /** For which it is always the same minute: else nodes would have news now and then. */
    private static final MemberSeal SEAL = new MemberSeal(new byte[32], () -> Instant.EPOCH);

    /** Nothing ends by itself here, however slow the machine: a node's death is played by removing what would have ended. */
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final List<String> regions = IntStream.range(0, REGIONS)
            .mapToObj(it -> String.format("r%03d", it))
            .toList();
    private final TreeMap<String, Node> nodes = new TreeMap<>();
    private @Nullable RedisCluster opened;
    private @Nullable TestRedis own;
    private int changes;

    @Test
    void isWhatThePaperSaysAndBoundedAtADeathAndARollingRestart() throws Exception {
        try (TestRedis redis = TestRedis.own();
                RedisCluster cluster = RedisCluster.open(redis.uri(), LEASE, TestRedis.LONG)) {
            own = redis;
            opened = cluster;
            await().atMost(TestRedis.LONG).until(cluster::connected);
            for (String region : regions) RedisLeaseTest.rememberOwner(redis, region);
            for (int node = 0; node < NODES; node++) join(String.format("n%02d", node), "1");
            rest();
            steady();
            death();
            rollingRestart();
        }
    }

    private RedisCluster cluster() {
        return Objects.requireNonNull(opened);
    }

    private TestRedis redis() {
        return Objects.requireNonNull(own);
    }

    private void steady() throws Exception {
        reset();
        for (int tick = 0; tick < STEADY_TICKS; tick++) assertThat(tick()).isFalse();
        Count count = report("steady", STEADY_TICKS);
        assertThat(count.calls).isEqualTo(STEADY_TICKS * paper());
        assertThat(changes).isZero();
    }

    /** Calls a tick: each region's renewal, each node's announcement and its look around. */
    private static long paper() {
        return REGIONS + 2L * NODES;
    }

    private void death() throws Exception {
        Node dead = Objects.requireNonNull(nodes.remove("n01"));
        int lost = dead.owns.size();
        redis().call("DEL", "yizhan:{members}:node:" + dead.id);
        for (String region : dead.owns.keySet()) redis().call("DEL", "yizhan:{" + region + "}:lease");
        reset();
        int ticks = rest();
        Count count = report("death of one with " + lost, ticks);
        // Each change makes the others look once; each region taken over is looked at and taken, later levelling less
        // than that again.
        assertThat(count.calls).isLessThan(ticks * paper() + (changes + 1L) * NODES + 6L * lost);
        join("n01", "2");
        rest();
    }

    private void rollingRestart() throws Exception {
        reset();
        int ticks = 0;
        for (String id : List.copyOf(nodes.keySet())) {
            Node leaving = Objects.requireNonNull(nodes.get(id));
            leaving.leaving = true;
            while (!leaving.owns.isEmpty()) {
                tick();
                assertThat(++ticks).isLessThan(TICKS_MAX * NODES);
            }
            nodes.remove(id);
            leaving.membership.leave();
            changed(leaving);
            tick();
            join(id, "3");
            ticks += 1 + rest();
        }
        Count count = report("rolling restart", ticks);
        assertThat(count.calls).isLessThan(ticks * paper() + (changes + 1L) * NODES + 8L * REGIONS);
    }

    /** @return ticks until nothing changes */
    private int rest() throws Exception {
        int ticks = 1;
        while (tick()) assertThat(++ticks).isLessThan(TICKS_MAX);
        return ticks;
    }

    private boolean tick() throws Exception {
        boolean anything = false;
        for (Node node : List.copyOf(nodes.values())) {
            if (!node.tick()) continue;
            anything = true;
            changed(node);
        }
        return anything;
    }

    /** All others look at once; that they do so once for several changes is left out. */
    private void changed(Node sender) throws IOException {
        changes++;
        for (Node node : nodes.values()) if (node != sender) node.membership.members();
    }

    private void join(String id, String incarnation) {
        nodes.put(id, new Node(id, incarnation));
    }

    private final class Node {
        private final String id;
        private final String incarnation;
        private final Membership membership = cluster().membership(SEAL);
        private final Map<String, Lease> leases = new TreeMap<>();
        private final TreeMap<String, Long> owns = new TreeMap<>();
        private final Set<String> ready = new HashSet<>();
        private boolean leaving;
        private long epoch;
        private Member said = new Member("", "", URI.create(""), 0, Set.of(), Map.of(), Set.of(), false);

        Node(String id, String incarnation) {
            this.id = id;
            this.incarnation = incarnation;
        }

        /** @return whether it had anything new to say */
        boolean tick() throws Exception {
            for (String region : owns.keySet())
                assertThat(lease(region).acquire()).isEqualTo(Attempt.HELD);
            boolean news = say();
            List<Member> members = membership.members();
            for (Map.Entry<String, Place> each : Spread.of(regions, members).entrySet())
                act(each.getKey(), each.getValue(), members);
            return say(news);
        }

        private boolean say(boolean before) throws Exception {
            return !self().equals(said) ? say() : before;
        }

        private boolean say() throws Exception {
            Member self = self();
            membership.announce(self);
            boolean news = !self.equals(said);
            said = self;
            return news;
        }

        private Member self() {
            return new Member(
                    id,
                    incarnation,
                    URI.create("http://" + id),
                    1,
                    Set.copyOf(regions),
                    Map.copyOf(owns),
                    Set.copyOf(ready),
                    leaving);
        }

        private void act(String region, Place place, List<Member> members) {
            boolean mine = id.equals(place.owner());
            if (owns.containsKey(region)) {
                if (!mine && place.due() && isReady(place.owner(), region, members)) handOver(region);
                return;
            }
            boolean served = members.stream().anyMatch(it -> it.owns().containsKey(region));
            if (mine && !served && lease(region).acquire() == Attempt.HELD) {
                owns.put(region, ++epoch);
                ready.remove(region);
            } else if (mine || id.equals(place.standby())) {
                ready.add(region);
            } else {
                ready.remove(region);
            }
        }

        private boolean isReady(@Nullable String other, String region, List<Member> members) {
            return members.stream()
                    .anyMatch(it -> it.id().equals(other) && it.ready().contains(region));
        }

        private void handOver(String region) {
            owns.remove(region);
            if (!leaving) ready.add(region);
            lease(region).release();
        }

        private Lease lease(String region) {
            return leases.computeIfAbsent(region, cluster()::lease);
        }
    }

    private record Count(long calls, long inside) {}

    private void reset() throws IOException {
        redis().call("CONFIG", "RESETSTAT");
        changes = 0;
    }

    private Count report(String what, int ticks) throws IOException {
        TreeMap<String, Long> counts = new TreeMap<>();
        for (String line : redis().commandStats())
            counts.put(
                    line.substring("cmdstat_".length(), line.indexOf(':')),
                    Long.parseLong(line.replaceFirst(".*:calls=(\\d+).*", "$1")));
        counts.keySet().removeAll(List.of("info", "config", "ping", "client", "config|resetstat"));
        long scripts = counts.getOrDefault("evalsha", 0L);
        // Tokens are asked for one by one; every other GET comes from a script.
        long all = counts.values().stream().mapToLong(it -> it).sum();
        List<String> parts = new ArrayList<>();
        counts.forEach((name, calls) -> parts.add(name + " " + calls));
        System.out.printf(
                "traffic, %d regions, %d nodes, %s: %d ticks, %d changes said, %d script calls (%.1f a tick), %d commands in all: %s%n",
                REGIONS, NODES, what, ticks, changes, scripts, (double) scripts / ticks, all, String.join(", ", parts));
        return new Count(scripts, all - scripts);
    }
}
