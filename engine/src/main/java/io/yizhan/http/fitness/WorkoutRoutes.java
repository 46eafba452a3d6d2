package io.yizhan.http.fitness;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.FitnessOutcome;
import io.yizhan.core.Workout;
import io.yizhan.fitness.FitnessRecords;
import io.yizhan.fitness.Weights;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/me/workouts}: a member says that what was done on a machine a moment ago was theirs; and {@code GET /v1/me/workouts/{id}}: one of
 * theirs, as JSON or as a file for other programs ({@link Tcx}). Of one event loop.
 */
public final class WorkoutRoutes {
    private static final String JSON = "application/json";
    private static final AsciiString TCX = new AsciiString("application/vnd.garmin.tcx+xml");
    private static final String SUFFIX = ".tcx";

    private final Commands commands;
    private final FitnessRecords records;
    private final MemberRows rows = new MemberRows();

    public WorkoutRoutes(Commands commands, FitnessRecords records) {
        this.commands = commands;
        this.records = records;
    }

    private record Found(@Nullable Workout workout, List<BodyCheck> checks) {}

    public void claim(Exchange exchange, Principal member) {
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                ClaimRequest::parse,
                ClaimRequest.class,
                request -> claim(exchange, member.subject(), request.equipment()));
    }

    private void claim(Exchange exchange, String member, String machine) {
        int stationNo = exchange.directory().stationNoOfMachine(machine);
        if (stationNo == 0) {
            exchange.problem(Problem.of(ProblemCode.MACHINE_UNKNOWN, machine));
            return;
        }
        long withinMs = TimeUnit.MINUTES.toMillis(exchange.directory().city().workoutClaimMin());
        commands.submit(
                exchange,
                new FitnessCommand.ClaimWorkout(member, machine, stationNo, withinMs),
                claimed -> answerClaim(exchange, member, claimed));
    }

    /** What the member weighs may be needed for what it took. */
    private void answerClaim(Exchange exchange, String member, FitnessOutcome.WorkoutClaimed claimed) {
        Workout workout = claimed.workout();
        String region = exchange.region.sources.region();
        rows.ask(
                exchange,
                () -> new Found(workout, records.bodyChecks(region, member)),
                found -> answer(exchange, workout, found.checks(), claimed.replayed() ? 200 : 201));
    }

    public void one(Exchange exchange, String id, Principal member) {
        boolean file = id.endsWith(SUFFIX);
        long no = WorkoutIds.parse(file ? id.substring(0, id.length() - SUFFIX.length()) : id);
        int type = file
                ? 1
                : MediaTypes.accepted(HeaderList.of(exchange.request, HttpHeaders.ACCEPT), JSON, TCX.toString());
        if (type < 0) {
            exchange.problem(Problem.of(ProblemCode.NOT_ACCEPTABLE, JSON + ", " + TCX));
            return;
        }
        if (no == WorkoutIds.NONE) {
            exchange.problem(Problem.of(ProblemCode.WORKOUT_UNKNOWN));
            return;
        }
        String region = exchange.region.sources.region();
        rows.ask(
                exchange,
                () -> new Found(
                        records.workout(region, member.subject(), no), records.bodyChecks(region, member.subject())),
                found -> {
                    Workout workout = found.workout();
                    if (workout == null) exchange.problem(Problem.of(ProblemCode.WORKOUT_UNKNOWN));
                    else if (type == 0) answer(exchange, workout, found.checks(), 200);
                    else answerFile(exchange, workout, found.checks());
                });
    }

    private static void answer(Exchange exchange, Workout workout, List<BodyCheck> checks, int status) {
        exchange.personal(
                status,
                FitnessJson.workout(
                                exchange.json(FitnessJson.WORKOUT_BYTES).object(),
                                exchange,
                                workout,
                                new Weights(checks))
                        .end());
    }

    private static void answerFile(Exchange exchange, Workout workout, List<BodyCheck> checks) {
        String name = WorkoutIds.format(workout.no()) + SUFFIX;
        exchange.header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + '"');
        String text = Tcx.of(
                workout,
                FitnessJson.energy(exchange, workout, new Weights(checks)).kcal());
        exchange.personal(200, TCX, Buffer.buffer(text));
    }
}
