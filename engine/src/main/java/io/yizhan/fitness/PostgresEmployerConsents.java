package io.yizhan.fitness;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows that all nodes share. A workout's row takes its employer from here when it is written, which is why this is asked for no sum. Each
 * question has a connection of its own: they are some a day.
 */
public final class PostgresEmployerConsents implements EmployerConsents {
    private static final String OF =
            "select employer, given_at_ms from employer_consent where region = ? and member = ?";

    private static final String GIVE = """
            insert into employer_consent as c (region, member, employer, given_at_ms) values (?, ?, ?, ?)
            on conflict (region, member) do update set
              given_at_ms = case when c.employer = excluded.employer then c.given_at_ms else excluded.given_at_ms end,
              employer = excluded.employer
            returning employer, given_at_ms
            """;

    private static final String WITHDRAW =
            "delete from employer_consent where region = ? and member = ? returning employer";

    private static final String SUM = """
            select count(distinct nullif(member, '')), count(*), coalesce(sum(active_s), 0), coalesce(sum(distance_m), 0)
            from workout where region = ? and employer = ? and end_ms >= ? and end_ms < ?
            """;

    private final RowQuestions rows;

    public PostgresEmployerConsents(PostgresUri uri) {
        rows = new RowQuestions(uri, "what members have done was not asked for");
    }

    @Override
    public @Nullable Consent of(String region, String member) throws IOException {
        List<Consent> found = rows.all(OF, row -> new Consent(row.getString(1), row.getLong(2)), region, member);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public Consent give(String region, String member, Consent consent) throws IOException {
        return rows.all(
                        GIVE,
                        row -> new Consent(row.getString(1), row.getLong(2)),
                        region,
                        member,
                        consent.employer(),
                        consent.givenAtMs())
                .getFirst();
    }

    @Override
    public void withdraw(String region, String member) throws IOException {
        rows.all(WITHDRAW, row -> row.getString(1), region, member);
    }

    @Override
    public Sum sum(String region, String employer, long fromMs, long toMs) throws IOException {
        return rows.all(
                        SUM,
                        row -> new Sum(row.getInt(1), row.getLong(2), row.getLong(3), row.getLong(4)),
                        region,
                        employer,
                        fromMs,
                        toMs)
                .getFirst();
    }
}
