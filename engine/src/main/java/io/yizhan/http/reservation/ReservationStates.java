package io.yizhan.http.reservation;

import io.yizhan.core.ReservationState;
import io.yizhan.http.exchange.Query;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parameter {@code state} of lists: one state, or several with commas between them. */
public final class ReservationStates {
    private static final int LENGTH_MAX = 100;

    private ReservationStates() {}

    /** Bits of {@link ReservationState#bit()}; 0 where all are asked for, or it was answered as wrong. */
    public static int read(Query query) {
        String text = query.text("state", LENGTH_MAX);
        if (text == null) return 0;
        int states = 0;
        for (String name : List.of(text.toUpperCase(Locale.ROOT).split(",", -1))) {
            ReservationState state = named(name.strip());
            if (state == null) {
                query.wrong("state", String.join(", ", Query.names(ReservationState.class)));
                return 0;
            }
            states |= state.bit();
        }
        return states;
    }

    private static @Nullable ReservationState named(String name) {
        for (ReservationState state : ReservationState.values())
            if (state.name().equals(name)) return state;
        return null;
    }
}
