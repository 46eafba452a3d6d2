package io.yizhan.http.search;

import io.yizhan.catalogue.SpherePoint;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Which slots somebody looks for. What is null is left open.
 *
 * @param date by the city's clock
 * @param fromMin of that day, by the clock; a slot begins then at the earliest
 * @param toMin not included
 * @param kind of venue
 * @param near where the way to a station begins
 * @param radiusM how far a station may be from there
 * @param party that must find room: by what remains for everybody where only free slots are wanted, else by what there would be without reservations
 * @param free only slots that everybody can book now: places that are kept for the staff of a station's host are not free
 */
record Question(
        LocalDate date,
        int fromMin,
        int toMin,
        @Nullable String kind,
        @Nullable String districtId,
        @Nullable SpherePoint near,
        int radiusM,
        int party,
        boolean free) {

    /** The same for the same question, at every node. */
    String text() {
        return date + "|" + fromMin + "|" + toMin + "|" + kind + "|" + districtId + "|" + place() + "|" + radiusM + "|"
                + party + "|" + free;
    }

    private String place() {
        return near == null ? "" : near.x() + "," + near.y() + "," + near.z();
    }
}
