package io.yizhan.fitness;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import io.yizhan.core.Command;
import io.yizhan.core.FitnessCommand.RecordWorkout;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Workout;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Submission;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has sessions that have ended written down as workouts, some moments later, while the region is here. What is refused for now is tried
 * again; where the region is elsewhere, its machines tell it there.
 */
public final class WorkoutKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkoutKeeper.class);
    private static final long EVERY_MS = 500;
    private static final int AT_ONCE_MAX = 1_000;

    private static final Mailbox NOBODY_WAITS = new Mailbox() {
        @Override
        public void put(Submission submission) {}

        @Override
        public void flush() {}
    };

    /** Reads passes; not for event loops. */
    public interface PassReader {
        /** Whose pass it is; {@link Shown#NONE} for anything that is no pass of this city. */
        Shown read(String pass, Directory directory);
    }

    /**
     * Whose pass was shown.
     *
     * @param reservationId 0 for nobody's
     * @param companion the number of the invitation; 0 for the holder's
     */
    public record Shown(long reservationId, int companion) {
        public static final Shown NONE = new Shown(0, 0);
    }

    private final MachineSessions sessions;
    private final Supplier<Directory> directory;
    private final PassReader passes;
    private final Inbox inbox;
    private final Caller caller;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("workouts").daemon().unstarted(task));
    /** What was refused for now. */
    private List<Command> owed = new ArrayList<>();

    private long lost;

    public WorkoutKeeper(
            MachineSessions sessions,
            Supplier<Directory> directory,
            PassReader passes,
            Inbox inbox,
            InstantSource clock) {
        this.sessions = sessions;
        this.directory = directory;
        this.passes = passes;
        this.inbox = inbox;
        this.caller = new Caller(inbox);
        this.clock = clock;
    }

    public void begin() {
        var unused = timer.scheduleWithFixedDelay(this::look, EVERY_MS, EVERY_MS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            keepWhatEnded();
        } catch (RuntimeException | Error failure) {
            // Errors too: a timer that throws is not run again.
            LOG.error("workouts can't be kept", failure);
        }
    }

    /** What has ended until now; one call at a time. */
    public void keepWhatEnded() {
        if (owed.isEmpty()) owed = commands(sessions.ended(clock.millis(), AT_ONCE_MAX));
        if (!owed.isEmpty()) {
            Outcome outcome = caller.callAll(owed);
            boolean here = !(outcome instanceof Refusal.RegionStopped);
            if (here && outcome instanceof Refusal) return;
            owed = new ArrayList<>();
        }
        if (sessions.lost() == lost) return;
        lost = sessions.lost();
        LOG.warn("{} workouts were lost: nobody could write them down in time", lost);
    }

    private List<Command> commands(List<EndedSession> ended) {
        Directory present = directory.get();
        List<Command> commands = new ArrayList<>(ended.size());
        for (EndedSession it : ended) {
            Machine machine = machine(present, it);
            if (machine == null || !Exertion.isExercise(machine.kind())) continue;
            Shown shown = it.pass().isEmpty() ? Shown.NONE : passes.read(it.pass(), present);
            commands.add(new RecordWorkout(workout(it, machine), shown.reservationId(), shown.companion()));
        }
        return commands;
    }

    private static @Nullable Machine machine(Directory directory, EndedSession session) {
        Station station = directory.station(session.stationNo());
        if (station == null) return null;
        for (Machine it : station.machines()) if (it.id().equals(session.machine())) return it;
        return null;
    }

    private static Workout workout(EndedSession it, Machine machine) {
        return new Workout(
                0,
                it.machine(),
                it.stationNo(),
                machine.kind(),
                "",
                Workout.Whose.NOBODYS,
                it.startMs(),
                it.endMs(),
                it.activeS(),
                it.distanceM(),
                it.energyKcal(),
                it.heartRateBpm(),
                it.powerW());
    }

    /** What is under way is written down as far as it has come, before the writer ends; nobody waits for that. After a start it goes on. */
    @Override
    public void close() {
        timer.shutdownNow();
        for (Command each : commands(sessions.interrupted())) {
            var unused = inbox.offer(new Submission(each, NOBODY_WAITS) {
                @Override
                protected void answered(Outcome outcome) {}
            });
        }
    }
}
