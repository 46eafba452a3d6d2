package io.yizhan.fitness;

import io.yizhan.core.Workout;

/** What some visits and workouts have come to. Of one thread. */
public final class Tally {
    private int visits;
    private long visitMs;
    private int workouts;
    private long activeS;
    private long distanceM;
    private long energyKcal;
    private long estimatedKcal;

    void addVisit(long forMs) {
        visits++;
        visitMs += forMs;
    }

    void add(Workout workout, Exertion.Energy energy) {
        workouts++;
        activeS += workout.activeS();
        distanceM += Math.max(0, workout.distanceM());
        energyKcal += energy.kcal();
        if (!energy.byMachine()) estimatedKcal += energy.kcal();
    }

    public int visits() {
        return visits;
    }

    /** Inside, by visits that have ended. */
    public long visitMinutes() {
        return visitMs / 60_000;
    }

    public int workouts() {
        return workouts;
    }

    /** On machines. */
    public long minutes() {
        return activeS / 60;
    }

    public long distanceM() {
        return distanceM;
    }

    public long energyKcal() {
        return energyKcal;
    }

    /** So much of it no machine has counted. */
    public long estimatedKcal() {
        return estimatedKcal;
    }
}
