package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import io.yizhan.core.VenueTerms;
import org.jspecify.annotations.Nullable;

/** A slot can be booked until its policy's time before it starts: whoever prepares it then knows who comes. */
public final class BookingCutoff implements BookingRule {
    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            long closesAtMs = closesAtMs(request.venue(i), request.keys()[i]);
            if (request.nowMs() >= closesAtMs) return new Refusal.BookingClosed(i, closesAtMs);
        }
        return null;
    }

    /** From when a slot is booked, and a hold of it confirmed, no more. */
    public static long closesAtMs(VenueTerms venue, long slotKey) {
        return SlotKey.startMs(slotKey) - venue.get(Term.BOOKING_CUTOFF_MS);
    }
}
