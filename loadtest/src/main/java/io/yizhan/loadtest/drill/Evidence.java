package io.yizhan.loadtest.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.SmallCity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the API and PostgreSQL say after a drill.
 *
 * @param api reservations that members are shown, by id; several where an id is shown more than once
 * @param rows reservations in PostgreSQL, by id
 * @param apiSlots places taken by the API, by slot
 * @param rowSlots by slot
 */
record Evidence(
        Map<String, List<Found>> api,
        Map<String, List<Found>> rows,
        Map<String, Places> apiSlots,
        Map<String, RowPlaces> rowSlots) {
    private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final String SLOT_ID =
            "v.id || '.' || to_char(to_timestamp(%s.start_min * 60.0) at time zone 'Asia/Shanghai', 'YYYYMMDD\"T\"HH24MI')";

    /** @param slots in rows: those that it takes; of one that ended, none */
    record Found(String state, String member, List<String> slots) {}

    record Places(int capacity, int taken) {}

    /** The slot's own count, and what its live reservations sum up to. */
    record RowPlaces(int capacity, int taken, int summed) {}

    static Evidence gather(Client client, Load load, List<LocalDate> dates, String jdbc, String region)
            throws InterruptedException {
        Map<String, List<Found>> api = new HashMap<>();
        for (int member = 0; member < load.tokens.size(); member++) {
            for (JsonNode it : client.reservations(load.tokens.get(member))) {
                List<String> slots = new ArrayList<>();
                it.path("slots").forEach(slot -> slots.add(slot.asText()));
                api.computeIfAbsent(it.path("id").asText(), id -> new ArrayList<>())
                        .add(new Found(it.path("state").asText(), load.prefix + (member + 1), slots));
            }
        }
        Map<String, Places> apiSlots = new TreeMap<>();
        for (String station : SmallCity.stations())
            for (LocalDate date : dates)
                for (JsonNode venue : client.get("/v1/stations/" + station + "/slots?date=" + date, "")
                        .path("venues"))
                    for (JsonNode slot : venue.path("slots")) {
                        int capacity = slot.path("capacity").asInt();
                        apiSlots.put(
                                slot.path("id").asText(),
                                new Places(
                                        capacity,
                                        capacity - slot.path("remaining").asInt()));
                    }
        Map<String, List<Found>> rows = new HashMap<>();
        Map<String, RowPlaces> rowSlots = new TreeMap<>();
        try (Connection connection = DriverManager.getConnection(jdbc)) {
            readRows(connection, load.prefix, region, rows, rowSlots);
        } catch (SQLException failed) {
            throw new Failure("PostgreSQL cannot be read", failed);
        }
        return new Evidence(api, rows, apiSlots, rowSlots);
    }

    private static void readRows(
            Connection connection,
            String prefix,
            String region,
            Map<String, List<Found>> rows,
            Map<String, RowPlaces> slots)
            throws SQLException {
        connection.setAutoCommit(false);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            try (ResultSet it =
                    statement.executeQuery("select r.id, reservation_state_name(r.state), r.member, array_agg("
                            + SLOT_ID.formatted("s")
                            + ") filter (where s.live) from reservation r left join reservation_slot s"
                            + " on s.region = r.region and s.reservation_id = r.id left join venue v on v.region = s.region and"
                            + " v.no = s.venue_no where starts_with(r.member, '" + prefix
                            + "') group by r.region, r.id, r.state, r.member")) {
                while (it.next()) {
                    java.sql.Array array = it.getArray(4);
                    List<String> taken = array == null ? List.of() : Arrays.asList((String[]) array.getArray());
                    rows.computeIfAbsent(id(it.getLong(1)), id -> new ArrayList<>())
                            .add(new Found(it.getString(2), it.getString(3), taken));
                }
            }
            try (ResultSet it = statement.executeQuery("select " + SLOT_ID.formatted("s")
                    + ", s.capacity, s.taken, coalesce(sum(r.places) filter (where r.live), 0) from slot s join venue v on"
                    + " v.region = s.region and v.no = s.venue_no left join reservation_slot r on r.region = s.region and"
                    + " r.venue_no = s.venue_no and r.start_min = s.start_min where not s.retired and s.region = '"
                    + region + "' group by 1, s.region,"
                    + " s.venue_no, s.start_min, s.capacity, s.taken")) {
                while (it.next()) slots.put(it.getString(1), new RowPlaces(it.getInt(2), it.getInt(3), it.getInt(4)));
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
