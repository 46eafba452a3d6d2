package io.yizhan.http.reservation;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.WeeklySlot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The slots of one week of a series. Two that the clock tells apart in the first week alone, since it shows their time twice then, are one in
 * the others.
 */
record SeriesWeek(List<String> slots) {
    /** @param week counted from 0 */
    static SeriesWeek of(List<WeeklySlot> series, int week) {
        return new SeriesWeek(series.stream().map(it -> it.id(week)).distinct().toList());
    }

    /** The first that is no slot in any schedule, since the clock skips its time or there is no such year; null where there is none. */
    @Nullable
    String unknown(SlotIds slotIds) {
        for (String slot : slots) if (slotIds.parse(slot) == SlotIds.UNKNOWN) return slot;
        return null;
    }

    long[] keys(SlotIds slotIds) {
        return slots.stream().mapToLong(slotIds::parse).toArray();
    }
}
