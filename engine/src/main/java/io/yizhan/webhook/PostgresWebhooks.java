package io.yizhan.webhook;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.secret.KeyWrap;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By rows that all nodes share. Each call has a connection of its own. */
public final class PostgresWebhooks implements Webhooks {
    private static final int ANSWER_MS_MAX = 5_000;

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

    private final PostgresUri uri;
    private final KeyWrap wrap;

    /** @param wrap how secrets are kept */
    public PostgresWebhooks(PostgresUri uri, KeyWrap wrap) {
        this.uri = uri;
        this.wrap = wrap;
    }

    /** The name by which a secret is kept. */
    static String secretName(String region, int no) {
        return "webhook " + region + " " + no;
    }

    @Override
    public List<Webhook> list(String region) throws IOException {
        return asked(connection -> {
            try (PreparedStatement query = connection.prepareStatement(LIST)) {
                query.setString(1, region);
                List<Webhook> found = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) found.add(webhook(row));
                }
                return found;
            }
        });
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
        return asked(connection -> {
            try (PreparedStatement query = connection.prepareStatement(NEXT);
                    ResultSet row = query.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    @Override
    public void create(String region, Webhook webhook, byte[] secret) throws IOException {
        asked(connection -> {
            try (PreparedStatement change = connection.prepareStatement(CREATE)) {
                change.setString(1, region);
                change.setInt(2, webhook.no());
                change.setString(3, webhook.url());
                change.setArray(
                        4, connection.createArrayOf("text", webhook.types().toArray()));
                change.setBoolean(5, webhook.persons());
                change.setBytes(6, wrap.wrap(secretName(region, webhook.no()), secret));
                change.setString(7, webhook.createdBy());
                change.setLong(8, webhook.createdMs());
                change.setLong(9, webhook.afterSeq());
                return change.executeUpdate();
            }
        });
    }

    @Override
    public boolean delete(String region, int no) throws IOException {
        return asked(connection -> changed(connection, DELETE, region, no)) > 0;
    }

    @Override
    public @Nullable List<DeadLetter> deadLetters(String region, int no, int limit) throws IOException {
        return exists(region, no) ? asked(connection -> deadLetters(connection, region, no, limit)) : null;
    }

    private boolean exists(String region, int no) throws IOException {
        return asked(connection -> {
            try (PreparedStatement query = connection.prepareStatement(EXISTS)) {
                query.setString(1, region);
                query.setInt(2, no);
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    private static List<DeadLetter> deadLetters(Connection connection, String region, int no, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(DEAD)) {
            query.setString(1, region);
            query.setInt(2, no);
            query.setInt(3, limit);
            List<DeadLetter> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next())
                    found.add(new DeadLetter(
                            row.getLong(1), row.getLong(2), row.getInt(3), row.getString(4), row.getBoolean(5)));
            }
            return found;
        }
    }

    @Override
    public int resend(String region, int no) throws IOException {
        return asked(connection -> changed(connection, RESEND, region, no));
    }

    private static int changed(Connection connection, String sql, String region, int no) throws SQLException {
        try (PreparedStatement change = connection.prepareStatement(sql)) {
            change.setString(1, region);
            change.setInt(2, no);
            return change.executeUpdate();
        }
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asked(Question<T> question) throws IOException {
        try (Connection connection = uri.connect()) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
            return question.ask(connection);
        } catch (SQLException away) {
            throw new IOException("webhooks can't be had: " + away.getMessage(), away);
        }
    }
}
