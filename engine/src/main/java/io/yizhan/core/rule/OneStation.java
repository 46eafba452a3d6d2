package io.yizhan.core.rule;

import io.yizhan.core.Refusal;
import org.jspecify.annotations.Nullable;

/** One reservation is of one station (product.md, the model): its pass opens that station's gates. Each item of an order is one. */
final class OneStation implements BookingRule {
    @Override
    public @Nullable Refusal refusal(BookingRequest request) {
        if (request.ofOrder()) return null;
        for (int i = 1; i < request.slotCount(); i++)
            if (request.venue(i).stationNo() != request.venue(0).stationNo())
                return Refusal.SeveralStations.SEVERAL_STATIONS;
        return null;
    }
}
