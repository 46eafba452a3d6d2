package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.SmallCity;
import io.yizhan.loadtest.drill.Timeline.Kind;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** One drill from the engine's start to the last check. */
final class DrillRun {
    private static final int CALM_S = 5;
    private static final int RECOVERED_MAX_S = 30;

    final Rig rig;
    final DrillResult result;
    private final int rounds;
    private final boolean plantLie;
    private final List<LocalDate> dates = SmallCity.dates();
    private final Client client;

    DrillRun(Rig rig, DrillResult result, int rounds, boolean plantLie) {
        this.rig = rig;
        this.result = result;
        this.rounds = rounds;
        this.plantLie = plantLie;
        client = new Client(rig.url, Duration.ofSeconds(result.drill.answerMaxS));
    }

    void run() throws InterruptedException, IOException {
        boolean small = result.drill == Drill.DISK_FULL && rig.smallDisk();
        rig.postgres.create();
        Map<String, String> settings = new HashMap<>();
        if (result.drill.attack()) settings.put("YIZHAN_ADDRESS_RATE_PER_S", "1000");
        if (result.drill == Drill.ATTACK_TOKENS) settings.putAll(rig.identityProvider());
        rig.start(result.drill == Drill.DESCRIPTORS ? "-n 400" : "", settings);
        client.tokensFrom(rig.provider());
        // The engine's first seconds are its compiler's.
        result.timeline = new Timeline();
        Load load = new Load(client, SmallCity.slots(dates), result.timeline, Load.WORKERS);
        try (Probe probe = new Probe(rig.url, result.timeline)) {
            probe.start();
            load.start();
            seconds(CALM_S);
            switch (result.drill) {
                case KILL -> kill();
                case PAUSE -> pause();
                case POSTGRES_KILLED -> postgresKilled();
                case POSTGRES_FROZEN -> postgresFrozen();
                case DISK_FULL -> new DiskFull(this, small).run();
                case DESCRIPTORS -> descriptors();
                case SLOWLORIS -> crowd(2_000, true);
                case IDLE -> crowd(10_000, false);
                case CLOCK -> new ClockSteps(this, load).run();
                case CLOSURE -> new ClosureOfMany(this, client).run();
                case GATES -> new GatesThroughKills(this, client).run();
                case ATTACK_ANSWERS,
                        ATTACK_STREAMS,
                        ATTACK_BODIES,
                        ATTACK_CONNECTIONS,
                        ATTACK_READS,
                        ATTACK_TOKENS,
                        ATTACK_MQTT -> attack();
                default -> throw new IllegalArgumentException(result.drill.id + " is not of one engine");
            }
            recovered();
            load.stop();
        }
        Reckoning.Parts health =
                () -> client.surely("GET", "/health/ready", "", "", "").json().path("parts");
        new Reckoning(client, load, dates, new Reckoning.Place(Rig.REGION, rig.postgres.jdbc("yizhan"), health))
                .into(result, plantLie, false);
    }

    // --- the faults

    private void attack() throws InterruptedException {
        Way way = Way.of(result.drill);
        new Attack(result, way, List.of(way.mqtt() ? rig.mqttUrl : rig.url), client, List.of(rig.pid())).run();
    }

    private void kill() throws InterruptedException {
        int before = 0;
        int idle = 0;
        double slowestS = 0;
        for (int round = 1; round <= rounds; round++) {
            fault("kill -9");
            double from = now();
            rig.kill();
            rig.start();
            healed();
            slowestS = Math.max(slowestS, now() - from);
            // Not in step with anything that the engine does each second.
            Thread.sleep(1_500 + (round * 377L) % 1_500);
            int booked = result.timeline.total(Kind.BOOKED);
            if (booked == before) idle++;
            before = booked;
            if (round % 10 == 0) System.err.println("drill: round " + round + ": " + Timeline.totals(result.timeline));
        }
        result.promise(
                "bookings are answered after each of " + rounds + " restarts", idle + " rounds without one", idle == 0);
        result.notes.add(String.format(
                Locale.ROOT, "From kill to ready again, with the JVM's start: %.1f s at most.", slowestS));
    }

    private void pause() throws InterruptedException {
        fault("SIGSTOP");
        rig.signal("STOP");
        seconds(20);
        rig.signal("CONT");
        healed();
        seconds(5);
    }

