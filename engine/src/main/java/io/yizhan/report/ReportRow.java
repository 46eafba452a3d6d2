package io.yizhan.report;

import org.jspecify.annotations.Nullable;

/**
 * One row of a report. A <em>place</em> is one of a slot's; whoever has a court to themselves has one. A <em>booking</em> is a reservation that
 * was confirmed and whose time is over; it counts once, where and when its first slot is. It was <em>kept</em> unless its member was missed.
 */
public sealed interface ReportRow {
    /** What it is about, as {@link Grouping} says: {@code 2026-11-21}, {@code 2026-W47}, {@code 2026-11}, the id of a station, kind, district, machine, or {@code 18:00}. */
    String group();

    /**
     * How much of what was offered was taken.
     *
     * @param slots that were open; a closed one where somebody's place was kept counts, too
     * @param minutes of all of them
     * @param offered their places; of a closed slot those that were kept
     * @param taken places that were kept
     * @param missed places of members who did not come; somebody else may have taken them
     */
    record Use(String group, long slots, long minutes, long offered, long taken, long missed) implements ReportRow {}

    /**
     * Who did not come, and who gave up their place.
     *
     * @param awaited bookings where somebody looks whether their member comes: of the others it is not known
     * @param noShows of these, members who did not come
     * @param strikes of these, such as count
     * @param forgiven of these, such as did count
     * @param cancelledEarly given up by their member, a day or more before their start
     * @param cancelledLate the same, later
     */
    record NoShows(
            String group,
            long bookings,
            long awaited,
            long noShows,
            long strikes,
            long forgiven,
            long cancelledEarly,
            long cancelledLate)
            implements ReportRow {}

    /**
     * How many people came, and how often.
     *
     * @param members with a booking that was kept, each once
     * @param bookings that were kept
     * @param forgotten of these, such as nobody knows the member of any more
     * @param people for whom these were, companions among them
     */
    record Participation(String group, long members, long bookings, long forgotten, long people) implements ReportRow {}

    /**
     * How much weekly series and the host's staff have. Places of members who did not come are among them: nobody else could plan with those.
     *
     * @param recurring places of weekly series
     * @param byHost places of people who work for the station's host
     * @param evening places of slots that start from 17:00 on and before 21:00
     */
    record RecurringShare(
            String group,
            long places,
            long recurring,
            long byHost,
            long evening,
            long eveningRecurring,
            long eveningByHost)
            implements ReportRow {}

    /**
     * For how long machines were in use.
     *
     * @param machines that were heard
     * @param knownS seconds in which they were
     * @param inUseS of these, seconds in which somebody was on them
     */
    record Equipment(String group, long machines, long knownS, long inUseS) implements ReportRow {}

    /**
     * What a city asks of a station.
     *
     * @param group its id
     * @param openMinutes while at least one place was offered
     * @param kinds of venues that were offered
     * @param takenByOthers places that were kept by people who do not work for the host; null where nobody knows who the host is
     * @param lectureMinutes of lectures given since the last day's year began
     * @param trainingMinutes of classes, in the same time
     */
    record Scorecard(
            String group,
            long openMinutes,
            long kinds,
            long offered,
            long taken,
            @Nullable Long takenByOthers,
            long members,
            long bookings,
            long lectureMinutes,
            long trainingMinutes)
            implements ReportRow {}
}
