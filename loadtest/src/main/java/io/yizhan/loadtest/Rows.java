package io.yizhan.loadtest;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What PostgreSQL says of one city, read past the engine.
 *
 * @param slots by id
 * @param reservations by id as the API writes it, of the members asked for
 * @param gateEvents entries less exits that count, and all events, by "gate boot"
 */
public record Rows(Map<String, Slot> slots, Map<String, Reservation> reservations, Map<String, GateRun> gateEvents) {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

    /** What the slot's own row says, and what its live reservations sum up to. */
    public record Slot(int capacity, int taken, int summed, boolean exclusive, int liveRows) {}

    public record Reservation(String state, String member) {}

    public record GateRun(long events, long entries, long exits) {}

    private static final String SLOTS = """
            select v.id || '.' || to_char(to_timestamp(s.start_min * 60.0) at time zone g.zone, 'YYYYMMDD"T"HH24MI'),
              s.capacity, s.taken, coalesce(sum(r.places) filter (where r.live), 0), bool_or(t.exclusive),
              count(*) filter (where r.live)
            from slot s
              join region g on g.id = s.region
              join venue v on v.region = s.region and v.no = s.venue_no
              join venue_terms t on t.region = s.region and t.venue_no = s.venue_no
              left join reservation_slot r
                on r.region = s.region and r.venue_no = s.venue_no and r.start_min = s.start_min
            where not s.retired
            group by 1, s.region, s.venue_no, s.start_min, s.capacity, s.taken
            """;

    interface Reader {
        void row(ResultSet row) throws SQLException;
    }

    /** @param memberPrefix reservations of members whose name begins so */
    static Rows read(URI uri, String memberPrefix) {
        Map<String, Slot> slots = new HashMap<>();
        Map<String, Reservation> reservations = new HashMap<>();
        Map<String, GateRun> gates = new TreeMap<>();
        try (Connection connection = connect(uri)) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            each(
                    connection,
                    SLOTS,
                    "",
                    row -> slots.put(
                            row.getString(1),
                            new Slot(row.getInt(2), row.getInt(3), row.getInt(4), row.getBoolean(5), row.getInt(6))));
            each(
                    connection,
                    "select id, reservation_state_name(state), member from reservation where starts_with(member, ?)",
                    memberPrefix,
                    row -> reservations.put(id(row.getLong(1)), new Reservation(row.getString(2), row.getString(3))));
            each(
                    connection,
                    "select gate || ' ' || boot, count(*), count(*) filter (where entry), count(*) filter (where not entry)"
                            + " from gate_event where counted group by 1",
                    "",
                    row -> gates.put(row.getString(1), new GateRun(row.getLong(2), row.getLong(3), row.getLong(4))));
        } catch (SQLException failed) {
            throw new Failure("PostgreSQL cannot be read", failed);
        }
        return new Rows(slots, reservations, gates);
    }

    /** To be closed by whoever asks. */
    public static Connection connect(URI uri) throws SQLException {
        Properties properties = new Properties();
        String user = uri.getUserInfo();
        if (user != null) {
            int colon = user.indexOf(':');
            properties.setProperty("user", colon < 0 ? user : user.substring(0, colon));
            if (colon >= 0) properties.setProperty("password", user.substring(colon + 1));
        }
        int port = uri.getPort() < 0 ? 5432 : uri.getPort();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + uri.getHost() + ":" + port + uri.getPath(), properties);
    }

    private static void each(Connection connection, String query, String parameter, Reader reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            if (!parameter.isEmpty()) statement.setString(1, parameter);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) reader.row(rows);
            }
        }
    }

    /** As the API writes it: Crockford's base 32. */
    static String id(long number) {
        StringBuilder text = new StringBuilder();
        for (long rest = number; rest != 0; rest >>>= 5) text.append(DIGITS.charAt((int) (rest & 31)));
        return "r-" + text.reverse();
    }
}
