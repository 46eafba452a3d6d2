package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.Event;
import io.yizhan.core.Workout;
import io.yizhan.core.Workout.Whose;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What may be said of workouts and of checks of bodies, by plain rules over all that ever was. */
final class NaiveWorkouts {
    private static final long SLACK_MS = 15_000;
    private static final int KEPT = 4;
    private static final String ONE = "nobody is at two machines, and a machine has one workout at a time";

    final Map<Long, Workout> workouts = new TreeMap<>();
    final Map<String, BodyCheck> checks = new TreeMap<>();

    void apply(Event.WorkoutRecorded event) {
        Workout it = event.workout();
        Workout former = workouts.put(it.no(), it);
        unless(it.endMs() >= it.startMs(), "a workout ends after it has begun", it);
        unless(
                it.member().isEmpty() == (it.whose() == Whose.NOBODYS || it.whose() == Whose.FORGOTTEN),
                "a workout is somebody's for a reason",
                it);
        if (former == null) unless(it.no() == workouts.size(), "workouts are numbered one by one", it);
        else goesOn(former, it);
        for (Workout other : workouts.values())
            if (other.no() != it.no() && atOneMachine(other, it))
                unless(other.overlapMs(it.startMs(), it.endMs()) <= SLACK_MS, ONE, other + ", " + it);
        boolean identified = former == null || !former.member().equals(it.member());
        if (identified && !it.member().isEmpty())
            for (Workout other : workouts.values())
                if (other.no() != it.no() && other.member().equals(it.member()) && isKept(other))
                    unless(other.overlapMs(it.startMs(), it.endMs()) <= SLACK_MS, ONE, other + ", " + it);
    }

    private static void goesOn(Workout former, Workout it) {
        unless(!former.equals(it), "a workout is told where it has changed", it);
        unless(
                it.startMs() <= former.startMs()
                        && it.endMs() >= former.endMs()
                        && it.activeS() >= former.activeS()
                        && it.distanceM() >= former.distanceM()
                        && it.energyKcal() >= former.energyKcal(),
                "what was counted of a workout only rises",
                it);
        unless(
                (former.whose() == it.whose() && former.member().equals(it.member()))
                        || former.whose() == Whose.NOBODYS,
                "a workout is one member's, for ever or until they are forgotten",
                former + ", " + it);
    }

    private static boolean atOneMachine(Workout one, Workout other) {
        return one.stationNo() == other.stationNo() && one.machine().equals(other.machine());
    }

    private boolean isKept(Workout it) {
        List<Workout> there = workouts.values().stream()
                .filter(other -> atOneMachine(other, it))
                .toList();
        return there.subList(Math.max(0, there.size() - KEPT), there.size()).contains(it);
    }

    void apply(Event.BodyChecked event) {
        checks.put(key(event.check()), event.check());
    }

    static String key(BodyCheck check) {
        return check.member() + ' ' + check.localDay() + ' ' + check.stationNo();
    }

    void forget(String member) {
        workouts.replaceAll((no, it) -> it.member().equals(member) ? it.forgotten() : it);
        checks.values().removeIf(it -> it.member().equals(member));
    }
}
