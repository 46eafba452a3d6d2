package io.yizhan.report;

/**
 * What reports ask the rows. Each is asked with {@code :region}, {@code :zone}, {@code :from_min} and {@code :to_min} (slots that start from the
 * one on and before the other), {@code :as_of_min} (and had ended by then), {@code :everywhere} or {@code :stations}.
 */
final class ReportSql {
    private ReportSql() {}

    /** What the clock on the wall shows at the start of a slot. */
    private static final String STARTS = "to_timestamp(start_min * 60.0) at time zone :zone";

    /** Slots that a closure closed: as soon as it was said, and until it was lifted. */
    private static final String SHUT = """
            shut as materialized (
              select distinct s.venue_no, s.start_min
              from (
                select v.venue_no, greatest(c.from_min, c.began_at_ms / 60000) as from_min,
                  case when c.state = 2 then least(c.to_min, coalesce(l.lifted_min, 0)) else c.to_min end as to_min
                from closure c cross join unnest(c.venues) as v (venue_no)
                  left join (
                    select target, min(at_ms) / 60000 as lifted_min from operator_act
                    where region = :region and act = 2 group by target) as l on l.target = c.no
                where c.region = :region and c.to_min > :from_min) as closed
                join slot s on s.region = :region and s.venue_no = closed.venue_no
                  and s.start_min >= :from_min and s.start_min < closed.to_min and s.end_min > closed.from_min)""";

    /**
     * Slots and what was taken of each. The rows do not say where a venue once was: a slot is of the station where it was booked last, or else
     * of the one that has the venue now. So what is offered and what is taken are always of one station.
     */
    private static final String PLACES = SHUT + """
            ,
            booked as (
              select (k.slot >> 32)::int as venue_no, (k.slot & 4294967295)::int as start_min,
                r.id, r.station_no, r.state <> 6 as kept, r.recurring, r.by_host,
                case when (r.exclusive_slots >> (k.position - 1)::int) & 1 = 1 then 1 else r.party::int end as places
              from reservation r cross join unnest(r.slots) with ordinality as k (slot, position)
              where r.region = :region and r.state in (1, 2, 3, 6) and r.ends_min > :from_min and r.created_at_ms < :to_min * 60000::bigint),
            taken as (
              select venue_no, start_min, sum(places) as places,
                coalesce(sum(places) filter (where kept), 0) as kept,
                coalesce(sum(places) filter (where kept and not by_host), 0) as kept_by_others,
                coalesce(sum(places) filter (where recurring), 0) as recurring,
                coalesce(sum(places) filter (where by_host), 0) as by_host,
                (array_agg(station_no order by id desc) filter (where station_no is not null))[1] as station_no
              from booked group by venue_no, start_min),
            place as (
              select st.no as station_no, st.id as station, st.district, v.kind, s.start_min, s.end_min, o.open,
                case when o.open then s.capacity else coalesce(t.kept, 0) end as offered,
                coalesce(t.places, 0) as places, coalesce(t.kept, 0) as kept, coalesce(t.kept_by_others, 0) as kept_by_others,
                coalesce(t.recurring, 0) as recurring, coalesce(t.by_host, 0) as by_host
              from slot s
                join venue v on v.region = s.region and v.no = s.venue_no
                left join taken t on t.venue_no = s.venue_no and t.start_min = s.start_min
                left join shut on shut.venue_no = s.venue_no and shut.start_min = s.start_min
                join station st on st.region = s.region and st.no = coalesce(t.station_no, v.station_no)
                cross join lateral (select not s.closed and shut.venue_no is null as open) as o
              where s.region = :region and s.start_min >= :from_min and s.start_min < :to_min and s.end_min <= :as_of_min
                and (o.open or t.places > 0) and (:everywhere or st.no = any (:stations)))""";

    /** Reservations, each where and when its first slot is. */
    private static final String BOOKINGS = """
            booking as (
              select st.no as station_no, st.id as station, st.district, v.kind, r.member, r.party, r.strike, r.state = 6 as missed,
                r.state in (1, 2, 3, 6) as had, r.check_in_by_ms is not null as awaited,
                -- One that ended while it was a hold, or waited, may never have been confirmed.
                r.state = 4 and r.closure_no is null and r.taken_for is null
                  and r.ended_at_ms >= greatest(r.hold_expires_at_ms, r.wait_ends_at_ms) as given_up,
                r.ended_at_ms > f.start_min * 60000::bigint - 86400000 as late, f.start_min
              from reservation r
                cross join lateral (
                  select (k >> 32)::int as venue_no, (k & 4294967295)::int as start_min
                  from unnest(r.slots) as k order by k & 4294967295, k limit 1) as f
                join venue v on v.region = r.region and v.no = f.venue_no
                join station st on st.region = r.region and st.no = coalesce(r.station_no, v.station_no)
              where r.region = :region and r.state in (1, 2, 3, 4, 6) and r.ends_min > :from_min and r.ends_min <= :as_of_min
                and r.created_at_ms < :to_min * 60000::bigint and f.start_min >= :from_min and f.start_min < :to_min
                and (:everywhere or st.no = any (:stations)))""";

    private static final String LIMIT = " limit " + Reports.ROWS_MAX;

