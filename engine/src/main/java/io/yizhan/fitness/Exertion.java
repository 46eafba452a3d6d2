package io.yizhan.fitness;

import io.yizhan.core.Workout;

/**
 * How much a workout takes, as a multiple of sitting still (MET), where the machine has not counted the energy itself: by the kind of the
 * machine, and by speed or power where it tells them. The figures are those of the 2011 Compendium of Physical Activities (B. E. Ainsworth
 * et al., Med. Sci. Sports Exerc. 43(8), 1575–1581, 2011), whose codes stand beside them. One MET is 1 kcal an hour for each kilogram. They are
 * means of adults, so what follows is an estimate, and is told as one.
 */
public final class Exertion {
    /** For whoever was never weighed here: between the means of China's women (59.0 kg) and men (69.6 kg) of 18 to 59 years in 2020. */
    public static final double KG_UNKNOWN = 65;

    /** 02060, health club exercise, general: for machines that the Compendium does not have. */
    private static final double GENERAL = 5.5;

    private static final String BODY_SCAN = "BODY_SCAN";

    /** From so many km/h on, so many MET: walking 17151, 17152, 17170, 17190, 17200, running 12029 to 12120. */
    private static final double[][] WALKING_AND_RUNNING = {
        {0, 2.0},
        {3.2, 2.8},
        {4.0, 3.0},
        {4.5, 3.5},
        {5.6, 4.3},
        {6.4, 6.0},
        {8.0, 8.3},
        {8.4, 9.0},
        {9.7, 9.8},
        {10.8, 10.5},
        {11.3, 11.0},
        {12.1, 11.5},
        {12.9, 11.8},
        {13.8, 12.3},
        {14.5, 12.8},
        {16.1, 14.5}
    };

    /** From so many watts on: 02011, 02017, 02012, 02013, 02014, 02015. */
    private static final double[][] CYCLING = {{0, 3.5}, {51, 4.8}, {90, 6.8}, {101, 8.8}, {161, 11.0}, {201, 14.0}};

    /** 02010, bicycling, stationary, general. */
    private static final double CYCLING_GENERAL = 7.0;

    /** From so many watts on: 02071 to 02074. */
    private static final double[][] ROWING = {{0, 4.8}, {100, 7.0}, {150, 8.5}, {200, 12.0}};

    /** 02071, rowing, stationary, general, moderate effort. */
    private static final double ROWING_GENERAL = 4.8;

    /** 02048, elliptical trainer, moderate effort. */
    private static final double ELLIPTICAL = 5.0;

    /** 02065, stair-treadmill ergometer, general. */
    private static final double STAIRS = 9.0;

    /** 02080, ski machine, general. */
    private static final double SKIING = 6.8;

    /** 02054, resistance training, multiple exercises, 8–15 repetitions at varied resistance. */
    private static final double STRENGTH = 3.5;

    private Exertion() {}

    /** Whether anybody exercises on a machine of this kind; else it only measures. */
    public static boolean isExercise(String kind) {
        return !kind.equals(BODY_SCAN);
    }

    /** The multiple of sitting still. */
    public static double met(Workout workout) {
        return switch (workout.kind()) {
            case "TREADMILL" -> from(WALKING_AND_RUNNING, kmh(workout), GENERAL);
            case "EXERCISE_BIKE", "BIKE", "SPINNING_BIKE" -> from(CYCLING, workout.powerW(), CYCLING_GENERAL);
            case "ROWER" -> from(ROWING, workout.powerW(), ROWING_GENERAL);
            case "ELLIPTICAL", "CROSS_TRAINER" -> ELLIPTICAL;
            case "STEPPER", "STAIR_CLIMBER" -> STAIRS;
            case "SKI_MACHINE" -> SKIING;
            case "STRENGTH" -> STRENGTH;
            default -> GENERAL;
        };
    }

    /** What it has cost, by the machine where that has counted, else by {@link #met}. */
    public static Energy energy(Workout workout, double kg) {
        if (workout.energyKcal() != Workout.UNTOLD) return new Energy(workout.energyKcal(), true);
        return new Energy((int) Math.round(met(workout) * kg * workout.activeS() / 3_600), false);
    }

    /** @param byMachine whether the machine has counted it, else it is estimated */
    public record Energy(int kcal, boolean byMachine) {}

    /** The mean; {@link Workout#UNTOLD} where the machine counts no distance. */
    public static double kmh(Workout workout) {
        if (workout.distanceM() == Workout.UNTOLD || workout.activeS() == 0) return Workout.UNTOLD;
        return workout.distanceM() * 3.6 / workout.activeS();
    }

    private static double from(double[][] steps, double value, double unknown) {
        if (value < 0) return unknown;
        double met = unknown;
        for (double[] step : steps) if (value >= step[0]) met = step[1];
        return met;
    }
}
