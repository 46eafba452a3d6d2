package io.yizhan.traffic;

import io.yizhan.catalogue.Station;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * The gates of some stations: people go through them until each station is about as full as it is at this hour. Before it counts, a gate looks
 * how many are inside, whoever let them in, so that there are never more than the limit and never fewer than none. One thread.
 */
final class Turnstiles {
    /** Of its limit, so much more or fewer at a time: the rest comes the next time. */
    private static final double STEP_MAX = 0.04;

    /** Of those inside, one of so many goes home at most while another comes. */
    private static final int CHURN = 16;

    /** In one direction, in one request: a stadium takes its time. */
    private static final int AT_ONCE_MAX = 1_000;

    private final FrontDoor door;
    private final Pace pace;
    private final RandomGenerator random;
    private final String boot;
    private final Map<String, Gate> gates = new HashMap<>();

    private static final class Gate {
        final Caller caller;
        long lastSeq;

        Gate(String id) {
            caller = Caller.gate(id);
        }
    }

    /** @param boot never used before */
    Turnstiles(FrontDoor door, Pace pace, RandomGenerator random, String boot) {
        this.door = door;
        this.pace = pace;
        this.random = random;
        this.boot = boot;
    }

    /** As many as belong there, all at once: an hour's visitors, told late. */
    void fill(Station station, double fullness) throws InterruptedException {
        pass(station, fullness, station.occupancyMax());
    }

    /** Some who come and some who go. */
    void pass(Station station, double fullness) throws InterruptedException {
        pass(station, fullness, Math.max(2, (int) (STEP_MAX * station.occupancyMax())));
    }

    private void pass(Station station, double fullness, int stepMax) throws InterruptedException {
        String id = station.gates().get(random.nextInt(station.gates().size())).id();
        Gate gate = gates.computeIfAbsent(id, Gate::new);
        int inside = door.get(gate.caller, "/v1/stations/" + station.id() + "/occupancy")
                .expect(200)
                .json()
                .path("inside")
                .asInt();
        int wanted = Math.max(1, (int) (fullness * station.occupancyMax()));
        int most = Math.min(stepMax, AT_ONCE_MAX);
        int more = Math.clamp((long) wanted - inside, -most, most);
        int others = Math.min(inside, 1 + random.nextInt(1 + Math.min(inside / CHURN, AT_ONCE_MAX)));
        int out = others + Math.max(0, -more);
        // Each who goes makes room before the next one comes.
        tell(gate, id, Math.min(inside, out), others + Math.max(0, more));
    }

    private void tell(Gate gate, String id, int out, int in) throws InterruptedException {
        Instant now = pace.now();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < out + in; i++) {
            String direction = i < out ? "OUT" : "IN";
            events.add("{\"seq\":" + ++gate.lastSeq + ",\"at\":\"" + now + "\",\"direction\":\"" + direction + "\"}");
        }
        String body = "{\"boot\":\"" + boot + "\",\"events\":[" + String.join(",", events) + "]}";
        door.post(gate.caller, "/v1/gates/" + id + "/events", body).expect(200);
    }
}
