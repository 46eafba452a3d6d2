package io.yizhan.report;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** By the rows, at one moment of them. Each question has a connection of its own: they are some a day. */
public final class PostgresReports implements Reports {
    private static final int COUNTED_MS_MAX = 50_000;
    /** What an answer may take besides. */
    private static final int ANSWER_MS_MAX = 5_000;

    private static final String AS_OF = "select at_ms from region where id = ?";

    private final PostgresUri uri;
    private final int countedMsMax;

    public PostgresReports(PostgresUri uri) {
        this(uri, COUNTED_MS_MAX);
    }

    /** @param countedMsMax then the database gives up by itself, so that nothing is counted for whoever has left */
    PostgresReports(PostgresUri uri, int countedMsMax) {
        this.uri = uri;
        this.countedMsMax = countedMsMax;
    }

    @Override
    public Answer find(String region, ReportQuestion question) throws IOException {
        try (Connection connection = uri.connect()) {
            connection.setNetworkTimeout(Runnable::run, countedMsMax + ANSWER_MS_MAX);
            connection.setAutoCommit(false);
            connection.setReadOnly(true);
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = " + countedMsMax);
            }
            long asOfMs = asOfMs(connection, region);
            return new Answer(rows(connection, question, values(connection, region, question, asOfMs)), asOfMs);
        } catch (SQLException away) {
            throw new IOException("a report was not counted: " + away.getMessage(), away);
        }
    }

    private static long asOfMs(Connection connection, String region) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(AS_OF)) {
            query.setString(1, region);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    private static Map<String, Object> values(
            Connection connection, String region, ReportQuestion question, long asOfMs) throws SQLException {
        Horizon horizon = new Horizon(question.directory());
        Set<Integer> within = question.within();
        Map<String, Object> values = new HashMap<>();
        values.put("region", region);
        values.put("zone", question.directory().city().zone().getId());
        values.put("from_min", horizon.startOfDayMin(question.from()));
        values.put("to_min", horizon.startOfDayMin(question.to().plusDays(1)));
        values.put("as_of_min", Math.toIntExact(asOfMs / 60_000));
        values.put("everywhere", within == null);
        values.put("stations", NamedStatement.integers(connection, within == null ? List.of() : List.copyOf(within)));
        return values;
    }

    private static List<? extends ReportRow> rows(
            Connection connection, ReportQuestion question, Map<String, Object> values) throws SQLException {
        return switch (question.report()) {
            case USE -> rows(connection, ReportSql.use(question.by()), values, PostgresReports::use);
            case NO_SHOWS -> rows(connection, ReportSql.noShows(question.by()), values, PostgresReports::noShows);
            case PARTICIPATION ->
                rows(connection, ReportSql.participation(question.by()), values, PostgresReports::participation);
            case RECURRING_SHARE ->
                rows(connection, ReportSql.recurringShare(question.by()), values, PostgresReports::recurringShare);
            case EQUIPMENT -> rows(connection, ReportSql.equipment(question.by()), values, PostgresReports::equipment);
            case SCORECARD -> {
                Map<Integer, Lessons.Given> given = given(connection, question, values);
                yield rows(connection, ReportSql.SCORECARD, values, row -> scorecard(row, given));
            }
        };
    }

    private interface Reader<R> {
        R read(ResultSet row) throws SQLException;
    }

    private static <R> List<R> rows(Connection connection, String sql, Map<String, Object> values, Reader<R> reader)
            throws SQLException {
        List<R> rows = new ArrayList<>();
        try (PreparedStatement query = NamedStatement.prepare(connection, sql, values);
                ResultSet row = query.executeQuery()) {
            while (row.next()) rows.add(reader.read(row));
        }
        return rows;
    }

    /** What a year asks of a station is asked of the year of the last day, up to that day. */
    private static Map<Integer, Lessons.Given> given(
            Connection connection, ReportQuestion question, Map<String, Object> values) throws SQLException {
        Directory directory = question.directory();
        Horizon horizon = new Horizon(directory);
        Set<Integer> within = question.within();
        LocalDate newYear = question.to().withDayOfYear(1);
        Map<String, Object> sinceNewYear = new HashMap<>(values);
        sinceNewYear.put("from_min", horizon.startOfDayMin(newYear));
        Lessons lessons = new Lessons(connection, sinceNewYear);
        for (Station station : directory.stations()) {
            int no = directory.stationNo(station.id());
            if (within == null || within.contains(no)) lessons.add(horizon.occurrences(no, newYear, question.to()));
        }
        return lessons.given();
    }

    private static ReportRow.Use use(ResultSet row) throws SQLException {
        return new ReportRow.Use(
                row.getString("grp"),
                row.getLong("slots"),
                row.getLong("minutes"),
                row.getLong("offered"),
                row.getLong("taken"),
                row.getLong("missed"));
    }

    private static ReportRow.NoShows noShows(ResultSet row) throws SQLException {
        return new ReportRow.NoShows(
                row.getString("grp"),
                row.getLong("bookings"),
                row.getLong("awaited"),
                row.getLong("no_shows"),
                row.getLong("strikes"),
                row.getLong("forgiven"),
                row.getLong("cancelled_early"),
                row.getLong("cancelled_late"));
    }

    private static ReportRow.Participation participation(ResultSet row) throws SQLException {
        return new ReportRow.Participation(
                row.getString("grp"),
                row.getLong("members"),
                row.getLong("bookings"),
                row.getLong("forgotten"),
                row.getLong("people"));
    }

    private static ReportRow.RecurringShare recurringShare(ResultSet row) throws SQLException {
        return new ReportRow.RecurringShare(
                row.getString("grp"),
                row.getLong("places"),
                row.getLong("recurring"),
                row.getLong("by_host"),
                row.getLong("evening"),
                row.getLong("evening_recurring"),
                row.getLong("evening_by_host"));
    }

    private static ReportRow.Equipment equipment(ResultSet row) throws SQLException {
        return new ReportRow.Equipment(
                row.getString("grp"), row.getLong("machines"), row.getLong("known_s"), row.getLong("in_use_s"));
    }

    private static ReportRow.Scorecard scorecard(ResultSet row, Map<Integer, Lessons.Given> given) throws SQLException {
        Lessons.Given lessons = given.getOrDefault(row.getInt("no"), Lessons.Given.NOTHING);
        return new ReportRow.Scorecard(
                row.getString("grp"),
                row.getLong("open_minutes"),
                row.getLong("kinds"),
                row.getLong("offered"),
                row.getLong("taken"),
                row.getObject("by_others", Long.class),
                row.getLong("members"),
                row.getLong("bookings"),
                lessons.lectureMinutes(),
                lessons.trainingMinutes());
    }
}
