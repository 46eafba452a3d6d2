package io.yizhan.drill;

import io.yizhan.core.ReservationState;
import io.yizhan.postgres.TestPostgres;
import io.yizhan.town.DrillTown;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;

/** What PostgreSQL says, read past the engine. */
public final class Rows {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm").withZone(DrillTown.ZONE);
    private final URI uri;

    public Rows(String uri) {
        this.uri = URI.create(uri);
    }

    interface Row {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String query, Row reader) {
        try (Connection connection = TestPostgres.connect(uri);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) reader.read(rows);
        } catch (SQLException failed) {
            throw new AssertionError(query, failed);
        }
    }

    /** The number that a query gives. */
    public long number(String query) {
        long[] number = {-1};
        each(query, row -> number[0] = row.getLong(1));
        return number[0];
    }

    /** State by id, as the API writes ids. */
    Map<String, ReservationState> reservations() {
        Map<String, ReservationState> all = new TreeMap<>();
        each(
                "select id, state from reservation",
                row -> all.put(id(row.getLong(1)), ReservationState.of(row.getInt(2))));
        return all;
    }

    private static String id(long number) {
        StringBuilder text = new StringBuilder();
        for (long rest = number; rest != 0; rest >>>= 5) text.append(DIGITS.charAt((int) (rest & 31)));
        return "r-" + text.reverse();
    }

    /** A slot's own count, and the sum of what takes it. */
    record Taken(int capacity, int taken, int summed) {}

    Map<String, Taken> slots() {
        Map<String, Taken> all = new TreeMap<>();
        each(
                """
                select v.id, s.start_min, s.capacity, s.taken, coalesce(sum(r.places) filter (where r.live), 0)
                from slot s join venue v on v.region = s.region and v.no = s.venue_no
                left join reservation_slot r
                  on r.region = s.region and r.venue_no = s.venue_no and r.start_min = s.start_min
                group by v.id, s.start_min, s.capacity, s.taken
                """,
                row -> all.put(
                        row.getString(1) + "." + START.format(Instant.ofEpochSecond(row.getInt(2) * 60L)),
                        new Taken(row.getInt(3), row.getInt(4), row.getInt(5))));
        return all;
    }

    /** Events of each gate's run: "gate boot" to a number. */
    Map<String, Integer> gateEvents() {
        Map<String, Integer> all = new TreeMap<>();
        each(
                "select gate || ' ' || boot, count(*) from gate_event where counted group by 1",
                row -> all.put(row.getString(1), row.getInt(2)));
        return all;
    }

    /** Entries less exits, by station. */
    Map<String, Integer> inside() {
        Map<String, Integer> all = new TreeMap<>();
        each(
                "select s.id, entries - exits + corrected from occupancy o join station s"
                        + " on s.region = o.region and s.no = o.station_no where o.venue_no = 0",
                row -> all.put(row.getString(1), row.getInt(2)));
        return all;
    }
}
