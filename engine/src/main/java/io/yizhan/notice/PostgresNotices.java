package io.yizhan.notice;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.yizhan.core.NoticeKind;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** By the rows. Each question has a connection of its own. */
public final class PostgresNotices implements Notices {
    private static final String BEFORE = "select " + NoticeColumns.SELECTED + """
             from notification n join reservation r on r.region = n.region and r.id = n.reservation_id
            where n.region = ? and n.member = ? and n.no < ? order by n.no desc limit ?
            """;

    private static final String SINCE = "select " + NoticeColumns.SELECTED + """
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

    private final RowQuestions rows;

    public PostgresNotices(PostgresUri uri) {
        rows = new RowQuestions(uri, "what members are told can't be had");
    }

    @Override
    public Page before(String region, String member, long before, int limit) throws IOException {
        List<Notice> found = rows.all(BEFORE, NoticeColumns::read, region, member, before, limit + 1);
        boolean more = found.size() > limit;
        return new Page(more ? found.subList(0, limit) : found, more);
    }

    private record Told(String member, Notice notice) {}

    @Override
    public Map<String, List<Notice>> since(String region, Map<String, Long> since, int limitEach) throws IOException {
        String[] members = since.keySet().toArray(String[]::new);
        Long[] after = Arrays.stream(members).map(since::get).toArray(Long[]::new);
        List<Told> found = rows.all(
                SINCE,
                row -> new Told(row.getString(NoticeColumns.COUNT + 1), NoticeColumns.read(row)),
                members,
                after,
                region,
                limitEach);
        return found.stream().collect(groupingBy(Told::member, mapping(Told::notice, toList())));
    }

    @Override
    public long last(String region, String member) throws IOException {
        return rows.all(LAST, row -> row.getLong(1), region, member).getFirst();
    }

    @Override
    public @Nullable Contact contact(String region, String member) throws IOException {
        List<Contact> found =
                rows.all(CONTACT, row -> new Contact(row.getString(1), row.getString(2), kinds(row)), region, member);
        return found.isEmpty() ? null : found.getFirst();
    }

    @Override
    public void contact(String region, String member, @Nullable Contact contact, long nowMs) throws IOException {
        if (contact == null) {
            rows.change(NO_CONTACT, region, member);
            return;
        }
        Short[] kinds = contact.kinds().stream().map(it -> (short) it.code()).toArray(Short[]::new);
        rows.change(SET_CONTACT, region, member, contact.email(), contact.language(), kinds, nowMs);
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
