package io.yizhan.http.reservation;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.WeeklySlot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one week of a series. Two that the clock tells apart in the first week alone, since it shows their time twice then, are one in
 * the others.
 *
 * @param slots ids
 * @param keys of the slots, in their order; {@link SlotIds#UNKNOWN} for one that is no slot in any schedule
 */
record SeriesWeek(List<String> slots, long[] keys) {
    static SeriesWeek of(List<String> slots, SlotIds slotIds) {
        return new SeriesWeek(slots, slots.stream().mapToLong(slotIds::parse).toArray());
    }

    /** @param week counted from 0 */
    static SeriesWeek of(List<WeeklySlot> series, int week, SlotIds slotIds) {
        return of(series.stream().map(it -> it.id(week)).distinct().toList(), slotIds);
    }

    /** The first that is no slot in any schedule, since the clock skips its time or there is no such year; null where there is none. */
    @Nullable
    String unknown() {
        for (int i = 0; i < keys.length; i++) if (keys[i] == SlotIds.UNKNOWN) return slots.get(i);
        return null;
    }
}
