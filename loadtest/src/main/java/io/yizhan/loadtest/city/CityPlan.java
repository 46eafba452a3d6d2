package io.yizhan.loadtest.city;

import java.net.URI;
import java.time.LocalTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asked for.
 *
 * @param postgres rows of an engine that runs already; null for not looking at them
 * @param fromMs by {@link WeekTime}
 * @param hours simulated
 * @param speed simulated time over real time
 * @param mqttShare of gates, from 0 to 1
 * @param crowd 1 for as many people as usual
 * @param members who have booked, and come with their passes
 * @param machines whether they speak, too
 * @param countedAt simulated times of each day at which people are counted by eye
 * @param command as it was given
 */
record CityPlan(
        @Nullable URI postgres,
        int stations,
        long fromMs,
        int hours,
        double speed,
        long seed,
        double mqttShare,
        double crowd,
        Habits habits,
        int members,
        boolean machines,
        List<LocalTime> countedAt,
        String command) {
    long toMs() {
        return fromMs + hours * WeekTime.HOUR_MS;
    }
}
