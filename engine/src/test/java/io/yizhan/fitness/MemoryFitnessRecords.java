package io.yizhan.fitness;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.Event;
import io.yizhan.core.Workout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One region's, in memory, as its events have them. Any thread. */
public final class MemoryFitnessRecords implements FitnessRecords {
    public final Map<Long, Workout> workouts = new ConcurrentSkipListMap<>();
    /** By whom, of which day, and where. */
    public final Map<String, BodyCheck> checks = new ConcurrentSkipListMap<>();
    /** Thrown by every look. */
    public volatile @Nullable IOException away;

    public void take(Event event) {
        switch (event) {
            case Event.WorkoutRecorded it -> workouts.put(it.workout().no(), it.workout());
            case Event.BodyChecked it -> {
                BodyCheck check = it.check();
                checks.put(check.member() + ' ' + check.localDay() + ' ' + check.stationNo(), check);
            }
            case Event.MemberErased it -> {
                workouts.replaceAll((no, each) -> each.member().equals(it.member()) ? each.forgotten() : each);
                checks.values().removeIf(each -> each.member().equals(it.member()));
            }
            default -> {}
        }
    }

    private Stream<Workout> of(String member) throws IOException {
        look();
        return workouts.values().stream()
                .filter(it -> !member.isEmpty() && it.member().equals(member));
    }

    private void look() throws IOException {
        IOException wanted = away;
        if (wanted != null) throw wanted;
    }

    @Override
    public List<Workout> workouts(String region, String member, long fromMs, long toMs, int limit) throws IOException {
        return of(member)
                .filter(it -> it.endMs() >= fromMs && it.endMs() < toMs)
                .sorted(Comparator.comparingLong(Workout::endMs)
                        .thenComparingLong(Workout::no)
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public @Nullable Workout workout(String region, String member, long no) throws IOException {
        return of(member).filter(it -> it.no() == no).findAny().orElse(null);
    }

    @Override
    public List<BodyCheck> bodyChecks(String region, String member) throws IOException {
        look();
        return checks.values().stream()
                .filter(it -> it.member().equals(member) && !it.amounts().isEmpty())
                .sorted(Comparator.comparingInt(BodyCheck::localDay).reversed())
                .toList();
    }

    @Override
    public List<StationSum> sums(String region, long fromMs, long toMs) throws IOException {
        look();
        Map<Integer, List<Workout>> byStation = workouts.values().stream()
                .filter(it -> it.endMs() >= fromMs && it.endMs() < toMs && it.whose() != Workout.Whose.NOBODYS)
                .collect(Collectors.groupingBy(Workout::stationNo, TreeMap::new, Collectors.toList()));
        List<StationSum> sums = new ArrayList<>();
        byStation.forEach((station, all) -> sums.add(new StationSum(
                station,
                (int) all.stream()
                        .map(Workout::member)
                        .filter(it -> !it.isEmpty())
                        .distinct()
                        .count(),
                all.size(),
                all.stream().mapToLong(Workout::activeS).sum(),
                all.stream().mapToLong(it -> Math.max(0, it.distanceM())).sum())));
        return sums;
    }
}
