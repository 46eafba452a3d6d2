package io.yizhan.writebehind;

import static io.yizhan.writebehind.Streams.batch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.Vertx;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.BodyMeasure;
import io.yizhan.core.Event;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.Workout;
import io.yizhan.core.Workout.Whose;
import io.yizhan.doctor.RowsReview;
import io.yizhan.fitness.EmployerConsents.Consent;
import io.yizhan.fitness.EmployerConsents.Sum;
import io.yizhan.fitness.FitnessRecords.StationSum;
import io.yizhan.fitness.PostgresEmployerConsents;
import io.yizhan.fitness.PostgresFitnessRecords;
import io.yizhan.postgres.PostgresUri;
import io.yizhan.region.RegionStore;
import io.yizhan.rows.Erasures;
import io.yizhan.rows.RowInvariant;
import io.yizhan.rows.RowParts;
import io.yizhan.town.LivelyTown;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the rows tell members of their workouts and checks, and what is left of whoever is forgotten. */
@Tag("server")
class FitnessRecordsTest {
    private static final long MIN_MS = 60_000;

    private static Vertx vertx;
    private PostgresUri uri;
    private PostgresFitnessRecords records;
    private PostgresEmployerConsents consents;
    private RowSink sink;
    private long seq;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @BeforeEach
    void freshTown() throws Exception {
        uri = PostgresRowSinkTest.freshTown();
        records = new PostgresFitnessRecords(uri);
        consents = new PostgresEmployerConsents(uri);
        long epoch =
                new RegionStore(uri, LivelyTown.ID).takeOver(LivelyTown.ZONE).epoch();
        sink = new PostgresRowSink(vertx, uri, LivelyTown.ID, epoch);
        sink.connect();
    }

    private void write(Event... events) throws Exception {
        RowBatch batch = batch(seq, List.of(events));
        sink.write(batch);
        seq = batch.lastSeq();
    }

    private static Workout workout(long no, String machine, String member, long startMin, int minutes) {
        Whose whose = member.isEmpty() ? Whose.NOBODYS : Whose.CLAIMED;
        return new Workout(
                no,
                machine,
                1,
                "ROWER",
                member,
                whose,
                startMin * MIN_MS,
                (startMin + minutes) * MIN_MS,
                minutes * 60,
                1_000,
                Workout.UNTOLD,
                130,
                90);
    }

    private static Event recorded(Workout workout) {
        return new Event.WorkoutRecorded(workout.endMs(), workout);
    }

    /** @param weight 0 where it was taken back */
    private static Event checked(long atMs, int day, int weight) {
        Map<BodyMeasure, Integer> amounts = weight == 0 ? Map.of() : Map.of(BodyMeasure.WEIGHT, weight);
        return new Event.BodyChecked(atMs, new BodyCheck("m1", day, 1, amounts));
    }

    private List<Workout> of(String member) throws Exception {
        return records.workouts(LivelyTown.ID, member, 0, Long.MAX_VALUE, 100);
    }

    private String row(String sql) throws SQLException {
        try (Connection connection = uri.connect();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(sql)) {
            return row.next() ? row.getString(1) : "";
        }
    }

    @Test
    void tellsOnesOwnTheLatestFirstAsTheyStand() throws Exception {
        Workout first = workout(1, "a", "m1", 100, 10);
        Workout second = workout(2, "b", "m1", 200, 10);
        write(recorded(workout(1, "a", "", 100, 5)), recorded(first));
        write(recorded(second), recorded(workout(3, "a", "m2", 300, 10)), recorded(workout(4, "b", "", 300, 9)));

        assertThat(of("m1")).containsExactly(second, first);
        assertThat(of("")).as("nobody's").isEmpty();
        assertThat(records.workouts(LivelyTown.ID, "m1", 0, 150 * MIN_MS, 100)).containsExactly(first);
        assertThat(records.workouts(LivelyTown.ID, "m1", 0, Long.MAX_VALUE, 1)).containsExactly(second);
        assertThat(records.workout(LivelyTown.ID, "m1", 2)).isEqualTo(second);
        assertThat(records.workout(LivelyTown.ID, "m2", 2)).isNull();
        assertThat(records.sums(LivelyTown.ID, 0, Long.MAX_VALUE))
                .containsExactly(new StationSum(1, 2, 3, 1_800, 3_000));
    }

    @Test
    void tellsTheLastWordOfEachDay() throws Exception {
        write(checked(1, 10, 700), checked(2, 11, 705));
        write(checked(3, 10, 701), checked(4, 12, 1), checked(5, 12, 0));
        assertThat(records.bodyChecks(LivelyTown.ID, "m1"))
                .extracting(BodyCheck::localDay, BodyCheck::amounts)
                .containsExactly(
                        tuple(11, Map.of(BodyMeasure.WEIGHT, 705)), tuple(10, Map.of(BodyMeasure.WEIGHT, 701)));
        assertThat(records.bodyChecks(LivelyTown.ID, "m2")).isEmpty();
    }

