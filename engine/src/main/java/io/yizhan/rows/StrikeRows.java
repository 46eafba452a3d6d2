package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.NoShow;
import io.yizhan.core.Event.StrikeForgiven;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Strikes, which are columns of the reservations that they are about, and who is suspended. */
final class StrikeRows implements RowPart {
    static final int COUNTS = 1;
    static final int FORGIVEN = 2;

    private static final String STRIKE = """
            with struck as (
              update reservation r set strike = s.strike
              from unnest($2::bigint[], $3::int[]) as s (id, strike) where r.region = $1::text and r.id = s.id
              returning 1)
            select expect_rows('reservations whose members did not come', $4::bigint, (select count(*) from struck))
            """;

    /** What was said of a member last counts. */
    private static final String SUSPEND = """
            with told as (
              select distinct on (r.member) r.member, s.until_ms
              from unnest($2::bigint[], $3::bigint[]) with ordinality as s (id, until_ms, position)
                join reservation r on r.region = $1::text and r.id = s.id
              order by r.member, s.position desc)
            insert into suspension (region, member, until_ms) select $1::text, member, until_ms from told
            on conflict (region, member) do update set until_ms = excluded.until_ms
            """;

    /** What is over, the books have no use for. */
    private static final String LOAD = """
            select s.member, s.until_ms from suspension s join region r on r.id = s.region
            where s.region = ? and s.until_ms > r.at_ms
            """;

    /** What a reservation's strike is after the batch, by its id. */
    final Map<Long, Integer> strikes = new LinkedHashMap<>();
    /** Until when the member of a reservation is suspended, by its id; what was said last is last. */
    final Map<Long, Long> suspensions = new LinkedHashMap<>();

    int take(NoShow event) {
        if (event.strike()) strikes.put(event.reservationId(), COUNTS);
        return event.suspendedUntilMs() == 0 ? 0 : suspend(event.reservationId(), event.suspendedUntilMs());
    }

    int take(StrikeForgiven event) {
        strikes.put(event.reservationId(), FORGIVEN);
        return 1 + suspend(event.reservationId(), event.suspendedUntilMs());
    }

    private int suspend(long reservationId, long untilMs) {
        suspensions.remove(reservationId);
        suspensions.put(reservationId, untilMs);
        return 1;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(STRIKE, this::struck), new RowStatement(SUSPEND, this::suspended));
    }

    private @Nullable Tuple struck(Owner owner) {
        if (strikes.isEmpty()) return null;
        return Tuple.of(
                owner.region(),
                strikes.keySet().toArray(Long[]::new),
                strikes.values().toArray(Integer[]::new),
                (long) strikes.size());
    }

    private @Nullable Tuple suspended(Owner owner) {
        if (suspensions.isEmpty()) return null;
        return Tuple.of(
                owner.region(),
                suspensions.keySet().toArray(Long[]::new),
                suspensions.values().toArray(Long[]::new));
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.suspended(row.getString(1), row.getLong(2)));
    }
}
