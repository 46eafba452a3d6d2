package io.yizhan.fitness;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.Workout;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What members have done, and what was measured of them, as far back as anything is kept. Any thread; each question blocks. */
public interface FitnessRecords {
    /** More than anybody does in a life of visits. */
    int WORKOUTS_MAX = 20_000;

    int BODY_CHECKS_MAX = 5_000;

    /** Fewer people are not counted for anybody: who is at a desk knows some of them. */
    int PEOPLE_MIN = 10;

    /**
     * A member's workouts that ended from one moment on and before another, the latest first, as far as the records have come.
     *
     * @throws IOException they can't be read for now
     */
    List<Workout> workouts(String region, String member, long fromMs, long toMs, int limit) throws IOException;

    /**
     * One of a member's.
     *
     * @return null where it is none, or somebody else's
     * @throws IOException it can't be read for now
     */
    @Nullable
    Workout workout(String region, String member, long no) throws IOException;

    /**
     * What was measured of a member, the latest day first.
     *
     * @throws IOException it can't be read for now
     */
    List<BodyCheck> bodyChecks(String region, String member) throws IOException;

    /**
     * What members have done at a station together.
     *
     * @param members how many different people, without those who are forgotten; what these have done stays in the sums
     * @param distanceM by the machines that count it
     */
    record StationSum(int stationNo, int members, long workouts, long activeS, long distanceM) {}

    /**
     * The same of each station, for workouts that ended in that time and are, or were, somebody's. Whoever shows them to anybody but the members sees to
     * {@link StationSums}.
     *
     * @throws IOException they can't be counted for now
     */
    List<StationSum> sums(String region, long fromMs, long toMs) throws IOException;
}
