package io.yizhan.rows;

import io.vertx.sqlclient.Tuple;
import io.yizhan.core.Books;
import io.yizhan.core.Event.WorkoutRecorded;
import io.yizhan.core.Workout;
import io.yizhan.journal.record.AuditEntry;
import io.yizhan.rows.RowInvariant.Breach;
import io.yizhan.rows.RowStatement.Owner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Workouts, a row each. The books get back the latest of each machine. */
final class WorkoutRows implements RowPart {
    private static final String PUT = """
            insert into workout as w (region, no, machine, station_no, kind, member, whose, start_ms, end_ms, active_s, distance_m,
              energy_kcal, heart_rate_bpm, power_w, employer)
            select $1::text, no, machine, station_no, kind, member, whose, start_ms, end_ms, active_s, nullif(distance_m, -1),
              nullif(energy_kcal, -1), nullif(heart_rate_bpm, -1), nullif(power_w, -1),
              (select c.employer from employer_consent c
               where c.region = $1::text and n.member <> '' and c.member = n.member and c.given_at_ms < n.end_ms)
            from unnest($2::bigint[], $3::text[], $4::int[], $5::text[], $6::text[], $7::int[], $8::bigint[], $9::bigint[], $10::int[],
                $11::int[], $12::int[], $13::int[], $14::int[])
              as n (no, machine, station_no, kind, member, whose, start_ms, end_ms, active_s, distance_m, energy_kcal, heart_rate_bpm,
                power_w)
            on conflict (region, no) do update set
              member = excluded.member, whose = excluded.whose, start_ms = excluded.start_ms, end_ms = excluded.end_ms,
              active_s = excluded.active_s, distance_m = excluded.distance_m, energy_kcal = excluded.energy_kcal,
              heart_rate_bpm = excluded.heart_rate_bpm, power_w = excluded.power_w,
              employer = coalesce(excluded.employer, w.employer)
            """;

    /** Those of eight days, of each machine the last four: what the books would know of. */
    private static final String LOAD = """
            select no, machine, station_no, kind, member, whose, start_ms, end_ms, active_s, coalesce(distance_m, -1),
              coalesce(energy_kcal, -1), coalesce(heart_rate_bpm, -1), coalesce(power_w, -1)
            from (
              select w.*, row_number() over (partition by w.station_no, w.machine order by w.no desc) as nth from workout w
              where w.region = ? and w.end_ms > (select coalesce(max(l.end_ms), 0) - 691200000 from workout l where l.region = ?)) as latest
            where nth <= 4 order by no
            """;

    private static final String NUMBERS = "select coalesce(max(no), 0) + 1 from workout where region = ?";

    /** A clock of seconds may have the next one begin some seconds before the last has ended. */
    private static final String TWICE = """
            select machine, no, former from (
              select machine, no, start_ms, lag(no) over of_machine as former, lag(end_ms) over of_machine as former_end_ms
              from workout where region = ? window of_machine as (partition by station_no, machine order by no)) as w
            where start_ms < former_end_ms - 15000 order by no
            """;

    private static final RowInvariant ONE_AT_A_TIME = new RowInvariant(
            "workouts",
            "at a machine there is one workout at a time",
            List.of(new Breach(
                    TWICE,
                    row -> "at machine " + row.getString(1) + " the workout " + row.getLong(2) + " began before "
                            + row.getLong(3) + " had ended")));

    /** How each stands after the batch, by number. */
    final Map<Long, Workout> workouts = new TreeMap<>();

    int take(WorkoutRecorded event) {
        return workouts.put(event.workout().no(), event.workout()) == null ? 1 : 0;
    }

    @Override
    public List<RowStatement> statements() {
        return List.of(new RowStatement(PUT, this::all));
    }

    private @Nullable Tuple all(Owner owner) {
        if (workouts.isEmpty()) return null;
        Workout[] all = workouts.values().toArray(Workout[]::new);
        var nos = new Long[all.length];
        var machines = new String[all.length];
        var kinds = new String[all.length];
        var members = new String[all.length];
        var startsMs = new Long[all.length];
        var endsMs = new Long[all.length];
        for (int i = 0; i < all.length; i++) {
            nos[i] = all[i].no();
            machines[i] = AuditEntry.storable(all[i].machine());
            kinds[i] = AuditEntry.storable(all[i].kind());
            members[i] = AuditEntry.storable(all[i].member());
            startsMs[i] = all[i].startMs();
            endsMs[i] = all[i].endMs();
        }
        return Tuple.of(owner.region(), nos, machines, ints(all, Workout::stationNo), kinds, members)
                .addArrayOfInteger(ints(all, it -> it.whose().code()))
                .addArrayOfLong(startsMs)
                .addArrayOfLong(endsMs)
                .addArrayOfInteger(ints(all, Workout::activeS))
                .addArrayOfInteger(ints(all, Workout::distanceM))
                .addArrayOfInteger(ints(all, Workout::energyKcal))
                .addArrayOfInteger(ints(all, Workout::heartRateBpm))
                .addArrayOfInteger(ints(all, Workout::powerW));
    }

    private static Integer[] ints(Workout[] all, ToIntFunction<Workout> of) {
        Integer[] column = new Integer[all.length];
        for (int i = 0; i < all.length; i++) column[i] = of.applyAsInt(all[i]);
        return column;
    }

    @Override
    public void load(RowReader rows, LocalDays days, Books books) throws SQLException {
        rows.each(LOAD, row -> books.fitness().workout(workout(row)));
        rows.each(NUMBERS, row -> books.fitness().workoutNumbersFrom(row.getLong(1)));
    }

    private static Workout workout(ResultSet row) throws SQLException {
        return new Workout(
                row.getLong(1),
                row.getString(2).intern(),
                row.getInt(3),
                row.getString(4).intern(),
                row.getString(5),
                Workout.Whose.of(row.getInt(6)),
                row.getLong(7),
                row.getLong(8),
                row.getInt(9),
                row.getInt(10),
                row.getInt(11),
                row.getInt(12),
                row.getInt(13));
    }

    @Override
    public List<RowInvariant> invariants() {
        return List.of(ONE_AT_A_TIME);
    }
}