    @Test
    void whoeverIsForgottenIsInNoRow() throws Exception {
        write(recorded(workout(1, "a", "m1", 100, 10)), checked(1, 10, 700));
        // In the batch in which they are forgotten, too; and whoever comes back is somebody new.
        write(
                recorded(workout(2, "b", "m1", 200, 10)),
                checked(2, 11, 700),
                new Event.MemberErased(3, "m1", new long[0]));
        assertThat(of("m1")).isEmpty();
        assertThat(records.bodyChecks(LivelyTown.ID, "m1")).isEmpty();
        assertThat(
                        row(
                                "select count(*) from workout where member <> '' or heart_rate_bpm is not null or power_w is not null"))
                .isEqualTo("0");
        assertThat(row("select count(*) from body_check")).isEqualTo("0");
        assertThat(records.sums(LivelyTown.ID, 0, Long.MAX_VALUE))
                .as("what they did stays")
                .containsExactly(new StationSum(1, 0, 2, 1_200, 2_000));
        try (Connection connection = uri.connect()) {
            while (Erasures.goOn(connection, LivelyTown.ID, 1)) {}
        }
        assertThat(row("select count(*) from event_batch where 'm1' = any (member)"))
                .isEqualTo("0");
        assertThat(row("select count(*) from event_batch b, unnest(b.payload) d where d like '%700%'"))
                .as("what was measured is not in the trail")
                .isEqualTo("0");
        write(recorded(workout(3, "c", "m1", 300, 10)));
        assertThat(of("m1")).hasSize(1);
    }

    private Sum counted(String employer) throws Exception {
        return consents.sum(LivelyTown.ID, employer, 0, Long.MAX_VALUE);
    }

    @Test
    void anEmployerIsToldOfWhatWasDoneSinceItsMembersHaveAgreed() throws Exception {
        consents.give(LivelyTown.ID, "m1", new Consent("Erjian", 150 * MIN_MS));
        write(
                recorded(workout(1, "a", "m1", 100, 10)),
                recorded(workout(2, "b", "m1", 200, 10)),
                recorded(workout(3, "a", "m2", 200, 10)),
                recorded(workout(4, "a", "", 300, 10)));
        assertThat(counted("Erjian")).isEqualTo(new Sum(1, 1, 600, 1_000));
        assertThat(counted("Sanjian")).isEqualTo(new Sum(0, 0, 0, 0));
        assertThat(consents.sum(LivelyTown.ID, "Erjian", 0, 210 * MIN_MS))
                .as("what ends then is no more of it")
                .isEqualTo(new Sum(0, 0, 0, 0));

        // Claimed by whoever has agreed, it counts as well.
        write(recorded(workout(4, "a", "m1", 300, 10)));
        assertThat(counted("Erjian")).isEqualTo(new Sum(1, 2, 1_200, 2_000));
    }

    @Test
    void whatWasCountedStaysCounted() throws Exception {
        Consent given = new Consent("Erjian", 1);
        assertThat(consents.give(LivelyTown.ID, "m1", given)).isEqualTo(given);
        assertThat(consents.give(LivelyTown.ID, "m1", new Consent("Erjian", 2)))
                .as("the same again")
                .isEqualTo(given);
        consents.give(LivelyTown.ID, "m2", given);
        write(recorded(workout(1, "a", "m1", 100, 10)), recorded(workout(2, "b", "m2", 100, 10)));

        consents.withdraw(LivelyTown.ID, "m1");
        assertThat(consents.of(LivelyTown.ID, "m1")).isNull();
        // Its machine says more of it, and it does more.
        write(recorded(workout(1, "a", "m1", 100, 11)), recorded(workout(3, "a", "m1", 200, 10)));
        assertThat(counted("Erjian")).isEqualTo(new Sum(2, 2, 1_260, 2_000));

        write(new Event.MemberErased(3, "m2", new long[0]));
        assertThat(consents.of(LivelyTown.ID, "m2")).isNull();
        assertThat(counted("Erjian")).as("as nobody's").isEqualTo(new Sum(1, 2, 1_260, 2_000));
        consents.give(LivelyTown.ID, "m1", new Consent("Sanjian", 3));
        assertThat(consents.of(LivelyTown.ID, "m1")).isEqualTo(new Consent("Sanjian", 3));
        assertThat(counted("Erjian").members()).isEqualTo(1);
    }

    @Test
    void theBooksGetBackTheLastFewOfEachMachine() throws Exception {
        List<Event> events = new ArrayList<>();
        Region region = new Region(Rules.DEFAULT);
        for (int i = 1; i <= 10; i++) events.add(recorded(workout(i, "a", i % 2 == 0 ? "m1" : "", 100L * i, 10)));
        events.add(recorded(workout(11, "b", "m2", 100, 10)));
        events.add(checked(20_000_000, 10, 700));
        events.add(checked(20_000_001, 11, 0));
        events.forEach(region::apply);
        write(events.toArray(Event[]::new));
        Region loaded = new Region(Rules.DEFAULT);
        try (Connection connection = uri.connect()) {
            RowParts.load(connection, LivelyTown.ID, LivelyTown.ZONE, loaded);
        }
        loaded.end(1, region.lastMs());
        assertThat(loaded.stateHash()).isEqualTo(region.stateHash());
    }

    @Test
    void theReviewFindsTwoWorkoutsAtAMachineAtOnce() throws Exception {
        write(recorded(workout(1, "a", "m1", 100, 10)), recorded(workout(2, "a", "m1", 105, 10)));
        List<String> problems = new ArrayList<>();
        try (RowsReview review = new RowsReview(uri, LivelyTown.ID)) {
            for (RowInvariant each : RowsReview.invariants()) problems.addAll(review.problems(each));
        }
        assertThat(problems).contains("at machine a the workout 2 began before 1 had ended");
    }

    @Test
    void theRowsRefuseWhatCanNotBe() throws Exception {
        assertThatThrownBy(() -> write(recorded(workout(1, "a", "m1", 100, 1_500))))
                .hasMessageContaining("workout");
        sink.connect();
        assertThatThrownBy(() -> write(recorded(workout(1, "a", "m1", 100, 1).of("", Whose.CLAIMED))))
                .hasMessageContaining("workout_is_somebodys");
    }
}
