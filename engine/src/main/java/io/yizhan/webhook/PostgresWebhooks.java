package io.yizhan.webhook;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import io.yizhan.secret.KeyWrap;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By rows that all nodes share. Each call has a connection of its own. */
public final class PostgresWebhooks implements Webhooks {
    static final String COLUMNS = """
            w.no, w.url, w.types, w.persons, w.created_by, w.created_ms, w.after_seq, w.delivered, coalesce(w.failing_since_ms, 0),
            w.attempts, w.next_try_ms, w.problem,
            (select count(*) from webhook_dead_letter d where d.region = w.region and d.webhook_no = w.no)
            """;

    private static final String LIST = "select " + COLUMNS + " from webhook w where w.region = ? order by w.no";
    private static final String NEXT = "select nextval('webhook_no')";

    private static final String CREATE = """
            insert into webhook (region, no, url, types, persons, secret, created_by, created_ms, after_seq)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String DELETE = "delete from webhook where region = ? and no = ?";
    private static final String EXISTS = "select from webhook where region = ? and no = ?";

    private static final String DEAD = """
            select seq, given_up_ms, attempts, problem, resend from webhook_dead_letter
            where region = ? and webhook_no = ? order by seq limit ?
            """;

    private static final String RESEND =
            "update webhook_dead_letter set resend = true where region = ? and webhook_no = ?";

    private final RowQuestions rows;
    private final KeyWrap wrap;

    /** @param wrap how secrets are kept */
    public PostgresWebhooks(PostgresUri uri, KeyWrap wrap) {
        rows = new RowQuestions(uri, "webhooks can't be had");
        this.wrap = wrap;
    }

    /** The name by which a secret is kept. */
    static String secretName(String region, int no) {
        return "webhook " + region + " " + no;
    }

    @Override
    public List<Webhook> list(String region) throws IOException {
        return rows.all(LIST, PostgresWebhooks::webhook, region);
    }

    static Webhook webhook(ResultSet row) throws SQLException {
        String[] types = (String[]) row.getArray(3).getArray();
        return new Webhook(
                row.getInt(1),
                row.getString(2),
                Set.copyOf(Arrays.asList(types)),
                row.getBoolean(4),
                row.getString(5),
                row.getLong(6),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                row.getInt(10),
                row.getLong(11),
                Objects.requireNonNullElse(row.getString(12), ""),
                row.getInt(13));
    }

    @Override
    public int nextNo(String region) throws IOException {
        return rows.all(NEXT, row -> row.getInt(1)).getFirst();
    }

    @Override
    public void create(String region, Webhook webhook, byte[] secret) throws IOException {
        rows.change(
                CREATE,
                region,
                webhook.no(),
                webhook.url(),
                webhook.types().toArray(String[]::new),
                webhook.persons(),
                wrap.wrap(secretName(region, webhook.no()), secret),
                webhook.createdBy(),
                webhook.createdMs(),
                webhook.afterSeq());
    }

    @Override
    public boolean delete(String region, int no) throws IOException {
        return rows.change(DELETE, region, no) > 0;
    }

    @Override
    public @Nullable List<DeadLetter> deadLetters(String region, int no, int limit) throws IOException {
        if (rows.all(EXISTS, row -> true, region, no).isEmpty()) return null;
        return rows.all(DEAD, PostgresWebhooks::deadLetter, region, no, limit);
    }

    private static DeadLetter deadLetter(ResultSet row) throws SQLException {
        return new DeadLetter(row.getLong(1), row.getLong(2), row.getInt(3), row.getString(4), row.getBoolean(5));
    }

    @Override
    public int resend(String region, int no) throws IOException {
        return rows.change(RESEND, region, no);
    }
}
