package io.yizhan.telling;

import io.yizhan.core.Addressee;
import io.yizhan.core.Command;
import io.yizhan.core.NoticeKind;
import io.yizhan.core.Outcome;
import io.yizhan.core.ReservationState;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.sequencer.Caller;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Reminds members of what begins soon, once each, while this node owns the region. Who is due the rows know, which are some moments behind; whether it
 * still stands, the writer is asked, so nobody is reminded of what was cancelled before. It is no event: nothing depends on it but that it
 * was told, and that is the row itself.
 */
final class Reminders implements AutoCloseable {
    private static final int ANSWER_MS_MAX = 30_000;
    private static final long EVERY_MS = TimeUnit.SECONDS.toMillis(30);
    private static final int AT_ONCE = 500;

    /** Whoever books within the time has just been told when it begins. Only an {@link Addressee} is reminded: others have a blank in their name. */
    private static final String DUE = """
            select r.id, r.member from reservation r
              cross join lateral (select min(k & 4294967295) * 60000 as starts_ms from unnest(r.slots) k) s
            where r.region = ? and not r.archived and r.state = 1 and r.member <> '' and strpos(r.member, ' ') = 0
              and r.ends_min >= ?
              and s.starts_ms > ? and s.starts_ms <= ? and r.created_at_ms < s.starts_ms - ?
              and not exists (
                select from notification n
                where n.region = r.region and n.member = r.member and n.reservation_id = r.id and n.kind = ?)
            order by s.starts_ms, r.id limit ?
            """;

    /** As the write-behind locks it: numbers of notifications then rise in the order in which they can be read. */
    private static final String LOCK = "select seq from region where id = ? and epoch = ? for update";

    private static final String TELL = """
            with told as (
              insert into notification (region, seq, kind, member, reservation_id, at_ms)
              select r.region, ?, ?, r.member, r.id, ? from reservation r
              where r.region = ? and r.id = ? and r.state = 1 and r.member <> '' and not exists (
                select from notification n
                where n.region = r.region and n.member = r.member and n.reservation_id = r.id and n.kind = ?)
              returning region, no, member, kind, at_ms)
            insert into letter (region, no, member, created_ms)
            select t.region, t.no, t.member, t.at_ms from told t join contact c on c.region = t.region and c.member = t.member
            where t.kind = any (c.kinds)
            """;

    private final RegionSources region;
    private final PostgresUri uri;
    private final long aheadMs;
    private final InstantSource clock;
    private final Turns turns;
    private long lookAtMs;

    /** @param aheadMin how long before it begins */
    Reminders(RegionSources region, PostgresUri uri, int aheadMin, InstantSource clock) {
        this.region = region;
        this.uri = uri;
        this.clock = clock;
        aheadMs = TimeUnit.MINUTES.toMillis(aheadMin);
        turns = new Turns("reminders", "members of " + region.region() + " are not reminded for now", this::look);
    }

    void begin() {
        if (aheadMs != 0) turns.begin();
    }

    private record Due(long reservationId, String member) {}

    private void look() throws SQLException {
        long nowMs = clock.millis();
        if (nowMs < lookAtMs || !isHere()) return;
        long epoch = region.feed().ownership().epoch();
        List<Long> standing = new ArrayList<>();
        try (Connection connection = uri.connect()) {
            connection.setNetworkTimeout(Runnable::run, ANSWER_MS_MAX);
            List<Due> due = due(connection, nowMs);
            Caller writer = new Caller(region.inbox());
            for (Due each : due) if (stands(writer, each)) standing.add(each.reservationId);
            if (!standing.isEmpty()) tell(connection, standing, nowMs, epoch);
            if (due.size() < AT_ONCE) lookAtMs = nowMs + EVERY_MS;
        }
    }

    private boolean isHere() {
        return region.whereabouts().get() instanceof Whereabouts.Here;
    }

    private List<Due> due(Connection connection, long nowMs) throws SQLException {
        int nowMin = Math.toIntExact(nowMs / 60_000);
        try (PreparedStatement query = connection.prepareStatement(DUE)) {
            query.setString(1, region.region());
            query.setInt(2, nowMin);
            query.setLong(3, nowMs);
            query.setLong(4, nowMs + aheadMs);
            query.setLong(5, aheadMs);
            query.setInt(6, NoticeKind.REMINDER.code());
            query.setInt(7, AT_ONCE);
            List<Due> due = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) due.add(new Due(row.getLong(1), row.getString(2)));
            }
            return due;
        }
    }

    /** By the writer's word; where it has none, it is asked again. */
    private static boolean stands(Caller writer, Due due) {
        return writer.call(new Command.FindReservation(due.member, due.reservationId)) instanceof Outcome.Stands found
                && found.reservation().state() == ReservationState.CONFIRMED;
    }

    private void tell(Connection connection, List<Long> ids, long nowMs, long epoch) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement lock = connection.prepareStatement(LOCK);
                PreparedStatement tell = connection.prepareStatement(TELL)) {
            lock.setString(1, region.region());
            lock.setLong(2, epoch);
            try (ResultSet owned = lock.executeQuery()) {
                if (!owned.next()) return;
                long seq = Math.max(1, owned.getLong(1));
                for (long id : ids) {
                    tell.setLong(1, seq);
                    tell.setInt(2, NoticeKind.REMINDER.code());
                    tell.setLong(3, nowMs);
                    tell.setString(4, region.region());
                    tell.setLong(5, id);
                    tell.setInt(6, NoticeKind.REMINDER.code());
                    tell.addBatch();
                }
                tell.executeBatch();
            }
            connection.commit();
        }
    }

    @Override
    public void close() {
        turns.close();
    }
}
