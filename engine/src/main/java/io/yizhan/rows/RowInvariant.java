package io.yizhan.rows;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What holds for the rows of a region, unless something other than an engine has changed them. Any thread.
 *
 * @param subject what is read for it
 * @param text what holds
 * @param breaches each finds rows for which it does not
 */
public record RowInvariant(String subject, String text, List<Breach> breaches) {
    private static final int SHOWN_MAX = 5;

    /**
     * One way not to hold.
     *
     * @param sql finds a row for each breach; each of its question marks is for the region
     */
    public record Breach(String sql, Line line) {}

    /** Tells of a breach. */
    public interface Line {
        String of(ResultSet row) throws SQLException;
    }

    /** Where it does not hold: of each way the first few, and how many more there are. */
    public List<String> problems(Connection connection, String region) throws SQLException {
        RowReader rows = new RowReader(connection, region);
        List<String> problems = new ArrayList<>();
        for (Breach breach : breaches) {
            List<String> first = new ArrayList<>();
            Rest rest = new Rest();
            rows.each(breach.sql, row -> {
                String line = breach.line.of(row);
                if (first.size() < SHOWN_MAX) first.add(line);
                else rest.add(line);
            });
            problems.addAll(first);
            if (rest.count > 0) problems.add("and " + rest.count + " more like that; the last: " + rest.last);
        }
        return problems;
    }

    private static final class Rest {
        long count;
        String last = "";

        void add(String line) {
            count++;
            last = line;
        }
    }
}
