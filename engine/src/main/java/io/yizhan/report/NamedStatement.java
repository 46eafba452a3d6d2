package io.yizhan.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Statements whose parameters have names, {@code :from_min}: a report asks with the same ones in many places. */
final class NamedStatement {
    private static final Pattern NAME = Pattern.compile("(?<!:):([a-z_]+)");

    private NamedStatement() {}

    /** @param values a value for each name; {@code ::type} is none */
    static PreparedStatement prepare(Connection connection, String sql, Map<String, Object> values)
            throws SQLException {
        List<String> names =
                NAME.matcher(sql).results().map((MatchResult it) -> it.group(1)).toList();
        PreparedStatement statement =
                connection.prepareStatement(NAME.matcher(sql).replaceAll("?"));
        for (int i = 0; i < names.size(); i++) {
            Object value = values.get(names.get(i));
            if (value == null) throw new IllegalArgumentException("nothing for :" + names.get(i));
            statement.setObject(i + 1, value);
        }
        return statement;
    }

    /** As the database takes it. */
    static java.sql.Array integers(Connection connection, List<Integer> numbers) throws SQLException {
        return connection.createArrayOf("int4", new ArrayList<Object>(numbers).toArray());
    }
}
