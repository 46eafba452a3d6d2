package io.yizhan.rows;

/** How changes of reservations are written; each that touches slots says by which event they changed. Each takes the region, and columns of as many as there are. Each fails where it misses one. */
final class ReservationSql {
    private ReservationSql() {}

    static final String CONFIRM = """
            with confirmed as (
              update reservation r set state = 1, check_in_by_ms = nullif(c.check_in_by_ms, 0)
              from unnest($2::bigint[], $3::bigint[]) as c (id, check_in_by_ms)
              where r.region = $1::text and r.id = c.id and (r.state <= 1 or r.state = 8) returning 1)
            select expect_rows('reservations to confirm', $4::bigint, (select count(*) from confirmed))
            """;

    /** {@code offset 0} keeps the look-up by key inside, whatever the statistics were when the plan was made. */
    static final String END = """
            with ended as (
              update reservation r set state = e.state, ended_at_ms = e.at_ms
              from unnest($2::bigint[], $3::int[], $4::bigint[], $5::bigint[]) as e (id, state, at_ms, seq)
                cross join lateral (
                  select ctid as place, state as former from reservation
                  where region = $1::text and id = e.id and (state <= 2 or state between 7 and 9) offset 0) as f
              where r.ctid = f.place
              returning r.id, r.slots, r.party, r.exclusive_slots, f.former, e.seq),
            freed as (
              select (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min,
                sum(case when ended.former in (7, 9) then 0 when x.exclusive then 1 else ended.party end)::int as places,
                max(ended.seq) as seq
              from ended cross join unnest(ended.slots) with ordinality as k (slot, position)
                cross join lateral (select (ended.exclusive_slots >> (k.position - 1)::int) & 1 = 1 as exclusive) as x
              group by 1, 2),
            counted as (
              update slot t set taken = t.taken - f.places, changed_seq = greatest(t.changed_seq, f.seq)
              from freed f cross join lateral (
                select ctid as place from slot
                where region = $1::text and venue_no = f.venue_no and start_min = f.start_min offset 0) as s
              where t.ctid = s.place
              returning 1)
            select expect_rows('active reservations to end', $6::bigint, (select count(*) from ended)),
              expect_rows('slots to set free', (select count(*) from freed), (select count(*) from counted))
            """;

    /** Who has waited, or was drawn, takes places from here on. */
    static final String OFFER = """
            with offered as (
              update reservation r set state = o.state, check_in_by_ms = nullif(o.check_in_by_ms, 0),
                wait_ends_at_ms = case when o.expires_at_ms = 0 then r.wait_ends_at_ms else o.expires_at_ms end
              from unnest($2::bigint[], $3::int[], $4::bigint[], $5::bigint[], $6::bigint[])
                  as o (id, state, expires_at_ms, check_in_by_ms, seq)
                cross join lateral (
                  select ctid as place from reservation where region = $1::text and id = o.id and state in (7, 9) offset 0) as f
              where r.ctid = f.place
              returning r.id, r.slots, r.party, r.exclusive_slots, o.seq),
            taken as (
              select (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min,
                sum(case when x.exclusive then 1 else offered.party end)::int as places, max(offered.seq) as seq
              from offered cross join unnest(offered.slots) with ordinality as k (slot, position)
                cross join lateral (select (offered.exclusive_slots >> (k.position - 1)::int) & 1 = 1 as exclusive) as x
              group by 1, 2),
            counted as (
              update slot t set taken = t.taken + n.places, changed_seq = greatest(t.changed_seq, n.seq)
              from taken n cross join lateral (
                select ctid as place from slot
                where region = $1::text and venue_no = n.venue_no and start_min = n.start_min offset 0) as s
              where t.ctid = s.place
              returning 1)
            select expect_rows('waiting reservations to offer a place to', $7::bigint, (select count(*) from offered)),
              expect_rows('slots to take', (select count(*) from taken), (select count(*) from counted))
            """;

    /** Who was in a draw waits from here on. */
    static final String WAIT = """
            with waiting as (
              update reservation r set state = 7, wait_ends_at_ms = w.until_ms
              from unnest($2::bigint[], $3::bigint[]) as w (id, until_ms)
              where r.region = $1::text and r.id = w.id and r.state = 9
              returning 1)
            select expect_rows('entries of a draw that wait', $4::bigint, (select count(*) from waiting))
            """;

    /** Whether a draw had no place for them; of those who were in none nothing is said. */
    static final String LOSE = """
            update reservation r set lost = l.lost from unnest($2::bigint[], $3::boolean[]) as l (id, lost)
            where r.region = $1::text and r.id = l.id and r.entry > 0 and r.lost <> l.lost
            """;

    /** What was said of a place that was had and left within the batch: rows are the same, however events are cut into batches. */
    static final String PASSED = """
            with passed as (
              update reservation r set check_in_by_ms = coalesce(nullif(p.check_in_by_ms, 0), r.check_in_by_ms),
                wait_ends_at_ms = coalesce(nullif(p.wait_ends_at_ms, 0), r.wait_ends_at_ms)
              from unnest($2::bigint[], $3::bigint[], $4::bigint[]) as p (id, check_in_by_ms, wait_ends_at_ms)
              where r.region = $1::text and r.id = p.id
              returning 1)
            select expect_rows('reservations that had a place', $5::bigint, (select count(*) from passed))
            """;

    /** After what ends and what is placed: somebody may come, and it may be over, all in one batch. */
    static final String ARRIVED = """
            with arrived as (
              update reservation r set checked_in_at_ms = a.at_ms, state = case when r.state in (0, 1, 8) then 2 else r.state end
              from unnest($2::bigint[], $3::bigint[]) as a (id, at_ms)
              where r.region = $1::text and r.id = a.id and r.checked_in_at_ms is null
              returning 1)
            select expect_rows('reservations to check in', $4::bigint, (select count(*) from arrived))
            """;

    static final String CLOSED = """
            with closed as (
              update reservation r set closure_no = c.no
              from unnest($2::bigint[], $3::int[]) as c (id, no) where r.region = $1::text and r.id = c.id
              returning 1)
            select expect_rows('reservations of closures', $4::bigint, (select count(*) from closed))
            """;

    static final String TAKEN = """
            with taken as (
              update reservation r set taken_for = t.reason
              from unnest($2::bigint[], $3::text[]) as t (id, reason) where r.region = $1::text and r.id = t.id
              returning 1)
            select expect_rows('reservations whose place was taken', $4::bigint, (select count(*) from taken))
            """;

    static final String ARCHIVE = """
            with archived as (
              update reservation set archived = true
              where region = $1::text and id = any ($2::bigint[]) and not archived returning 1)
            select expect_rows('reservations to archive', $3::bigint, (select count(*) from archived))
            """;
}
