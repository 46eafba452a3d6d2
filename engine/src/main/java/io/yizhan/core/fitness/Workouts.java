package io.yizhan.core.fitness;

import io.yizhan.core.Event;
import io.yizhan.core.Event.WorkoutRecorded;
import io.yizhan.core.FitnessCommand.ClaimWorkout;
import io.yizhan.core.FitnessCommand.RecordWorkout;
import io.yizhan.core.FitnessOutcome;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Workout;
import io.yizhan.core.Workout.Whose;
import io.yizhan.core.table.Hash;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest workouts at each machine. Whatever a machine says again, after a restart of its own, an engine's, or an outage, is known by its
 * time: one person at a time uses a machine, so what was under way there at the same time is the same workout, and what is older than the
 * last one was told before. So a workout needs no key, and the books need no more of them than the last few of each machine. All of them are
 * in the rows.
 */
public final class Workouts {
    /** Of each machine. Nobody claims an older one: four people have been there since. */
    static final int KEPT_MAX = 4;

    /** Nobody tells of what is longer ago (api.md: seven days), so no restart needs to know of it. */
    static final long KEPT_MS = 8 * 24 * 3_600_000L;

    /** Clocks of machines count in seconds, and words of them are rounded: the next one may seem to begin a little before the last has ended. */
    static final long SLACK_MS = 15_000;

    private final Holders holders;
    private final Map<Integer, Map<String, List<Workout>>> stations = new TreeMap<>();
    private long nextNo = 1;

    /** What the books know of members besides. */
    public interface Holders {
        /**
         * Whose pass it is, where somebody may use this machine by it; "" for nobody.
         *
         * @param companion the number of the invitation; 0 for the holder's
         */
        String member(long reservationId, int companion, int stationNo, long startMs);

        /** Another station where the member is inside right now, as gates tell; 0 for none. */
        int insideElsewhere(String member, int stationNo);
    }

    public Workouts(Holders holders) {
        this.holders = holders;
    }

    public Outcome carryOut(RecordWorkout command, long nowMs, Consumer<Event> events) {
        Workout seen = command.seen();
        if (seen.startMs() < nowMs - KEPT_MS) return new FitnessOutcome.WorkoutKept(null);
        List<Workout> kept = at(seen.stationNo(), seen.machine());
        Workout last = kept.isEmpty() ? null : kept.getLast();
        if (last != null && seen.startMs() < last.endMs() - SLACK_MS) {
            if (seen.endMs() <= last.startMs() + SLACK_MS) return new FitnessOutcome.WorkoutKept(last);
            Workout joined = identified(joined(last, seen), command);
            if (!joined.equals(last)) events.accept(new WorkoutRecorded(nowMs, joined));
            return new FitnessOutcome.WorkoutKept(joined);
        }
        Workout next = identified(seen.numbered(nextNo), command);
        events.accept(new WorkoutRecorded(nowMs, next));
        return new FitnessOutcome.WorkoutKept(next);
    }

    /** What both say of the same. What is counted only rises, so the most that was seen of it is right. */
    private static Workout joined(Workout known, Workout seen) {
        boolean forgotten = known.whose() == Whose.FORGOTTEN;
        long startMs = Math.min(known.startMs(), seen.startMs());
        return new Workout(
                known.no(),
                known.machine(),
                known.stationNo(),
                known.kind(),
                known.member(),
                known.whose(),
                startMs,
                Math.min(Math.max(known.endMs(), seen.endMs()), startMs + Workout.LONGEST_MS),
                Math.max(known.activeS(), seen.activeS()),
                Math.max(known.distanceM(), seen.distanceM()),
                Math.max(known.energyKcal(), seen.energyKcal()),
                forgotten || known.heartRateBpm() != Workout.UNTOLD ? known.heartRateBpm() : seen.heartRateBpm(),
                forgotten || known.powerW() != Workout.UNTOLD ? known.powerW() : seen.powerW());
    }

    /** By the pass, unless it is somebody's already. Whoever came along by the same pass is at another machine at that time. */
    private Workout identified(Workout workout, RecordWorkout by) {
        if (workout.whose() != Whose.NOBODYS || by.reservationId() == 0) return workout;
        String member = holders.member(by.reservationId(), by.companion(), workout.stationNo(), workout.startMs());
        if (member.isEmpty() || other(member, workout) != null) return workout;
        return workout.of(member, Whose.BY_PASS);
    }

