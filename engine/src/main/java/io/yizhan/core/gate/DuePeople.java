package io.yizhan.core.gate;

import io.yizhan.core.SlotKey;
import io.yizhan.core.VenueTerms;
import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;

/** Who has booked a slot that starts soon, and has not come yet. */
public final class DuePeople {
    private static final int MINUTE_MS = 60_000;

    private final VenueTable venues;
    private final SlotTable slots;

    public DuePeople(VenueTable venues, SlotTable slots) {
        this.venues = venues;
        this.slots = slots;
    }

    /** At a station, in slots that start after now, and within so many minutes. Looks each of them up, so that no booking pays for an index. */
    public int at(int stationNo, long nowMs, int aheadMin) {
        int nowMin = Math.toIntExact(Math.floorDiv(nowMs, MINUTE_MS));
        int due = 0;
        for (int venueNo = 1; venueNo < venues.end(); venueNo++) {
            VenueTerms terms = venues.find(venueNo);
            if (terms == null || terms.stationNo() != stationNo) continue;
            for (int minute = nowMin + 1; minute * (long) MINUTE_MS - nowMs <= (long) aheadMin * MINUTE_MS; minute++) {
                int slot = slots.find(SlotKey.of(venueNo, minute));
                if (slot >= 0) due += slots.expected(slot);
            }
        }
        return due;
    }
}
