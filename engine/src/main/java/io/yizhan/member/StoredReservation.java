package io.yizhan.member;

import io.yizhan.core.Arrival;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A reservation as its row has it, of those that have left the books, too: with when its member came, as long as the row is there. */
public final class StoredReservation {
    /** To be read by {@link #of}. */
    public static final String COLUMNS =
            "r.id, r.member, r.state, r.slots, r.party, r.hold_expires_at_ms, r.wait_ends_at_ms, r.created_at_ms, r.ends_min,"
                    + " coalesce(r.station_no, 0) as station_no, coalesce(r.cancel_closes_min, 0) as cancel_closes_min,"
                    + " r.check_in_by_ms, r.checked_in_at_ms, r.strike, c.reason as closed_for, r.taken_for";

    /** Where these are; the reservation is {@code r}. */
    public static final String TABLES =
            "reservation r left join closure c on c.region = r.region and c.no = r.closure_no";

    private static final int STRIKE_COUNTS = 1;

    private StoredReservation() {}

    public static Reservation of(ResultSet row) throws SQLException {
        ReservationState state = ReservationState.of(row.getByte("state"));
        long expiresAtMs =
                state == ReservationState.OFFERED ? row.getLong("wait_ends_at_ms") : row.getLong("hold_expires_at_ms");
        return new Reservation(
                row.getLong("id"),
                row.getString("member"),
                state,
                slots(row.getArray("slots")),
                row.getInt("party"),
                expiresAtMs,
                0,
                row.getLong("created_at_ms"),
                row.getInt("ends_min") * 60_000L,
                row.getInt("station_no"),
                row.getInt("cancel_closes_min"),
                new Arrival(0, 0, row.getLong("checked_in_at_ms"), row.getInt("strike") == STRIKE_COUNTS),
                loss(row.getString("closed_for"), row.getString("taken_for")));
    }

    static long[] slots(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static Reservation.@Nullable Loss loss(@Nullable String closedFor, @Nullable String takenFor) {
        if (closedFor != null) return new Reservation.OfPlace(true, closedFor);
        return takenFor == null ? null : new Reservation.OfPlace(false, takenFor);
    }
}
