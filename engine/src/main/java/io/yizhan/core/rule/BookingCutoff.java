package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import io.yizhan.core.SlotKey;
import io.yizhan.core.Term;
import org.jspecify.annotations.Nullable;

/** A slot can be booked until its policy's time before it starts: whoever prepares it then knows who comes. */
final class BookingCutoff implements BookingRule {
    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        for (int i = 0; i < request.slotCount(); i++) {
            long closesAtMs =
                    SlotKey.startMs(request.keys()[i]) - request.venue(i).get(Term.BOOKING_CUTOFF_MS);
            if (request.nowMs() >= closesAtMs) return new Refusal.BookingClosed(i, closesAtMs);
        }
        return null;
    }
}
