package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Nodes that carry out their plans as {@code RegionSteward} does, each by what it last heard, each at its own pace: saying what one has,
 * hearing what the others have said, loading, giving away and taking over are steps of their own, in an order that the seed decides.
 */
@Tag("slow")
class DelayedNewsTest {
    private static final int SEEDS = Integer.getInteger("yizhan.news.seeds", 150);
    private static final int STEPS_MAX = 200_000;

    private final TreeMap<String, Node> nodes = new TreeMap<>();
    private final TreeMap<String, Member> said = new TreeMap<>();
    private final Map<String, String> leases = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private Set<String> regions = Set.of();
    private long epoch;
    private long step;

    private record Move(String region, String from, String to) {}

    private final class Node {
        final String id;
        final TreeMap<String, Long> owns = new TreeMap<>();
        final Set<String> ready = new TreeSet<>();
        private final Set<String> taking = new HashSet<>();
        private final Map<String, Long> givesSince = new HashMap<>();
        private Map<String, Plan> plans = Map.of();
        private long heardAt;

        Node(String id) {
            this.id = id;
        }

        /** @return whether that is new */
        boolean say() {
            Member self = Nodes.member(id, regions, Map.copyOf(owns), Set.copyOf(ready));
            return !self.equals(said.put(id, self));
        }

        /** @return whether the plans are other ones */
        boolean hear() {
            Map<String, Plan> former = plans;
            plans = Plan.of(id, List.copyOf(said.values()), former);
            heardAt = step;
            return !plans.equals(former);
        }

        /** @return whether something has changed */
        boolean act(String region) {
            Plan plan = plans.getOrDefault(region, Plan.NOTHING);
            Long owned = owns.get(region);
            if (owned != null) return plan.givesAway(owned) ? give(region) : givesSince.remove(region) != null;
            if (taking.remove(region)) {
                owns.put(region, ++epoch);
                ready.remove(region);
                moves.add(new Move(region, "", id));
                return true;
            }
            if (plan.takesOver()) return leases.putIfAbsent(region, id) == null && taking.add(region);
            return plan.role() == Plan.Role.NEITHER ? ready.remove(region) : ready.add(region);
        }

        private boolean give(String region) {
            Long since = givesSince.putIfAbsent(region, step);
            if (since == null) return true;
            if (heardAt <= since) return false;
            givesSince.remove(region);
            owns.remove(region);
            leases.remove(region);
            moves.add(new Move(region, id, ""));
            return true;
        }
    }

    private void begin(int regionCount, int nodeCount) {
        nodes.clear();
        said.clear();
        leases.clear();
        regions = new TreeSet<>(IntStream.range(0, regionCount)
                .mapToObj(it -> String.format("r%02d", it))
                .toList());
        for (int no = 1; no <= nodeCount; no++) nodes.put("n" + no, new Node("n" + no));
    }

    private void die(String id) {
        nodes.remove(id);
        said.remove(id);
        leases.values().removeIf(id::equals);
    }

    /** Until nobody has anything to say or to do. */
    private void rest(Random random) {
        while (true) {
            for (int i = 0; i < 2_000; i++) any(random);
            boolean busy = false;
            for (Node node : nodes.values()) {
                step++;
                busy |= node.say();
            }
            for (Node node : nodes.values()) {
                step++;
                busy |= node.hear();
                for (String region : regions) busy |= node.act(region);
            }
            if (!busy) return;
            assertThat(step).isLessThan(STEPS_MAX);
        }
    }

    private void any(Random random) {
        step++;
        Node node = List.copyOf(nodes.values()).get(random.nextInt(nodes.size()));
        int what = random.nextInt(8);
        if (what == 0) node.say();
        else if (what == 1) node.hear();
        else node.act(List.copyOf(regions).get(random.nextInt(regions.size())));
    }

    private Map<String, Integer> owned() {
        Map<String, Integer> owned = new TreeMap<>();
        nodes.forEach((id, node) -> owned.put(id, node.owns.size()));
        return owned;
    }

    @Test
    void givesAReturningNodeItsShareAndTakesNothingBack() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Random random = new Random(seed);
            step = 0;
            begin(4 + random.nextInt(17), 3 + random.nextInt(3));
            rest(random);
            String back = "n" + (1 + random.nextInt(nodes.size()));
            die(back);
            rest(random);
            moves.clear();
            nodes.put(back, new Node(back));
            rest(random);

            String which = "seed " + seed + ", " + back + " returned: " + moves;
            Set<String> given = new TreeSet<>();
            Set<String> open = new TreeSet<>();
            for (Move move : moves) {
                if (move.to().isEmpty()) {
                    assertThat(given.add(move.region())).as(which).isTrue();
                    open.add(move.region());
                } else {
                    assertThat(move.to()).as(which).isEqualTo(back);
                    assertThat(open.remove(move.region())).as(which).isTrue();
                }
            }
            assertThat(given).as(which).hasSize(nodes.get(back).owns.size());
            assertThat(owned().values().stream().mapToInt(it -> it).max().orElseThrow()
                            - owned().values().stream().mapToInt(it -> it).min().orElseThrow())
                    .as(which)
                    .isLessThanOrEqualTo(1);
        }
    }
}
