package io.yizhan.audit;

import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.OperatorAct;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Queries;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By the rows. Each question has a connection of its own: they are some a day. */
public final class PostgresAudit implements Audit {
    private static final String AS_OF = "select at_ms from region where id = ?";

    private static final String FIND = """
            select seq, at_ms, actor, act, stations, subject, target, reason, before, after from operator_act where region = ?""";

    private final RowQuestions rows;

    public PostgresAudit(PostgresUri uri) {
        rows = new RowQuestions(uri, "what operators did was not read");
    }

    @Override
    public Page find(String region, AuditQuestion question) throws IOException {
        return rows.ask(connection -> {
            // First, so that what is found reaches so far at least.
            long asOfMs = asOfMs(connection, region);
            List<Entry> found = find(connection, region, question);
            boolean more = found.size() > question.limit();
            return new Page(more ? found.subList(0, question.limit()) : found, more, asOfMs);
        });
    }

    private static long asOfMs(Connection connection, String region) throws SQLException {
        List<Long> found = Queries.all(connection, AS_OF, row -> row.getLong(1), region);
        return found.isEmpty() ? 0 : found.getFirst();
    }

    /** And one more, where there is one. */
    private static List<Entry> find(Connection connection, String region, AuditQuestion question) throws SQLException {
        StringBuilder sql = new StringBuilder(FIND);
        List<Object> arguments = new ArrayList<>(List.of(region));
        if (question.before() != 0) where(" and seq < ?", question.before(), sql, arguments);
        if (!question.actor().isEmpty()) where(" and actor = ?", question.actor(), sql, arguments);
        if (!question.subject().isEmpty()) where(" and subject = ?", question.subject(), sql, arguments);
        if (question.station() != 0) where(" and stations @> ?", new int[] {question.station()}, sql, arguments);
        Set<Integer> within = question.within();
        if (within != null)
            where(" and stations <> '{}' and stations <@ ?", within.toArray(Integer[]::new), sql, arguments);
        where(" order by seq desc limit ?", question.limit() + 1, sql, arguments);
        return Queries.all(connection, sql.toString(), PostgresAudit::entry, arguments.toArray());
    }

    private static void where(String condition, Object argument, StringBuilder sql, List<Object> arguments) {
        sql.append(condition);
        arguments.add(argument);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        int code = row.getInt("act");
        OperatorAct act = OperatorAct.of(code);
        if (act == null) throw new SQLException("an act of code " + code + ": it is of a newer program");
        Integer[] boxed = (Integer[]) row.getArray("stations").getArray();
        int[] stations = new int[boxed.length];
        for (int i = 0; i < boxed.length; i++) stations[i] = boxed[i];
        return new Entry(
                row.getLong("seq"),
                new OperatorActed(
                        row.getLong("at_ms"),
                        text(row.getString("actor")),
                        act,
                        stations,
                        text(row.getString("subject")),
                        row.getLong("target"),
                        text(row.getString("reason")),
                        text(row.getString("before")),
                        text(row.getString("after"))));
    }

    private static String text(@Nullable String column) {
        return Objects.requireNonNullElse(column, "");
    }
}
