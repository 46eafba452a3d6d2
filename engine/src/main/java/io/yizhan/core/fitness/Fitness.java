package io.yizhan.core.fitness;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.Command;
import io.yizhan.core.Event;
import io.yizhan.core.FitnessBooks;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Workout;
import io.yizhan.core.companion.Companions;
import io.yizhan.core.table.MemberTable;
import io.yizhan.core.table.ReservationTable;
import io.yizhan.core.visit.Visits;
import java.util.function.Consumer;

/** What the books have of workouts and of checks of bodies: the way in. */
public final class Fitness implements FitnessBooks {
    private final Workouts workouts;
    private final BodyChecks bodyChecks = new BodyChecks();

    public Fitness(ReservationTable table, MemberTable members, Companions companions, Visits visits) {
        workouts = new Workouts(new PassHolders(table, members, companions, visits));
    }

    public Outcome carryOut(Command.OfFitness<?> command, long nowMs, Consumer<Event> events) {
        return switch (command) {
            case FitnessCommand.RecordWorkout it -> workouts.carryOut(it, nowMs, events);
            case FitnessCommand.ClaimWorkout it -> workouts.carryOut(it, nowMs, events);
        };
    }

    public Outcome carryOut(Command.FitnessChange<?> command, long nowMs, Consumer<Event> events) {
        return switch (command) {
            case FitnessCommand.RecordBodyCheck it -> bodyChecks.carryOut(it, nowMs, events);
        };
    }

    public void apply(Event.WorkoutRecorded event) {
        workouts.apply(event);
    }

    public void apply(Event.BodyChecked event) {
        bodyChecks.apply(event);
    }

    @Override
    public void workout(Workout workout) {
        workouts.keep(workout);
    }

    @Override
    public void workoutNumbersFrom(long next) {
        workouts.numbersFrom(next);
    }

    @Override
    public void bodyCheck(long atMs, BodyCheck check) {
        bodyChecks.keep(atMs, check);
    }

    public void forget(String member) {
        workouts.forget(member);
        bodyChecks.forget(member);
    }

    public long stateHash(long lastMs) {
        return workouts.stateHash(lastMs) + bodyChecks.stateHash(lastMs);
    }
}
