package io.yizhan.report;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Occurrence;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lectures and classes that were given: which there are to be, the catalogue says; whether one took place, its slot. They are looked up some at
 * a time, since a large city has as many in a year as it has bookings in a day.
 */
final class Lessons {
    private static final int ASKED_MAX = 20_000;

    /** Minutes that a station gave. */
    record Given(long lectureMinutes, long trainingMinutes) {
        static final Given NOTHING = new Given(0, 0);

        private Given with(boolean lecture, long minutes) {
            return lecture
                    ? new Given(lectureMinutes + minutes, trainingMinutes)
                    : new Given(lectureMinutes, trainingMinutes + minutes);
        }
    }

    private final Connection connection;
    private final Map<String, Object> values;
    private final Map<Integer, Given> given = new HashMap<>();
    private final List<Occurrence> open = new ArrayList<>();

    /** @param values what is asked besides; of the slots alone when they had ended by */
    Lessons(Connection connection, Map<String, Object> values) {
        this.connection = connection;
        this.values = values;
    }

    void add(List<Occurrence> occurrences) throws SQLException {
        for (Occurrence each : occurrences) {
            if (each.activity().kind() == Activity.Kind.TOURNAMENT) continue;
            open.add(each);
            if (open.size() == ASKED_MAX) ask();
        }
    }

    /** By the numbers of their stations; those that gave nothing are not there. */
    Map<Integer, Given> given() throws SQLException {
        if (!open.isEmpty()) ask();
        return given;
    }

    private void ask() throws SQLException {
        Map<String, Object> asked = new HashMap<>(values);
        asked.put("station_nos", integers(open.stream().map(Occurrence::stationNo)));
        asked.put("venue_nos", integers(open.stream().map(Occurrence::venueNo)));
        asked.put("starts", integers(open.stream().map(Occurrence::startMin)));
        asked.put("ends", integers(open.stream().map(Occurrence::endMin)));
        asked.put(
                "lectures",
                connection.createArrayOf(
                        "bool", open.stream().map(Lessons::isLecture).toArray()));
        try (PreparedStatement query = NamedStatement.prepare(connection, ReportSql.GIVEN, asked);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                int stationNo = row.getInt("station_no");
                Given before = given.getOrDefault(stationNo, Given.NOTHING);
                given.put(stationNo, before.with(row.getBoolean("lecture"), row.getLong("minutes")));
            }
        }
        open.clear();
    }

    private java.sql.Array integers(java.util.stream.Stream<Integer> numbers) throws SQLException {
        return NamedStatement.integers(connection, numbers.toList());
    }

    private static boolean isLecture(Occurrence it) {
        return it.activity().kind() == Activity.Kind.LECTURE;
    }
}
