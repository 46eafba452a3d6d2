package io.yizhan.fitness;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.Workout;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.RowQuestions;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** By the rows, which follow the journal at their own pace. Each question has a connection of its own: they are some a day. */
public final class PostgresFitnessRecords implements FitnessRecords {
    private static final String COLUMNS = """
            select no, machine, station_no, kind, member, whose, start_ms, end_ms, active_s, coalesce(distance_m, -1),
              coalesce(energy_kcal, -1), coalesce(heart_rate_bpm, -1), coalesce(power_w, -1)
            from workout where region = ? and member <> '' and member = ?""";

    private static final String WORKOUTS =
            COLUMNS + " and end_ms >= ? and end_ms < ? order by end_ms desc, no desc limit ?";

    private static final String WORKOUT = COLUMNS + " and no = ?";

    private static final String BODY_CHECKS = """
            select member, local_day, station_no, measures, amounts from body_check
            where region = ? and member = ? and cardinality(measures) > 0 order by local_day desc limit ?
            """;

    private static final String SUMS = """
            select station_no, count(distinct nullif(member, '')), count(*), sum(active_s), coalesce(sum(distance_m), 0)
            from workout where region = ? and end_ms >= ? and end_ms < ? and whose <> 0
            group by station_no order by station_no
            """;

    private final RowQuestions rows;

    public PostgresFitnessRecords(PostgresUri uri) {
        rows = new RowQuestions(uri, "what members have done was not asked for");
    }

    @Override
    public List<Workout> workouts(String region, String member, long fromMs, long toMs, int limit) throws IOException {
        return rows.all(WORKOUTS, PostgresFitnessRecords::workout, region, member, fromMs, toMs, limit);
    }

    @Override
    public @Nullable Workout workout(String region, String member, long no) throws IOException {
        List<Workout> found = rows.all(WORKOUT, PostgresFitnessRecords::workout, region, member, no);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static Workout workout(ResultSet row) throws SQLException {
        return new Workout(
                row.getLong(1),
                row.getString(2),
                row.getInt(3),
                row.getString(4),
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
    public List<BodyCheck> bodyChecks(String region, String member) throws IOException {
        return rows.all(BODY_CHECKS, PostgresFitnessRecords::bodyCheck, region, member, BODY_CHECKS_MAX);
    }

    /** What a newer engine may have measured, and this one does not know, is left out. */
    private static BodyCheck bodyCheck(ResultSet row) throws SQLException {
        Integer[] measures = (Integer[]) row.getArray(4).getArray();
        Integer[] amounts = (Integer[]) row.getArray(5).getArray();
        Map<BodyMeasure, Integer> of = new EnumMap<>(BodyMeasure.class);
        for (int i = 0; i < measures.length; i++) {
            BodyMeasure measure = BodyMeasure.of(measures[i]);
            if (measure != null) of.put(measure, amounts[i]);
        }
        return new BodyCheck(row.getString(1), row.getInt(2), row.getInt(3), of);
    }

    @Override
    public List<StationSum> sums(String region, long fromMs, long toMs) throws IOException {
        return rows.all(
                SUMS,
                row -> new StationSum(row.getInt(1), row.getInt(2), row.getLong(3), row.getLong(4), row.getLong(5)),
                region,
                fromMs,
                toMs);
    }
}