    public Outcome carryOut(ClaimWorkout command, long nowMs, Consumer<Event> events) {
        Workout found = claimable(command, nowMs);
        if (found == null) return new Refusal.WorkoutNone(command.withinMs());
        if (found.whose() != Whose.NOBODYS) return new FitnessOutcome.WorkoutClaimed(found, true);
        int elsewhere = holders.insideElsewhere(command.member(), command.stationNo());
        if (elsewhere != 0) return new Refusal.MemberElsewhere(elsewhere);
        Workout other = other(command.member(), found);
        if (other != null) return new Refusal.WorkoutOverlapsOwn(other.no());
        Workout claimed = found.of(command.member(), Whose.CLAIMED);
        events.accept(new WorkoutRecorded(nowMs, claimed));
        return new FitnessOutcome.WorkoutClaimed(claimed, false);
    }

    /** The latest that is nobody's or the member's own. An older one than their own is not theirs, too: the retry of a claim gets the same. */
    private @Nullable Workout claimable(ClaimWorkout command, long nowMs) {
        List<Workout> kept = at(command.stationNo(), command.machine());
        for (int i = kept.size() - 1; i >= 0 && kept.get(i).endMs() >= nowMs - command.withinMs(); i--) {
            Workout it = kept.get(i);
            if (it.whose() == Whose.NOBODYS || it.member().equals(command.member())) return it;
        }
        return null;
    }

    /** Another one of the member's at the same time at the same station: nobody is at two machines. */
    private @Nullable Workout other(String member, Workout workout) {
        for (List<Workout> kept :
                stations.getOrDefault(workout.stationNo(), Map.of()).values())
            for (Workout it : kept)
                if (it.no() != workout.no()
                        && it.member().equals(member)
                        && it.overlapMs(workout.startMs(), workout.endMs()) > SLACK_MS) return it;
        return null;
    }

    private List<Workout> at(int stationNo, String machine) {
        return stations.getOrDefault(stationNo, Map.of()).getOrDefault(machine, List.of());
    }

    public void apply(WorkoutRecorded event) {
        keep(event.workout());
        nextNo = Math.max(nextNo, event.workout().no() + 1);
    }

    /** See {@link io.yizhan.core.FitnessBooks#workout}: of each machine in the order in which they were. */
    public void keep(Workout workout) {
        List<Workout> kept = stations.computeIfAbsent(workout.stationNo(), it -> new TreeMap<>())
                .computeIfAbsent(workout.machine(), it -> new ArrayList<>(KEPT_MAX));
        for (int i = 0; i < kept.size(); i++) {
            if (kept.get(i).no() != workout.no()) continue;
            kept.set(i, workout);
            return;
        }
        if (kept.size() == KEPT_MAX) kept.removeFirst();
        kept.add(workout);
    }

    /** See {@link io.yizhan.core.FitnessBooks#workoutNumbersFrom}. */
    public void numbersFrom(long next) {
        nextNo = Math.max(nextNo, next);
    }

    /** A member is forgotten: what they have done stays, as nobody's. */
    public void forget(String member) {
        for (Map<String, List<Workout>> machines : stations.values())
            for (List<Workout> kept : machines.values())
                kept.replaceAll(it -> it.member().equals(member) ? it.forgotten() : it);
    }

    /** @param lastMs what was long before that may be in the books or not */
    public long stateHash(long lastMs) {
        long hash = Hash.of(nextNo);
        for (Map<String, List<Workout>> machines : stations.values())
            for (List<Workout> kept : machines.values())
                for (Workout it : kept) if (it.endMs() >= lastMs - KEPT_MS) hash += Hash.of(contents(it));
        return hash;
    }

    /** Of texts and numbers alone, so that it is the same in every process. */
    private static long contents(Workout it) {
        long contents = it.no();
        contents = contents * 31 + it.machine().hashCode();
        contents = contents * 31 + it.stationNo();
        contents = contents * 31 + it.kind().hashCode();
        contents = contents * 31 + it.member().hashCode();
        contents = contents * 31 + it.whose().code();
        contents = contents * 31 + it.startMs();
        contents = contents * 31 + it.endMs();
        contents = contents * 31 + it.activeS();
        contents = contents * 31 + it.distanceM();
        contents = contents * 31 + it.energyKcal();
        contents = contents * 31 + it.heartRateBpm();
        return contents * 31 + it.powerW();
    }
}
