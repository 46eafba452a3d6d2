package io.yizhan.member;

import io.yizhan.core.Arrival;
import io.yizhan.core.Invitation;
import io.yizhan.core.Reservation;
import io.yizhan.core.ReservationState;
import io.yizhan.core.Visit;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** By the rows, which follow the journal at their own pace. Each question has a connection of its own: they are some a day. */
public final class PostgresMemberRecords implements MemberRecords {
    private static final int STRIKE_COUNTS = 1;

    private static final String FIND = """
            select r.id, r.member, r.state, r.slots, r.party, r.hold_expires_at_ms, r.wait_ends_at_ms, r.created_at_ms, r.ends_min,
              coalesce(r.station_no, 0) as station_no, coalesce(r.cancel_closes_min, 0) as cancel_closes_min, r.check_in_by_ms,
              r.checked_in_at_ms, r.strike, c.reason as closed_for, r.taken_for
            from reservation r left join closure c on c.region = r.region and c.no = r.closure_no
            where r.region = ? and (r.id = any (?) or r.archived) and r.member = ? and r.id < ?
            order by r.id desc limit ?
            """;

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
                PostgresMemberRecords::reservation,
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
                        slots(row.getArray(5)),
                        row.getLong(6),
                        row.getLong(7)),
                region,
                member,
                limit);
    }

    private static Reservation reservation(ResultSet row) throws SQLException {
        ReservationState state = ReservationState.of(row.getByte("state"));
        long expiresAtMs =
                state == ReservationState.OFFERED ? row.getLong("wait_ends_at_ms") : row.getLong("hold_expires_at_ms");
        return new Reservation(
                row.getLong("id"),
                row.getString("member"),
                state,
                slots(row.getArray("slots")),
                row.getInt("party"),
                expiresAtMs,
                0,
                row.getLong("created_at_ms"),
                row.getInt("ends_min") * 60_000L,
                row.getInt("station_no"),
                row.getInt("cancel_closes_min"),
                new Arrival(0, 0, row.getLong("checked_in_at_ms"), row.getInt("strike") == STRIKE_COUNTS),
                loss(row.getString("closed_for"), row.getString("taken_for")));
    }

    private static long[] slots(Array array) throws SQLException {
        return Arrays.stream((Long[]) array.getArray())
                .mapToLong(Long::longValue)
                .toArray();
    }

    private static Reservation.@Nullable Loss loss(@Nullable String closedFor, @Nullable String takenFor) {
        if (closedFor != null) return new Reservation.OfPlace(true, closedFor);
        return takenFor == null ? null : new Reservation.OfPlace(false, takenFor);
    }
}
