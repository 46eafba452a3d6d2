package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.Cluster;
import io.yizhan.loadtest.cluster.Node;
import io.yizhan.loadtest.cluster.SmallCity;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Ten cities on three engines: who has which, what the death of one moves, and how long each city goes without a booking. */
final class RegionsRun {
    private static final int NODES = 3;
    private static final int REGIONS = 10;
    private static final int CALM_S = 10;
    private static final int AFTER_S = 12;
    private static final int SETTLED_MAX_S = 60;
    private static final double CHANGE_MAX_S = 5;

    private final Cluster cluster;
    private final DrillResult result;
    private final boolean plantLie;
    private final List<LocalDate> dates = SmallCity.dates();
    private final List<City> cities = new ArrayList<>();

    private record City(String region, Client client, Load load) {}

    RegionsRun(Cluster cluster, DrillResult result, boolean plantLie) {
        this.cluster = cluster;
        this.result = result;
        this.plantLie = plantLie;
    }

    static Cluster.Plan plan() {
        return ClusterRun.plan(NODES, regions(), Drill.CLUSTER_REGIONS);
    }

    private static List<String> regions() {
        List<String> regions = new ArrayList<>();
        for (int i = 0; i < REGIONS; i++) regions.add("c" + i);
        return regions;
    }

    void run() throws InterruptedException, IOException {
        cluster.start();
        for (String region : regions()) {
            Client client = ClusterRun.client(cluster, region, result.drill);
            cities.add(new City(region, client, new Load(client, SmallCity.slots(dates), new Timeline(), 1)));
        }
        Timeline clock = new Timeline();
        result.timeline = clock;
        try (OwnerWatch watch = new OwnerWatch(cluster.nodes, regions().getFirst(), clock)) {
            watch.start();
            for (City city : cities) city.load().start();
            seconds(CALM_S);
            // Who began first may have got more than its share.
            Map<String, String> before = settled();
            balanced("before", before);
            Node victim = victim(before);
            clock.faultBegins("kill -9 of " + victim.id);
            double from = clock.nowS();
            victim.kill();
            seconds(AFTER_S);
            Map<String, String> without = settled();
            withoutOwner("after the death", from, before, victim);
            moved("the death moves nothing but what the dead had", before, without, victim.id);
            double back = clock.nowS();
            victim.start();
            victim.awaitReady();
            seconds(AFTER_S);
            Map<String, String> after = settled();
            clock.faultEnds();
            withoutOwner("after the return", back, without, victim);
            balanced("after the return", after);
            note(before, without, after);
            for (City city : cities) city.load().stop();
        }
        for (City city : cities) reckon(city);
    }

    private void reckon(City city) throws InterruptedException {
        Reckoning.Parts health = () -> {
            Node owner = cluster.owner(city.region());
            Node.Health said = owner == null ? null : owner.health();
            return said == null ? MissingNode.getInstance() : said.parts();
        };
        DrillResult own = new DrillResult(result.drill, result.startedAt, result.command);
        Reckoning.Place place = new Reckoning.Place(city.region(), cluster.postgres.jdbc("yizhan"), health);
        new Reckoning(city.client(), city.load(), dates, place).into(own, plantLie, false);
        for (DrillResult.Promise it : own.promises)
            if (!it.kept() || it.what().startsWith("every answered"))
                result.promise(city.region() + ": " + it.what(), it.seen(), it.kept());
        result.broken.addAll(own.broken);
    }

    /** Each city's owner, once nothing has moved for two seconds. */
    private Map<String, String> settled() throws InterruptedException {
        long deadline = System.nanoTime() + SETTLED_MAX_S * 1_000_000_000L;
        Map<String, String> last = Map.of();
        int same = 0;
        while (same < 4) {
            if (System.nanoTime() > deadline) throw new Failure("the cities do not settle:\n" + cluster.ownersText());
            Map<String, String> now = owners();
            same = now.size() == REGIONS && now.equals(last) ? same + 1 : 0;
            last = now;
            Thread.sleep(500);
        }
        return last;
    }

    private Map<String, String> owners() throws InterruptedException {
        Map<String, String> owners = new TreeMap<>();
        for (Node node : cluster.nodes) {
            Node.Health health = node.alive() ? node.health() : null;
            if (health != null) for (String region : health.owns()) owners.put(region, node.id);
        }
        return owners;
    }

    /** Who has the most. */
    private Node victim(Map<String, String> owners) {
        Node found = cluster.nodes.getFirst();
        for (Node node : cluster.nodes) if (count(owners, node.id) > count(owners, found.id)) found = node;
        return found;
    }

    private static long count(Map<String, String> owners, String node) {
        return owners.values().stream().filter(node::equals).count();
    }

    private void balanced(String when, Map<String, String> owners) {
        long most = 0;
        long least = REGIONS;
        for (Node node : cluster.nodes) {
            most = Math.max(most, count(owners, node.id));
            least = Math.min(least, count(owners, node.id));
        }
        result.promise(when + " no engine has two cities more than another", least + " to " + most, most - least < 2);
    }

    private void moved(String what, Map<String, String> from, Map<String, String> to, String dead) {
        TreeSet<String> more = new TreeSet<>();
        for (String region : regions())
            if (!dead.equals(from.get(region))
                    && !String.valueOf(from.get(region)).equals(to.get(region))) more.add(region);
        result.promise(what, more.isEmpty() ? "" : more + " moved, too", more.isEmpty());
    }

    private void withoutOwner(String when, double from, Map<String, String> owners, Node victim) {
        double longestS = 0;
        StringBuilder each = new StringBuilder();
        for (City city : cities) {
            double gapS = city.load()
                    .timeline
                    .longestGap(from - lateS(city), result.timeline.nowS() - lateS(city))
                    .lengthS();
            longestS = Math.max(longestS, gapS);
            each.append(String.format(
                    Locale.ROOT,
                    "%s%s%s %.2f s",
                    each.isEmpty() ? "" : ", ",
                    city.region(),
                    victim.id.equals(owners.get(city.region())) ? " (the dead one's)" : "",
                    gapS));
        }
        result.promise(
                String.format(Locale.ROOT, "%s no city is %.0f s without a booking", when, CHANGE_MAX_S),
                each.toString(),
                longestS < CHANGE_MAX_S);
    }

    /** By how much the city's timeline began before the drill's. */
    private double lateS(City city) {
        return result.timeline.nowS() - city.load().timeline.nowS();
    }

    private void note(Map<String, String> before, Map<String, String> without, Map<String, String> after) {
        StringBuilder table =
                new StringBuilder("| city | before | without it | after its return |\n|---|---|---|---|\n");
        for (String region : regions())
            table.append("| ")
                    .append(region)
                    .append(" | ")
                    .append(before.get(region))
                    .append(" | ")
                    .append(without.get(region))
                    .append(" | ")
                    .append(after.get(region))
                    .append(" |\n");
        result.notes.add(table.toString());
    }

    private static void seconds(int count) throws InterruptedException {
        Thread.sleep(count * 1_000L);
    }
}
