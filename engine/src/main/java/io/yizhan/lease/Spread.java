package io.yizhan.lease;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Which node should own a region, and which should have its books ready beside it. Every node computes it by itself from what the members
 * say: the same regions and members, in any order, give the same places. Pure.
 *
 * <p>A region never comes to a node that may not be able to read what its owner has written: to one of an older {@linkplain Member#schema schema}
 * than the owner's, neither as its next owner nor as its standby. Where there is no owner any more, only those of the newest may have it, and
 * who has the books at hand: having read them is the proof.
 *
 * <p>An owner that is there keeps what it has. A region without one, or whose owner is about to stop, goes to a node that has its books at
 * hand, be it the busier one: it is back at once. Of several such nodes it goes to the one from where the fewest moves level all: while it
 * is handed over nobody owns it, and it must arrive, not fall back and set out again.
 *
 * <p>Only where every region has an owner are they balanced, one region at a time from the busiest node to the idlest that can take it,
 * while these differ by two or more; so neither a tie nor a node's short absence moves anything to and fro. What it costs decides which
 * region that is: as few moves as possible, and to where the books are at hand. All that are to move may be loaded where they go; but of those
 * whose books are there, a node gives or takes one at a time, and the next when that one has an owner again: whether it still should move is
 * seen only then, for nodes hear of a move at different times.
 *
 * <p>Standbys are kept, filled up and balanced in the same way, by all the books that a node keeps, own and beside.
 */
public final class Spread {
    private final List<String> regions;
    private final List<Member> nodes;
    private final boolean[][] allowed;
    private final boolean[][] ready;
    private final int[] present;
    private final int[] owner;
    private final int[] standby;

    /**
     * Where a region should be. Null where no node can be it.
     *
     * @param due where another node owns it at present: that one may give it away, once the next one has the books
     */
    public record Place(@Nullable String owner, @Nullable String standby, boolean due) {}

    private Spread(Collection<String> regions, Collection<Member> members) {
        this.regions = List.copyOf(new TreeSet<>(regions));
        nodes = members.stream().sorted(Comparator.comparing(Member::id)).toList();
        int count = this.regions.size();
        allowed = new boolean[count][nodes.size()];
        ready = new boolean[count][nodes.size()];
        present = filled(count);
        owner = filled(count);
        standby = filled(count);
        for (int region = 0; region < count; region++) read(region);
    }

    private static int[] filled(int count) {
        int[] nobody = new int[count];
        Arrays.fill(nobody, Balance.NOBODY);
        return nobody;
    }

    private void read(int region) {
        String name = regions.get(region);
        Member owner = Member.owner(nodes, name);
        int schema = owner == null ? highestSchema(name) : owner.schema();
        long epoch = Long.MIN_VALUE;
        for (int node = 0; node < nodes.size(); node++) {
            Member member = nodes.get(node);
            Long owned = member.owns().get(name);
            ready[region][node] = owned != null || member.ready().contains(name);
            boolean reads = member.schema() >= schema || (owner == null && ready[region][node]);
            allowed[region][node] = !member.leaving() && member.serves().contains(name) && reads;
            // Of two that say they own it, the one with the lower epoch has not noticed yet.
            if (owned != null && owned > epoch) {
                epoch = owned;
                present[region] = node;
            }
        }
    }

    /** Of those that could own it. */
    private int highestSchema(String region) {
        int highest = 0;
        for (Member member : nodes)
            if (!member.leaving() && member.serves().contains(region)) highest = Math.max(highest, member.schema());
        return highest;
    }

    /** The place of each of the regions, by name. */
    public static SortedMap<String, Place> of(Collection<String> regions, Collection<Member> members) {
        Spread spread = new Spread(regions, members);
        boolean allOwned = spread.owners();
        spread.standbys(allOwned);
        return spread.places(spread.due(allOwned));
    }

    /** @return whether every region that can have an owner has one */
    private boolean owners() {
        Balance balance = new Balance(allowed, ready, owner, new int[nodes.size()]);
        boolean allOwned = true;
        for (int region = 0; region < owner.length; region++) {
            int node = present[region];
            if (node >= 0 && allowed[region][node]) balance.put(region, node);
        }
        for (int region : hardestFirst(owner)) {
            int node = balance.fewestMoves(region, of(ready[region]));
            if (node < 0) node = balance.idlest(region, any -> true);
            if (node < 0) continue;
            balance.put(region, node);
            allOwned = false;
        }

        if (allOwned) balance.level();
        return allOwned;
    }

    private void standbys(boolean allOwned) {
        int[] books = new int[nodes.size()];
        boolean[][] beside = new boolean[owner.length][];
        for (int region = 0; region < owner.length; region++) {
            beside[region] = allowed[region].clone();
            if (owner[region] < 0) continue;
            beside[region][owner[region]] = false;
            books[owner[region]]++;
        }
        Balance balance = new Balance(beside, ready, standby, books);
        int[][] ofSameOwner = new int[nodes.size()][nodes.size()];
        for (int region = 0; region < owner.length; region++) {
            int node = balance.idlest(region, of(ready[region]));
            if (node >= 0) balance.put(region, node);
            if (node >= 0 && owner[region] >= 0) ofSameOwner[owner[region]][node]++;
        }
        for (int region : hardestFirst(standby)) {
            if (owner[region] < 0) continue;
            int[] same = ofSameOwner[owner[region]];
            int node = balance.idlest(region, any -> true, same);
            if (node < 0) continue;
            balance.put(region, node);
            same[node]++;
        }
        if (allOwned) balance.level();
    }

    /** What its owner can't keep, and of the others one for each node. */
    private boolean[] due(boolean allOwned) {
        boolean[] due = new boolean[owner.length];
        boolean[] busy = new boolean[nodes.size()];
        for (int region = 0; region < owner.length; region++) {
            int from = present[region];
            int to = owner[region];
            if (from < 0 || to < 0 || from == to) continue;
            if (allowed[region][from]) {
                if (!allOwned || !ready[region][to] || busy[from] || busy[to]) continue;
                busy[from] = true;
                busy[to] = true;
            }
            due[region] = true;
        }
        return due;
    }

    private static IntPredicate of(boolean[] nodes) {
        return node -> nodes[node];
    }

    /** Those that nobody has, and that the fewest could have, first. */
    private List<Integer> hardestFirst(int[] assigned) {
        List<Integer> open = new ArrayList<>();
        for (int region = 0; region < assigned.length; region++) if (assigned[region] < 0) open.add(region);
        open.sort(Comparator.comparingInt(region -> {
            int candidates = 0;
            for (boolean each : allowed[region]) if (each) candidates++;
            return candidates;
        }));
        return open;
    }

    private SortedMap<String, Place> places(boolean[] due) {
        SortedMap<String, Place> places = new TreeMap<>();
        for (int region = 0; region < owner.length; region++)
            places.put(regions.get(region), new Place(id(owner[region]), id(standby[region]), due[region]));
        return Collections.unmodifiableSortedMap(places);
    }

    private @Nullable String id(int node) {
        return node < 0 ? null : nodes.get(node).id();
    }
}
