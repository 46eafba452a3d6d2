package io.yizhan.rows;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.Event;
import io.yizhan.core.FitnessBooks;
import io.yizhan.core.Workout;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Rows of workouts and of checks of bodies, in memory. */
public final class MemoryFitness {
    public final Map<Long, Workout> workouts = new TreeMap<>();
    /** By whom, of which day, and where. */
    private final Map<String, Event.BodyChecked> checked = new TreeMap<>();

    MemoryFitness() {}

    MemoryFitness(MemoryFitness former) {
        workouts.putAll(former.workouts);
        checked.putAll(former.checked);
    }

    void write(WorkoutRows done, BodyCheckRows said, ErasureRows erased) {
        workouts.putAll(done.workouts);
        said.checks.forEach((key, it) -> checked.put(key.member() + ' ' + key.localDay() + ' ' + key.stationNo(), it));
        workouts.replaceAll((no, it) -> erased.has(it.member()) ? it.forgotten() : it);
        checked.values().removeIf(it -> erased.has(it.check().member()));
    }

    /** By whom, of which day, and where. */
    public Map<String, BodyCheck> bodyChecks() {
        Map<String, BodyCheck> checks = new TreeMap<>();
        checked.forEach((key, it) -> checks.put(key, it.check()));
        return checks;
    }

    void load(FitnessBooks books) {
        workouts.values().forEach(books::workout);
        books.workoutNumbersFrom(workouts.size() + 1);
        checked.values().stream()
                .sorted(Comparator.comparingLong(Event.BodyChecked::atMs))
                .forEach(it -> books.bodyCheck(it.atMs(), it.check()));
    }
}
