package io.yizhan.lease;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Regions on nodes, each on one of those that are allowed, levelled with as few moves as can be. Where not every node may have every
 * region, a region may have to make room for another: such a chain is a shortest path between nodes, along the cheapest regions. Levelled
 * until no chain leads from a node to one with two less, which is as level as it gets (Harvey, Ladner, Lovász, Tamir: Semi-matchings for
 * bipartite graphs and load balancing, 2003).
 */
final class Balance {
    static final int NOBODY = -1;
    private static final int SEVERAL = -2;

    /** A move is worse than any number of books to be loaded. */
    private static final int MOVE_COST = 1 << 16;

    private static final int UNREACHED = Integer.MAX_VALUE;

    private final boolean[][] allowed;
    private final boolean[][] ready;
    private final int[] assigned;
    private final int[] load;

    /**
     * @param allowed by region and node
     * @param ready by region and node: cheaper
     * @param assigned the node of each region; changed as this goes on
     * @param load what each node has besides; changed too
     */
    Balance(boolean[][] allowed, boolean[][] ready, int[] assigned, int[] load) {
        this.allowed = allowed;
        this.ready = ready;
        this.assigned = assigned;
        this.load = load;
    }

    void put(int region, int node) {
        if (assigned[region] != NOBODY) load[assigned[region]]--;
        assigned[region] = node;
        load[node]++;
    }

    int idlest(int region, IntPredicate among) {
        return idlest(region, among, new int[load.length]);
    }

    /** The least loaded node among those that may have it, of equal ones that with the lowest tie; nobody where there is none. */
    int idlest(int region, IntPredicate among, int[] tie) {
        int best = NOBODY;
        for (int node = 0; node < load.length; node++) {
            if (!allowed[region][node] || !among.test(node)) continue;
            if (best == NOBODY || load[node] < load[best] || (load[node] == load[best] && tie[node] < tie[best]))
                best = node;
        }
        return best;
    }

    /** Among those that may have it the one from where the fewest moves level all, of equal ones the least loaded; nobody where there is none. */
    int fewestMoves(int region, IntPredicate among) {
        int only = only(region, among);
        if (only != SEVERAL) return only;
        int best = NOBODY;
        int bestMoves = 0;
        for (int node = 0; node < load.length; node++) {
            if (!allowed[region][node] || !among.test(node)) continue;
            int moves = movesWith(region, node);
            if (best == NOBODY || moves < bestMoves || (moves == bestMoves && load[node] < load[best])) {
                best = node;
                bestMoves = moves;
            }
        }
        return best;
    }

    private int only(int region, IntPredicate among) {
        int only = NOBODY;
        for (int node = 0; node < load.length; node++) {
            if (!allowed[region][node] || !among.test(node)) continue;
            if (only != NOBODY) return SEVERAL;
            only = node;
        }
        return only;
    }

    private int movesWith(int region, int node) {
        Balance tried = new Balance(allowed, ready, assigned.clone(), load.clone());
        tried.put(region, node);
        return tried.level();
    }

    /** @return after how many moves */
    int level() {
        int moves = 0;
        for (int moved = moveSome(); moved > 0; moved = moveSome()) moves += moved;
        return moves;
    }

    /**
     * From the most loaded node that has a chain to one with at least two less, to the least loaded of these.
     *
     * @return the chain's length
     */
    private int moveSome() {
        int[][] cheapest = cheapest();
        int best = NOBODY;
        int bestFrom = NOBODY;
        int bestCost = UNREACHED;
        int[] bestFormer = new int[0];
        for (int from = 0; from < load.length; from++) {
            if (best != NOBODY && load[from] < load[bestFrom]) continue;
            int[] former = new int[load.length];
            int[] cost = costs(from, cheapest, former);
            for (int to = 0; to < load.length; to++) {
                if (cost[to] == UNREACHED || load[to] > load[from] - 2) continue;
                boolean better = best == NOBODY
                        || load[from] > load[bestFrom]
                        || load[to] < load[best]
                        || (load[to] == load[best] && cost[to] < bestCost);
                if (!better) continue;
                best = to;
                bestFrom = from;
                bestCost = cost[to];
                bestFormer = former;
            }
        }
        if (best == NOBODY) return 0;
        int moves = 0;
        for (int to = best; to != bestFrom; to = bestFormer[to], moves++) put(cheapest[bestFormer[to]][to], to);
        return moves;
    }

    /** By node and node the region that moves between them most cheaply: one whose books are at hand there, else the first by name. */
    private int[][] cheapest() {
        int[][] cheapest = new int[load.length][load.length];
        for (int[] row : cheapest) Arrays.fill(row, NOBODY);
        for (int region = 0; region < assigned.length; region++) {
            int from = assigned[region];
            if (from == NOBODY) continue;
            for (int to = 0; to < load.length; to++) {
                if (to == from || !allowed[region][to]) continue;
                int former = cheapest[from][to];
                if (former == NOBODY || (ready[region][to] && !ready[former][to])) cheapest[from][to] = region;
            }
        }
        return cheapest;
    }

    /** What it costs to get from there to every node (Dijkstra), and by way of which. */
    private int[] costs(int from, int[][] cheapest, int[] former) {
        int[] cost = new int[load.length];
        boolean[] done = new boolean[load.length];
        Arrays.fill(cost, UNREACHED);
        cost[from] = 0;
        for (int node = from; node != NOBODY; node = nearest(cost, done)) {
            done[node] = true;
            for (int to = 0; to < load.length; to++) {
                int region = cheapest[node][to];
                if (region == NOBODY || done[to]) continue;
                int through = cost[node] + MOVE_COST + (ready[region][to] ? 0 : 1);
                if (through >= cost[to]) continue;
                cost[to] = through;
                former[to] = node;
            }
        }
        return cost;
    }

    private static int nearest(int[] cost, boolean[] done) {
        int nearest = NOBODY;
        for (int node = 0; node < cost.length; node++)
            if (!done[node] && cost[node] != UNREACHED && (nearest == NOBODY || cost[node] < cost[nearest]))
                nearest = node;
        return nearest;
    }
}