    private void postgresKilled() throws InterruptedException, IOException {
        fault("PostgreSQL killed");
        double from = now();
        rig.postgres.kill();
        seconds(15);
        double to = now();
        rig.postgres.start();
        healed();
        awayPromises(from, to);
        seconds(5);
    }

    private void postgresFrozen() throws InterruptedException {
        fault("PostgreSQL frozen");
        double from = now();
        rig.postgres.signalAll("STOP");
        seconds(20);
        double to = now();
        rig.postgres.signalAll("CONT");
        healed();
        awayPromises(from, to);
        seconds(5);
    }

    private void awayPromises(double from, double to) {
        int booked = result.timeline.between(Kind.BOOKED, from, to);
        int refused = result.timeline.between(Kind.UNAVAILABLE, from, to);
        result.promise(
                "bookings go on meanwhile",
                booked + " answered, " + refused + " times 503",
                booked > 0 && refused == 0);
        readinessSays("DEGRADED", from, to);
        result.promise(
                "readiness answers, and never says DOWN",
                "",
                !result.timeline.sawReadiness("DOWN", from, to)
                        && !result.timeline.sawReadiness(Probe.NO_ANSWER, from, to));
    }

    private void descriptors() throws InterruptedException {
        fault("1,000 connections, 400 descriptors");
        double from = now();
        try (Strangers crowd = new Strangers(rig.url, Way.idle(1_000))) {
            seconds(20);
            result.notes.add(crowd + ".");
        }
        double to = now();
        healed();
        int booked = result.timeline.between(Kind.BOOKED, from, to);
        result.promise("members who are connected are served meanwhile", booked + " bookings answered", booked > 0);
        long sinceMs = System.currentTimeMillis();
        boolean served = await(10, this::newcomerServed);
        result.promise(
                "a new connection is served when the others are gone",
                served ? "after " + (System.currentTimeMillis() - sinceMs) + " ms" : "not within 10 s",
                served);
        seconds(5);
    }

    private boolean newcomerServed() {
        try {
            return new Client(rig.url, Duration.ofSeconds(2))
                            .send("GET", "/v1/stations", "", "", "")
                            .status()
                    == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The engine closes a connection on which no request began for 75 s. */
    private void crowd(int count, boolean slow) throws InterruptedException {
        int closedMaxS = 100;
        int p99MaxMs = 500;
        fault(count + (slow ? " slow" : " idle") + " connections");
        double from = now();
        Way way = slow ? Way.slow(count) : Way.idle(count);
        try (Strangers crowd = new Strangers(rig.url, way)) {
            boolean all = await(20, () -> crowd.opened.get() + crowd.refused.get() == count);
            result.promise("all connections are taken", crowd.toString(), all && crowd.refused.get() == 0);
            boolean gone = await(closedMaxS, () -> crowd.open.get() == 0);
            result.promise(
                    "those who never send a request are closed within " + closedMaxS + " s", crowd.toString(), gone);
        }
        double to = now();
        healed();
        double p99 = result.timeline.p99Ms(from, to);
        result.promise(
                "p99 of the other members' bookings stays below " + p99MaxMs + " ms",
                String.format(Locale.ROOT, "%.0f ms; before: %.0f ms", p99, result.timeline.p99Ms(1, from)),
                p99 < p99MaxMs);
        seconds(3);
    }

    // --- what drills have in common

    double now() {
        return result.timeline.nowS();
    }

    void fault(String what) {
        System.err.println("drill: " + what);
        result.timeline.faultBegins(what);
    }

    void healed() {
        System.err.println("drill: healed");
        result.timeline.faultEnds();
    }

    static void seconds(int count) throws InterruptedException {
        Thread.sleep(count * 1_000L);
    }

    static boolean await(int maxS, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + maxS * 1_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) return false;
            Thread.sleep(50);
        }
        return true;
    }

    void readinessSays(String status, double from, double to) {
        boolean seen = result.timeline.sawReadiness(status, from, to);
        result.promise("readiness says " + status, seen ? "it did" : "it did not", seen);
    }

    private void recovered() throws InterruptedException {
        double from = now();
        boolean up = await(RECOVERED_MAX_S, () -> result.timeline.sawReadiness("UP", from, now()));
        int before = result.timeline.total(Kind.BOOKED);
        boolean booked = await(RECOVERED_MAX_S, () -> result.timeline.total(Kind.BOOKED) > before);
        result.promise("afterwards readiness says UP, and bookings are answered", up + ", " + booked, up && booked);
        if (!rig.engineAlive()) throw new Failure("the engine is gone");
    }
}
