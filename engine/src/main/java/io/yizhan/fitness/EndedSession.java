package io.yizhan.fitness;

/**
 * That somebody has used a machine, as the machine tells. {@link io.yizhan.core.Workout#UNTOLD} where it says nothing of a number.
 *
 * @param pass that was shown to it; "" for none
 */
record EndedSession(
        int stationNo,
        String machine,
        String pass,
        long startMs,
        long endMs,
        int activeS,
        int distanceM,
        int energyKcal,
        int heartRateBpm,
        int powerW) {}
