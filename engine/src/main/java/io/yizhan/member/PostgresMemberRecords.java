package io.yizhan.member;

import io.yizhan.core.Invitation;
import io.yizhan.core.Reservation;
import io.yizhan.core.Visit;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/** By the rows, which follow the journal at their own pace. Each question has a connection of its own: they are some a day. */
public final class PostgresMemberRecords implements MemberRecords {
    private static final String FIND = """
            select %s from %s
            where r.region = ? and (r.id = any (?) or r.archived) and r.member = ? and r.id < ?
            order by r.id desc limit ?
            """.formatted(StoredReservation.COLUMNS, StoredReservation.TABLES);

    /** Those of which nobody knows whether they were any are left out. */
    private static final String VISITS = """
            with mine as (
              select id, 0 as companion from reservation where region = ? and (id = any (?) or archived) and member = ?
              union all
              select reservation_id, number from companion where region = ? and member = ?)
            select v.reservation_id, coalesce(r.station_no, 0), v.entered_ms, coalesce(v.left_ms, 0), v.how
            from mine m join visit v on v.region = ? and v.reservation_id = m.id and v.companion = m.companion
              join reservation r on r.region = v.region and r.id = v.reservation_id
            where v.entered_ms >= ? and v.entered_ms < ? and v.how <> 'UNKNOWN'
            order by v.entered_ms desc, v.reservation_id, v.no limit ?
            """;

    private static final String COMPANIONSHIPS = """
            select c.reservation_id, c.number, c.state, coalesce(r.station_no, 0), r.slots, c.accepted_ms, coalesce(c.ended_ms, 0)
            from companion c join reservation r on r.region = c.region and r.id = c.reservation_id
            where c.region = ? and c.member = ? order by c.accepted_ms desc, c.reservation_id desc, c.number desc limit ?
            """;

    private final RowQuestions rows;

    public PostgresMemberRecords(PostgresUri uri) {
        rows = new RowQuestions(uri, "what a member had was not read");
    }

    @Override
    public Page find(String region, Question question) throws IOException {
        List<Reservation> found = rows.all(
                FIND,
                StoredReservation::of,
                region,
                question.inBooks(),
                question.member(),
                question.before() == 0 ? Long.MAX_VALUE : question.before(),
                question.limit() + 1);
        boolean more = found.size() > question.limit();
        return new Page(more ? found.subList(0, question.limit()) : found, more);
    }

    @Override
    public List<MemberVisit> visits(String region, VisitQuestion question) throws IOException {
        return rows.all(
                VISITS,
                row -> new MemberVisit(
                        row.getLong(1),
                        row.getInt(2),
                        row.getLong(3),
                        row.getLong(4),
                        Visit.Ending.valueOf(row.getString(5))),
                region,
                question.inBooks(),
                question.member(),
                region,
                question.member(),
                region,
                question.fromMs(),
                question.toMs(),
                question.limit() + 1);
    }

    @Override
    public List<MemberCompanionship> companionships(String region, String member, int limit) throws IOException {
        return rows.all(
                COMPANIONSHIPS,
                row -> new MemberCompanionship(
                        row.getLong(1),
                        row.getInt(2),
                        Objects.requireNonNull(Invitation.State.of(row.getInt(3))),
                        row.getInt(4),
                        StoredReservation.slots(row.getArray(5)),
                        row.getLong(6),
                        row.getLong(7)),
                region,
                member,
                limit);
    }
}
