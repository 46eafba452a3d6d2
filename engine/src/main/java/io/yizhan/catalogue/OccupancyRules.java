package io.yizhan.catalogue;

import java.time.LocalTime;

/**
 * What a city says of the people inside its stations.
 *
 * @param resetAt local time at which everybody has left
 * @param walkInAheadMin places of those who have booked, and have not come yet, are kept for so many minutes before their slots start
 * @param longestStayMin nobody is inside for longer: where no gate saw somebody leave, their visit is over then
 */
public record OccupancyRules(LocalTime resetAt, int walkInAheadMin, int longestStayMin) {
    public static final OccupancyRules DEFAULT = new OccupancyRules(LocalTime.of(4, 0), 15, 240);

    int resetMinOfDay() {
        return resetAt.toSecondOfDay() / 60;
    }
}