    static String use(Grouping by) {
        return "with " + PLACES + "\nselect " + group(by) + """
                 as grp, count(*) as slots, sum(end_min - start_min) as minutes, sum(offered) as offered, sum(kept) as taken,
                  sum(places - kept) as missed
                from place where open or kept > 0 group by grp order by grp""" + LIMIT;
    }

    static String noShows(Grouping by) {
        return "with " + BOOKINGS + "\nselect " + group(by) + """
                 as grp, count(*) filter (where had) as bookings, count(*) filter (where had and awaited) as awaited,
                  count(*) filter (where missed) as no_shows, count(*) filter (where strike = 1) as strikes,
                  count(*) filter (where strike = 2) as forgiven, count(*) filter (where given_up and not late) as cancelled_early,
                  count(*) filter (where given_up and late) as cancelled_late
                from booking where had or given_up group by grp order by grp""" + LIMIT;
    }

    static String participation(Grouping by) {
        return "with " + BOOKINGS + "\nselect " + group(by) + """
                 as grp, count(distinct member) filter (where member <> '') as members, count(*) as bookings,
                  count(*) filter (where member = '') as forgotten, sum(party) as people
                from booking where had and not missed group by grp order by grp""" + LIMIT;
    }

    static String recurringShare(Grouping by) {
        return "with " + PLACES + "\nselect " + group(by) + """
                 as grp, sum(places) as places, sum(recurring) as recurring, sum(by_host) as by_host,
                  coalesce(sum(places) filter (where evening), 0) as evening,
                  coalesce(sum(recurring) filter (where evening), 0) as evening_recurring,
                  coalesce(sum(by_host) filter (where evening), 0) as evening_by_host
                from place cross join lateral (select extract(hour from %s) between 17 and 20 as evening) as h
                where places > 0 group by grp order by grp""".formatted(STARTS) + LIMIT;
    }

    static String equipment(Grouping by) {
        return """
                with used as (
                  select u.machine, u.kind, u.known_s, u.in_use_s, u.hour_min as start_min, st.id as station, st.district
                  from equipment_use u join station st on st.region = u.region and st.no = u.station_no
                  where u.region = :region and u.hour_min >= :from_min and u.hour_min < :to_min
                    and (:everywhere or st.no = any (:stations)))
                select\s""" + group(by) + """
                 as grp, count(distinct machine) as machines, sum(known_s) as known_s, sum(in_use_s) as in_use_s
                from used group by grp order by grp""" + LIMIT;
    }

    /** Of each station, whether anything was there or not. */
    static final String SCORECARD = "with " + PLACES + ",\n" + BOOKINGS + """
            ,
            used as (
              select station_no, sum(offered) as offered, sum(kept) as taken, sum(kept_by_others) as by_others,
                count(distinct kind) filter (where open) as kinds
              from place group by station_no),
            opened as (
              select station_no, sum(upper(r) - lower(r)) as minutes
              from (
                select station_no, unnest(range_agg(int4range(start_min, end_min))) as r
                from place where open group by station_no) as whole
              group by station_no),
            visited as (
              select station_no, count(distinct member) filter (where member <> '') as members, count(*) as bookings
              from booking where had and not missed group by station_no)
            select st.no, st.id as grp, coalesce(opened.minutes, 0) as open_minutes, coalesce(used.kinds, 0) as kinds,
              coalesce(used.offered, 0) as offered, coalesce(used.taken, 0) as taken,
              case when h.known then coalesce(used.by_others, 0)::bigint end as by_others,
              coalesce(visited.members, 0) as members, coalesce(visited.bookings, 0) as bookings
            from station st
              left join used on used.station_no = st.no
              left join opened on opened.station_no = st.no
              left join visited on visited.station_no = st.no
              cross join lateral (
                select exists (
                  select from venue_terms t where t.region = st.region and t.station_no = st.no and t.host <> '') as known) as h
            where st.region = :region and (st.is_current or used.station_no is not null or visited.station_no is not null)
              and (:everywhere or st.no = any (:stations))
            order by st.id""" + LIMIT;

    /** Which of some occurrences had an open slot of their own, as long as they, that has ended. */
    static final String GIVEN = "with " + SHUT + """

            select a.station_no, a.lecture, sum(s.end_min - s.start_min) as minutes
            from unnest(:station_nos, :venue_nos, :starts, :ends, :lectures) as a (station_no, venue_no, start_min, end_min, lecture)
              join slot s on s.region = :region and s.venue_no = a.venue_no and s.start_min = a.start_min and s.end_min = a.end_min
            where s.end_min <= :as_of_min and not s.closed
              and not exists (select from shut where shut.venue_no = s.venue_no and shut.start_min = s.start_min)
            group by a.station_no, a.lecture""";

    private static String group(Grouping by) {
        return switch (by) {
                    case DAY -> "to_char(" + STARTS + ", 'YYYY-MM-DD')";
                    case WEEK -> "to_char(" + STARTS + ", 'IYYY-\"W\"IW')";
                    case MONTH -> "to_char(" + STARTS + ", 'YYYY-MM')";
                    case STATION -> "station";
                    case KIND -> "kind";
                    case DISTRICT -> "district";
                    case HOUR -> "to_char(" + STARTS + ", 'HH24:00')";
                    case MACHINE -> "machine";
                }
                + " collate \"C\"";
    }
}
