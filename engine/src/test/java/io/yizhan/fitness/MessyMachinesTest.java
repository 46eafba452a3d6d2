package io.yizhan.fitness;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.core.Event;
import io.yizhan.core.FitnessCommand;
import io.yizhan.core.Region;
import io.yizhan.core.Rules;
import io.yizhan.core.Workout;
import io.yizhan.equipment.MachineSession;
import io.yizhan.equipment.MachineState;
import io.yizhan.equipment.Telemetry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * People use machines for a day. What the machines say is doubled, lost, late and out of order, machines are restarted, and so is the engine,
 * which forgets what it has heard, and keeps its books. Of each person there is one workout in the end, from when they began to when they ended.
 */
class MessyMachinesTest {
    private static final long START_MS = 1_800_000_000_000L;
    private static final int MACHINES = 20;
    private static final int EVERY_S = 5;

    /** Somebody, as they really were. */
    private record Person(int machine, int fromS, int toS, int restartS) {
        /** The machine was restarted, and then the engine: the one has forgotten what the other had heard. */
        boolean isForgotten(List<Integer> engineStarts) {
            return restartS != 0 && engineStarts.stream().anyMatch(it -> it > restartS && it < toS + 60);
        }
    }

    /** What a machine says, and when it comes. */
    private record Word(int machine, int atS, int comesS, int elapsedS, boolean free) {}

    private final List<Person> people = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();

    private void day(SplittableRandom dice) {
        for (int machine = 0; machine < MACHINES; machine++) {
            int s = dice.nextInt(600);
            while (s < 12 * 3_600) {
                int forS = 120 + dice.nextInt(3_000);
                int restartS = dice.nextInt(4) == 0 ? s + 30 + dice.nextInt(forS - 60) : 0;
                people.add(new Person(machine, s, s + forS, restartS));
                int base = s;
                for (int at = s; at <= s + forS; at += EVERY_S) {
                    if (restartS != 0 && at >= restartS) {
                        base = restartS;
                        at = Math.min(restartS + 30, s + forS);
                        restartS = 0;
                    }
                    say(machine, at, at - base, false, dice);
                }
                s += forS;
                for (int i = 0; i < 3; i++) say(machine, s + 1 + i, 0, true, dice);
                s += 20 + dice.nextInt(1_200);
            }
        }
    }

    private void say(int machine, int atS, int elapsedS, boolean free, SplittableRandom dice) {
        int copies = dice.nextInt(20) == 0 ? 0 : dice.nextInt(5) == 0 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            int lateS = dice.nextInt(10) == 0 ? dice.nextInt(20) : 0;
            words.add(new Word(machine, atS, atS + lateS, elapsedS, free));
        }
    }

    private static Telemetry telemetry(Word it) {
        long atMs = START_MS + it.atS() * 1_000L;
        if (it.free()) return new Telemetry(atMs, MachineState.AVAILABLE, null);
        return new Telemetry(atMs, null, new MachineSession("", it.elapsedS(), 3 * it.elapsedS(), -1, 0, -1, false));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void eachPersonHasOneWorkout(long seed) {
        SplittableRandom dice = new SplittableRandom(seed);
        day(dice);
        words.sort(Comparator.comparingInt(Word::comesS));
        List<Event> journal = new ArrayList<>();
        Region region = new Region(Rules.DEFAULT);
        MachineSessions sessions = new MachineSessions();
        List<Integer> restarts = new ArrayList<>();
        List<Integer> kills = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Word it = words.get(i);
            long nowMs = START_MS + it.comesS() * 1_000L;
            if (i % 7_919 == 7_918) {
                restarts.add(it.comesS());
                if (restarts.size() % 2 == 0) keep(sessions.interrupted(), region, nowMs, journal);
                else kills.add(it.comesS());
                sessions = new MachineSessions();
            }
            sessions.heard(1, "m" + it.machine(), telemetry(it), nowMs);
            if (i % 50 == 0) keep(sessions.ended(nowMs, 10_000), region, nowMs, journal);
        }
        long overMs = START_MS + 24 * 3_600_000L;
        keep(sessions.ended(overMs, 10_000), region, overMs, journal);

        List<Workout> workouts = journal.stream()
                .filter(Event.WorkoutRecorded.class::isInstance)
                .map(it -> ((Event.WorkoutRecorded) it).workout())
                .collect(Collectors.toMap(Workout::no, it -> it, (one, next) -> next))
                .values()
                .stream()
                .toList();
        assertThat(restarts).hasSizeGreaterThan(5);
        int lost = 0;
        for (Person person : people) {
            List<Workout> theirs = workouts.stream()
                    .filter(it -> it.machine().equals("m" + person.machine()))
                    .filter(it ->
                            it.overlapMs(START_MS + person.fromS() * 1_000L, START_MS + person.toS() * 1_000L) > 20_000)
                    .toList();
            if (person.isForgotten(restarts)) {
                assertThat(theirs).as("%s", person).hasSizeLessThanOrEqualTo(2);
                lost += 1 - theirs.size();
                continue;
            }
            // Of a session of which an engine that was just started hears one word, nobody knows whether anybody was
            // there.
            boolean atTheEnd = kills.stream().anyMatch(it -> Math.abs(it - person.toS()) < 60);
            if (atTheEnd) {
                assertThat(theirs).as("%s", person).hasSizeLessThanOrEqualTo(1);
                lost += 1 - theirs.size();
                continue;
            }
            assertThat(theirs).as("%s, of %s", person, workouts.size()).hasSize(1);
            Workout it = theirs.getFirst();
            assertThat(it.startMs() - START_MS - person.fromS() * 1_000L)
                    .as("start of %s", person)
                    .isBetween(-1_000L, 60_000L);
            assertThat(it.activeS()).as("time of %s", person).isBetween(60, person.toS() - person.fromS());
            assertThat(it.distanceM()).as("way of %s", person).isEqualTo(3 * it.activeS());
            assertThat(START_MS + person.toS() * 1_000L - it.endMs())
                    .as("end of %s", person)
                    .isBetween(-1_000L, 60_000L);
        }
        assertThat(workouts).hasSize(people.size() - lost);
    }

    private static void keep(List<EndedSession> ended, Region region, long nowMs, List<Event> journal) {
        for (EndedSession it : ended)
            region.carryOut(
                    new FitnessCommand.RecordWorkout(
                            new Workout(
                                    0,
                                    it.machine(),
                                    it.stationNo(),
                                    "TREADMILL",
                                    "",
                                    Workout.Whose.NOBODYS,
                                    it.startMs(),
                                    it.endMs(),
                                    it.activeS(),
                                    it.distanceM(),
                                    it.energyKcal(),
                                    it.heartRateBpm(),
                                    it.powerW()),
                            0),
                    nowMs,
                    journal::add);
    }
}
