package io.yizhan.catalogue;

import io.yizhan.core.StrikeRules;
import java.time.ZoneId;
import java.util.List;

/**
 * A city's catalogue, as its file says it: checked, immutable.
 *
 * @param id short, of [a-z0-9]; the region's name in rows, files and ids
 * @param language "zh" or "en": for callers who ask for neither
 * @param horizonDays for how many days from today slots are open or announced
 * @param activeReservationsMax of one member at once, holds among them
 * @param holdsMax of one member at once; {@link Integer#MAX_VALUE} where the file says nothing
 * @param strikes what becomes of members who don't come
 * @param occupancy of the people inside its stations
 * @param workoutClaimMin for so many minutes after the end of a workout whoever did it may say so
 */
public record City(
        String id,
        Text name,
        ZoneId zone,
        String language,
        int horizonDays,
        int activeReservationsMax,
        int holdsMax,
        StrikeRules strikes,
        OccupancyRules occupancy,
        int workoutClaimMin,
        List<Policy> policies,
        List<District> districts,
        List<Station> stations) {
    /** Where the file says nothing. */
    public static final int WORKOUT_CLAIM_MIN = 10;
}
