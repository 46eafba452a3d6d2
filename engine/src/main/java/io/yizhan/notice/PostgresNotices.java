package io.yizhan.notice;

import io.yizhan.core.NoticeKind;
import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By the rows. Each question has a connection of its own. */
public final class PostgresNotices implements Notices {
    private static final int ANSWER_MS_MAX = 5_000;

    private static final String COLUMNS =
            "n.no, n.kind, n.reservation_id, r.slots, n.at_ms, coalesce(n.until_ms, 0), n.reason";

    private static final String BEFORE = "select " + COLUMNS + """
             from notification n join reservation r on r.region = n.region and r.id = n.reservation_id
            where n.region = ? and n.member = ? and n.no < ? order by n.no desc limit ?
            """;

    private static final String SINCE = "select " + COLUMNS + """
            , m.member
            from unnest(?::text[], ?::bigint[]) as m (member, after)
              cross join lateral (
                select * from notification where region = ? and member = m.member and no > m.after order by no limit ?) n
              join reservation r on r.region = n.region and r.id = n.reservation_id
            order by n.no
            """;

    private static final String LAST = "select coalesce(max(no), 0) from notification where region = ? and member = ?";
    private static final String CONTACT = "select email, language, kinds from contact where region = ? and member = ?";

    private static final String SET_CONTACT = """
            insert into contact (region, member, email, language, kinds, changed_ms) values (?, ?, ?, ?, ?, ?)
            on conflict (region, member) do update set email = excluded.email, language = excluded.language,
              kinds = excluded.kinds, changed_ms = excluded.changed_ms
            """;

    private static final String NO_CONTACT = "delete from contact where region = ? and member = ?";

    private final PostgresUri uri;

    public PostgresNotices(PostgresUri uri) {
        this.uri = uri;
    }

    @Override
    public Page before(String region, String member, long before, int limit) throws IOException {
        return asked(connection -> {
            try (PreparedStatement query = connection.prepareStatement(BEFORE)) {
                query.setString(1, region);
                query.setString(2, member);
                query.setLong(3, before);
                query.setInt(4, limit + 1);
                List<Notice> found = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) found.add(notice(row));
                }
                boolean more = found.size() > limit;
                return new Page(more ? found.subList(0, limit) : found, more);
            }
        });
    }

    @Override
    public Map<String, List<Notice>> since(String region, Map<String, Long> since, int limitEach) throws IOException {
        return asked(connection -> {
            List<String> members = List.copyOf(since.keySet());
            try (PreparedStatement query = connection.prepareStatement(SINCE)) {
                query.setArray(1, connection.createArrayOf("text", members.toArray()));
                query.setArray(
                        2,
                        connection.createArrayOf(
                                "int8", members.stream().map(since::get).toArray()));
                query.setString(3, region);
                query.setInt(4, limitEach);
                Map<String, List<Notice>> found = new HashMap<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next())
                        found.computeIfAbsent(row.getString(8), it -> new ArrayList<>())
                                .add(notice(row));
                }
                return found;
            }
        });
    }

    @Override
    public long last(String region, String member) throws IOException {
        return asked(connection -> {
            try (PreparedStatement query = connection.prepareStatement(LAST)) {
                query.setString(1, region);
                query.setString(2, member);
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }

    @Override
    public @Nullable Contact contact(String region, String member) throws IOException {
        List<Contact> found = asked(connection -> {
            try (PreparedStatement query = connection.prepareStatement(CONTACT)) {
                query.setString(1, region);
                query.setString(2, member);
                List<Contact> contacts = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) contacts.add(new Contact(row.getString(1), row.getString(2), kinds(row)));
                }
                return contacts;
            }
        });
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void contact(String region, String member, @Nullable Contact contact, long nowMs) throws IOException {
        asked(connection -> {
            try (PreparedStatement change = connection.prepareStatement(contact == null ? NO_CONTACT : SET_CONTACT)) {
                change.setString(1, region);
                change.setString(2, member);
                if (contact != null) {
                    change.setString(3, contact.email());
                    change.setString(4, contact.language());
                    change.setArray(
                            5,
                            connection.createArrayOf(
                                    "int2",
                                    contact.kinds().stream()
                                            .map(it -> (short) it.code())
                                            .toArray()));
                    change.setLong(6, nowMs);
                }
                return change.executeUpdate();
            }
        });
    }

    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asked(Question<T> question) throws IOException {
        try (Connection connection = uri.connect()) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
            return question.ask(connection);
        } catch (SQLException away) {
            throw new IOException("what members are told can't be had: " + away.getMessage(), away);
        }
    }

    private static Notice notice(ResultSet row) throws SQLException {
        int code = row.getInt(2);
        NoticeKind kind = NoticeKind.of(code);
        if (kind == null) throw new SQLException("a notification of kind " + code + ": it is of a newer program");
        Long[] boxed = (Long[]) row.getArray(4).getArray();
        long[] slots = new long[boxed.length];
        for (int i = 0; i < slots.length; i++) slots[i] = boxed[i];
        return new Notice(
                row.getLong(1),
                kind,
                row.getLong(3),
                slots,
                row.getLong(5),
                row.getLong(6),
                Objects.requireNonNullElse(row.getString(7), ""));
    }

    /** Without those that this program does not know. */
    private static Set<NoticeKind> kinds(ResultSet row) throws SQLException {
        Set<NoticeKind> kinds = EnumSet.noneOf(NoticeKind.class);
        for (Object code : (Object[]) row.getArray(3).getArray()) {
            NoticeKind kind = NoticeKind.of(((Number) code).intValue());
            if (kind != null) kinds.add(kind);
        }
        return kinds;
    }
}
