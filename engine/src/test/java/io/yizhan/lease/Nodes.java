package io.yizhan.lease;

import io.yizhan.lease.Spread.Place;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Nodes that do what the spread says, as far as they have come: books first, then the region from one to the next. */
final class Nodes {
    private final List<String> regions;
    private final TreeMap<String, Member> members = new TreeMap<>();
    private long epoch;
    private int joined;

    private Nodes(int regions) {
        this.regions = IntStream.range(0, regions)
                .mapToObj(it -> String.format("r%03d", it))
                .toList();
    }

    /** Every node serves every region, and all is as it should be. */
    static Nodes settled(int regions, int count) {
        Nodes nodes = new Nodes(regions);
        for (int node = 0; node < count; node++) nodes.join();
        nodes.settle();
        return nodes;
    }

    /** Each node serves some regions only, and has come nowhere yet. */
    static Nodes picky(Random random, int regions, int count) {
        Nodes nodes = new Nodes(regions);
        for (int node = 0; node < count; node++) {
            Set<String> serves = new TreeSet<>(nodes.regions);
            serves.removeIf(it -> random.nextInt(3) == 0);
            nodes.put(member("n" + ++nodes.joined, serves, Map.of(), Set.of()));
        }
        return nodes;
    }

    static Member member(String id, Set<String> serves, Map<String, Long> owns, Set<String> ready) {
        return new Member(id, "1", URI.create("http://" + id), 1, serves, owns, ready, false);
    }

    String join() {
        String id = "n" + ++joined;
        put(member(id, Set.copyOf(regions), Map.of(), Set.of()));
        return id;
    }

    void put(Member member) {
        members.put(member.id(), member);
    }

    void kill(String id) {
        members.remove(id);
    }

    void leaving(String id) {
        Member it = member(id);
        put(new Member(id, it.incarnation(), it.url(), it.schema(), it.serves(), it.owns(), it.ready(), true));
    }

    String any(Random random) {
        return List.copyOf(members.keySet()).get(random.nextInt(members.size()));
    }

    /** One joins, dies or is about to stop. */
    void change(Random random) {
        switch (random.nextInt(3)) {
            case 0 -> join();
            case 1 -> {
                if (count() > 1) kill(any(random));
            }
            default -> {
                if (count() > 1) leaving(any(random));
            }
        }
    }

    Member member(String id) {
        return Objects.requireNonNull(members.get(id));
    }

    List<Member> members() {
        return List.copyOf(members.values());
    }

    List<String> regions() {
        return regions;
    }

    /** Of those that stay. */
    int count() {
        return (int) members.values().stream().filter(it -> !it.leaving()).count();
    }

    SortedMap<String, Place> places() {
        return Spread.of(regions, members.values());
    }

    Map<String, String> owners() {
        Map<String, String> owners = new TreeMap<>();
        places().forEach((region, place) -> {
            if (place.owner() != null) owners.put(region, place.owner());
        });
        return owners;
    }

    Map<String, Integer> owned() {
        Map<String, Integer> counts = zeros();
        places().values().forEach(it -> counts.computeIfPresent(String.valueOf(it.owner()), (id, was) -> was + 1));
        return counts;
    }

    Map<String, Integer> books() {
        Map<String, Integer> counts = owned();
        places().values().forEach(it -> counts.computeIfPresent(String.valueOf(it.standby()), (id, was) -> was + 1));
        return counts;
    }

    private Map<String, Integer> zeros() {
        Map<String, Integer> counts = new TreeMap<>();
        members.values().stream().filter(it -> !it.leaving()).forEach(it -> counts.put(it.id(), 0));
        return counts;
    }

    /** Goes on until nobody has anything to do. */
    void settle() {
        Random random = new Random(1);
        for (int step = 0; step(random); step++) if (step > 5_000) throw new AssertionError("does not come to rest");
    }

    boolean atRest() {
        return todos().isEmpty();
    }

    /** A node, any, does one thing of what it should, any; @return false where nobody has anything to do */
    boolean step(Random random) {
        List<List<Runnable>> todos = todos();
        if (todos.isEmpty()) return false;
        List<Runnable> todo = todos.get(random.nextInt(todos.size()));
        todo.get(random.nextInt(todo.size())).run();
        return true;
    }

    /** Of each node that has something to do. */
    private List<List<Runnable>> todos() {
        SortedMap<String, Place> places = places();
        return members.values().stream()
                .map(it -> todo(it, places))
                .filter(it -> !it.isEmpty())
                .toList();
    }

    private List<Runnable> todo(Member node, SortedMap<String, Place> places) {
        List<Runnable> todo = new ArrayList<>();
        for (String region : regions) {
            Place place = Objects.requireNonNull(places.get(region));
            boolean wanted = node.id().equals(place.owner()) || node.id().equals(place.standby());
            boolean owns = node.owns().containsKey(region);
            boolean ready = node.ready().contains(region);
            boolean served = members.values().stream().anyMatch(it -> it.owns().containsKey(region));
            if (wanted && !owns && !ready) todo.add(() -> put(with(node, region, owns, true)));
            if (node.leaving() && place.owner() == null && owns) todo.add(() -> put(with(node, region, false, false)));
            if (!wanted && ready && !owns) todo.add(() -> put(with(node, region, false, false)));
            if (node.id().equals(place.owner()) && !owns && ready && !served)
                todo.add(() -> put(with(node, region, true, false)));
            if (owns && place.due() && place.owner() != null && handsOver(region, place.owner()))
                todo.add(() -> put(with(node, region, false, !node.leaving())));
        }
        return todo;
    }

    private boolean handsOver(String region, String to) {
        return member(to).ready().contains(region);
    }

    private Member with(Member node, String region, boolean owns, boolean ready) {
        TreeMap<String, Long> owned = new TreeMap<>(node.owns());
        if (owns) owned.put(region, ++epoch);
        else owned.remove(region);
        Set<String> atHand = new HashSet<>(node.ready());
        if (ready) atHand.add(region);
        else atHand.remove(region);
        return new Member(
                node.id(), node.incarnation(), node.url(), node.schema(), node.serves(), owned, atHand, node.leaving());
    }
}
