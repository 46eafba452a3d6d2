package io.yizhan.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.lease.Spread.Place;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static final int[] SEEDS = seeds(20);
    private static final int[] SEEDS_OF_FEW = seeds(300);

    private static int[] seeds(int count) {
        return IntStream.rangeClosed(1, Integer.getInteger("yizhan.spread.seeds", count))
                .toArray();
    }

    @Test
    void spreadsTenRegionsOverThreeNodesAndMovesADeadNodesToTheirStandbys() {
        for (String dead : List.of("n1", "n2", "n3")) {
            Nodes nodes = Nodes.settled(10, 3);
            assertThat(nodes.owned().values()).containsExactlyInAnyOrder(4, 3, 3);
            SortedMap<String, Place> before = nodes.places();
            nodes.kill(dead);
            SortedMap<String, Place> after = nodes.places();
            before.forEach((region, place) -> assertThat(at(after, region).owner())
                    .as(region)
                    .isEqualTo(dead.equals(place.owner()) ? place.standby() : place.owner()));
            nodes.settle();
            assertThat(nodes.owned().values()).containsExactly(5, 5);
        }
    }

    private static Member node(String id, int schema, boolean owns, boolean ready) {
        Set<String> town = Set.of("town");
        return new Member(
                id,
                "1",
                URI.create("http://" + id),
                schema,
                town,
                owns ? Map.of("town", 5L) : Map.of(),
                ready ? town : Set.of(),
                false);
    }

    private static Place town(Member... nodes) {
        return at(Spread.of(Set.of("town"), List.of(nodes)), "town");
    }

    @Test
    void bringsARegionOnlyToWhoReadsWhatItsOwnerWrites() {
        Member old = node("a", 6, false, true);
        Member newer = node("b", 7, false, false);
        assertThat(town(node("c", 7, true, false), old)).isEqualTo(new Place("c", null, false));
        assertThat(town(node("c", 7, true, false), old, newer)).isEqualTo(new Place("c", "b", false));
        assertThat(town(node("c", 6, true, false), newer)).isEqualTo(new Place("c", "b", false));
        // An owner that is about to stop gives it away to nobody rather than to who can't read it.
        Member leaving =
                new Member("c", "1", URI.create("http://c"), 7, Set.of("town"), Map.of("town", 5L), Set.of(), true);
        assertThat(town(leaving, old).owner()).isNull();
        assertThat(town(leaving, old, newer).owner()).isEqualTo("b");
    }

    @Test
    void bringsARegionWithoutAnOwnerToTheNewestOrToWhoHasReadItsBooks() {
        Member old = node("a", 6, false, false);
        Member newer = node("b", 7, false, false);
        assertThat(town(old, newer).owner()).isEqualTo("b");
        assertThat(town(node("a", 6, false, true), newer).owner()).isEqualTo("a");
        assertThat(town(old).owner()).isEqualTo("a");
    }

    @Test
    void isFairToOwnersAndToBooksKeptWhereEveryNodeServesAll() {
        for (int seed : SEEDS) {
            Random random = new Random(seed);
            Nodes nodes = Nodes.settled(1 + random.nextInt(60), 1 + random.nextInt(12));
            for (int change = 0; change < 8; change++) {
                nodes.change(random);
                nodes.settle();
                assertThat(spreadOf(nodes.owned())).as("owners, seed %d", seed).isLessThanOrEqualTo(1);
                assertThat(spreadOf(nodes.books())).as("books, seed %d", seed).isLessThanOrEqualTo(1);
                nodes.places().values().forEach(it -> {
                    assertThat(it.owner()).isNotNull();
                    assertThat(it.standby() == null).isEqualTo(nodes.count() < 2);
                    assertThat(it.standby()).isNotEqualTo(it.owner());
                });
            }
        }
    }

    @Test
    void movesOnlyADeadNodesRegionsAndEachThatHasAStandbyToIt() {
        for (int seed : SEEDS) {
            Random random = new Random(seed);
            Nodes nodes = Nodes.settled(1 + random.nextInt(60), 2 + random.nextInt(12));
            SortedMap<String, Place> before = nodes.places();
            String dead = nodes.any(random);
            if (random.nextBoolean()) nodes.kill(dead);
            else nodes.leaving(dead);
            SortedMap<String, Place> after = nodes.places();
            before.forEach((region, place) -> {
                String expected = dead.equals(place.owner()) ? place.standby() : place.owner();
                assertThat(at(after, region).owner()).isEqualTo(expected);
                if (!dead.equals(place.owner()) && !dead.equals(place.standby()))
                    assertThat(after.get(region)).isEqualTo(place);
                if (!dead.equals(place.owner()))
                    assertThat(at(after, region).due()).isFalse();
            });
        }
    }

    @Test
    void givesANewNodeItsShareAndMovesNothingElse() {
        for (int seed : SEEDS) {
            Random random = new Random(seed);
            int regions = 1 + random.nextInt(60);
            Nodes nodes = Nodes.settled(regions, 1 + random.nextInt(12));
            Map<String, String> before = nodes.owners();
            String joined = nodes.join();
            nodes.settle();
            List<String> moved = new ArrayList<>();
            nodes.owners().forEach((region, owner) -> {
                if (owner.equals(before.get(region))) return;
                assertThat(owner).as("seed %d", seed).isEqualTo(joined);
                moved.add(region);
            });
            assertThat(moved).hasSizeLessThanOrEqualTo((regions + nodes.count() - 1) / nodes.count());
        }
    }

    @Test
    void letsANodeGiveAndTakeOneRegionAtATimeAndNoneWhileAnotherIsBetweenTwoOwners() {
        Map<String, Long> four = Map.of("a", 1L, "b", 2L, "c", 3L, "d", 4L);
        Set<String> all = Set.of("a", "b", "c", "d", "e", "f", "g", "h");
        Member first = Nodes.member("n1", all, four, Set.of());
        Member second = Nodes.member("n2", all, Map.of("e", 5L, "f", 6L, "g", 7L, "h", 8L), Set.of());
        Member back = Nodes.member("n3", all, Map.of(), Set.of("b", "c", "e", "f"));
        assertThat(due(Spread.of(all, List.of(first, second, back)))).containsExactly("b");

        Member notReady = Nodes.member("n3", all, Map.of(), Set.of());
        assertThat(due(Spread.of(all, List.of(first, second, notReady)))).isEmpty();
        Member giving = Nodes.member("n1", all, Map.of("a", 1L, "c", 3L, "d", 4L), Set.of());
        assertThat(due(Spread.of(all, List.of(giving, second, back)))).isEmpty();
        Member leaving = new Member("n1", "1", first.url(), 1, all, four, Set.of(), true);
        assertThat(due(Spread.of(all, List.of(leaving, second, back)))).containsExactly("a", "b", "c", "d");
    }

    private static List<String> due(SortedMap<String, Place> places) {
        return places.keySet().stream().filter(it -> at(places, it).due()).toList();
    }

    @Test
    void saysTheSameWhateverTheOrder() {
        for (int seed : SEEDS_OF_FEW) {
            Random random = new Random(seed);
            Nodes nodes = Nodes.picky(random, 1 + random.nextInt(40), 1 + random.nextInt(9));
            for (int change = 0; change < 4; change++) {
                List<String> regions = new ArrayList<>(nodes.regions());
                List<Member> members = new ArrayList<>(nodes.members());
                Collections.shuffle(regions, random);
                Collections.shuffle(members, random);
                assertThat(Spread.of(regions, members)).isEqualTo(nodes.places());
                nodes.change(random);
                nodes.step(random);
            }
        }
    }

    /** Nodes act on what they see one after the other, in any order, each only in part; and who is done stays so. */
    @Test
    void comesToRestHoweverNodesGetThere() {
        for (int seed : SEEDS) {
            Random random = new Random(seed);
            Nodes nodes = random.nextBoolean()
                    ? Nodes.settled(1 + random.nextInt(40), 2 + random.nextInt(9))
                    : Nodes.picky(random, 1 + random.nextInt(40), 2 + random.nextInt(9));
            for (int change = 0; change < 4; change++) {
                nodes.change(random);
                int steps = 0;
                while (nodes.step(random))
                    assertThat(++steps).as("seed %d", seed).isLessThan(5_000);
                SortedMap<String, Place> rest = nodes.places();
                nodes.settle();
                assertThat(nodes.places()).isEqualTo(rest);
            }
        }
    }

    @Test
    void bringsNothingBackForANodeThatWasAwayForAMoment() {
        Nodes nodes = Nodes.settled(10, 3);
        Member away = nodes.member("n2");
        nodes.kill("n2");
        Map<String, String> without = nodes.owners();
        nodes.put(away);
        // Nobody had acted yet: the places are as before.
        nodes.owners().forEach((region, owner) -> {
            if (!owner.equals(without.get(region))) assertThat(owner).isEqualTo("n2");
        });
        assertThat(nodes.atRest()).isTrue();
    }

    /** On its way from n2 to n3, which makes room at n2 for one of n1's: at n2 it would have to set out again, without end. */
    @Test
    void letsARegionArriveThatNobodyHasWhileItIsHandedOver() {
        List<Member> members = List.of(
                Nodes.member("n1", Set.of("b", "c", "d", "e"), Map.of("c", 1L, "d", 2L, "e", 3L), Set.of()),
                Nodes.member("n2", Set.of("a", "b", "c", "d", "e", "f"), Map.of("f", 4L), Set.of("a", "c")),
                Nodes.member("n3", Set.of("a", "b"), Map.of("b", 5L), Set.of("a")));
        SortedMap<String, Place> places = Spread.of(Set.of("a", "b", "c", "d", "e", "f"), members);
        assertThat(at(places, "a").owner()).isEqualTo("n3");
    }

    @Test
    void doesAsWellAsItGetsWhereNodesServeDifferentRegions() {
        for (int seed : SEEDS_OF_FEW) {
            Random random = new Random(seed);
            Nodes nodes = Nodes.picky(random, 1 + random.nextInt(8), 1 + random.nextInt(4));
            nodes.settle();
            assertThat(squares(nodes)).as("seed %d", seed).isEqualTo(leastSquares(nodes));
        }
    }

    @Test
    void givesNothingToWhoIsLeavingAndNothingToNobody() {
        assertThat(Spread.of(Set.of("sh"), List.of()).get("sh")).isEqualTo(new Place(null, null, false));
        Nodes nodes = Nodes.settled(3, 1);
        nodes.leaving("n1");
        assertThat(nodes.places().values()).containsOnly(new Place(null, null, false));
    }

    @Test
    void believesTheHigherEpochWhereTwoSayTheyOwnARegion() {
        List<Member> members = List.of(
                Nodes.member("n1", Set.of("sh"), Map.of("sh", 7L), Set.of()),
                Nodes.member("n2", Set.of("sh"), Map.of("sh", 8L), Set.of()));
        assertThat(Spread.of(Set.of("sh"), members).get("sh")).isEqualTo(new Place("n2", "n1", false));
    }

    private static Place at(SortedMap<String, Place> places, String region) {
        return Objects.requireNonNull(places.get(region));
    }

    private static int spreadOf(Map<String, Integer> counts) {
        return Collections.max(counts.values()) - Collections.min(counts.values());
    }

    private static int squares(Nodes nodes) {
        return nodes.owned().values().stream().mapToInt(it -> it * it).sum();
    }

    /** By trying every assignment. */
    private static int leastSquares(Nodes nodes) {
        List<Member> members = nodes.members();
        return least(nodes.regions(), 0, members, new int[members.size()]);
    }

    private static int least(List<String> regions, int at, List<Member> members, int[] load) {
        if (at == regions.size()) {
            int sum = 0;
            for (int each : load) sum += each * each;
            return sum;
        }
        int best = Integer.MAX_VALUE;
        boolean served = false;
        for (int node = 0; node < load.length; node++) {
            if (!members.get(node).serves().contains(regions.get(at))) continue;
            served = true;
            load[node]++;
            best = Math.min(best, least(regions, at + 1, members, load));
            load[node]--;
        }
        return served ? best : least(regions, at + 1, members, load);
    }
}
