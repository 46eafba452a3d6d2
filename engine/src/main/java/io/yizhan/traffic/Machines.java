package io.yizhan.traffic;

import io.yizhan.catalogue.Machine;
import io.yizhan.catalogue.Station;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The machines of some stations: the fuller a station is, the more of them are in use, each for a quarter of an hour or two. A box in each station
 * speaks for all of them. One thread.
 */
final class Machines {
    private static final int USED_MIN_MIN = 10;
    private static final int USED_MAX_MIN = 40;

    /** One of so many says that it is broken. */
    private static final int BROKEN_ONE_OF = 40;

    /** Of those that are free, about so many are taken at a time, where a station is full. */
    private static final double TAKEN = 0.3;

    private static final double METRES_A_SECOND = 2.4;
    private static final double KCAL_A_MINUTE = 9;
    private static final int POWER_W = 110;
    private static final int PULSE_MIN = 105;
    private static final int PULSE_SPAN = 50;

    private final FrontDoor door;
    private final Pace pace;
    private final RandomGenerator random;
    private final Map<String, Caller> boxes = new HashMap<>();
    private final Map<String, Workout> workouts = new HashMap<>();

    private record Workout(Instant from, Instant until) {}

    Machines(FrontDoor door, Pace pace, RandomGenerator random) {
        this.door = door;
        this.pace = pace;
        this.random = random;
    }

    /** Tells how it is for the first time: whoever is on it has been for some time. */
    void begin(Station station, Machine machine, double fullness) throws InterruptedException {
        Instant now = pace.now();
        if (random.nextDouble() < fullness) {
            Duration lasts = lasts();
            Instant from = now.minus(lasts.dividedBy(2 + random.nextInt(8)));
            workouts.put(machine.id(), new Workout(from, from.plus(lasts)));
        }
        tell(station, machine, now);
    }

    /** Tells how it is now. */
    void goOn(Station station, Machine machine, double fullness) throws InterruptedException {
        Instant now = pace.now();
        Workout workout = workouts.get(machine.id());
        if (workout == null) {
            if (random.nextDouble() < TAKEN * fullness) workouts.put(machine.id(), new Workout(now, now.plus(lasts())));
        } else if (workout.until.isBefore(now)) {
            workouts.remove(machine.id());
        }
        tell(station, machine, now);
    }

    private Duration lasts() {
        return Duration.ofMinutes(random.nextInt(USED_MIN_MIN, USED_MAX_MIN));
    }

    private void tell(Station station, Machine machine, Instant now) throws InterruptedException {
        Caller box = boxes.computeIfAbsent(station.id(), Caller::box);
        door.post(box, "/v1/equipment/" + machine.id() + "/telemetry", word(machine, now))
                .expect(200);
    }

    private String word(Machine machine, Instant now) {
        Workout workout = workouts.get(machine.id());
        String how = isBroken(machine)
                ? "\"OUT_OF_ORDER\""
                : workout == null ? "\"AVAILABLE\"" : "\"IN_USE\"" + session(Duration.between(workout.from, now));
        return "{\"at\":\"" + now + "\",\"state\":" + how + "}";
    }

    private String session(Duration elapsed) {
        long seconds = elapsed.toSeconds();
        return ",\"session\":{\"elapsedS\":" + seconds + ",\"distanceM\":" + (long) (METRES_A_SECOND * seconds)
                + ",\"energyKcal\":" + (long) (KCAL_A_MINUTE * seconds / 60) + ",\"heartRateBpm\":"
                + (PULSE_MIN + random.nextInt(PULSE_SPAN)) + ",\"powerW\":" + POWER_W + "}";
    }

    /** Always the same ones; none that somebody may have booked. */
    private static boolean isBroken(Machine machine) {
        return machine.venueId().isEmpty() && Math.floorMod(machine.id().hashCode(), BROKEN_ONE_OF) == 0;
    }
}
