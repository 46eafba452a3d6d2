package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.city.Delivery;
import io.yizhan.loadtest.city.Engines;
import io.yizhan.loadtest.city.Gate;
import io.yizhan.loadtest.city.GateRows;
import io.yizhan.loadtest.city.Habits;
import io.yizhan.loadtest.city.Pace;
import io.yizhan.loadtest.city.Standing;
import io.yizhan.loadtest.city.Station;
import io.yizhan.loadtest.city.Telling;
import io.yizhan.loadtest.city.TrueDay;
import io.yizhan.loadtest.cluster.SmallCity;
import java.net.URI;
import java.sql.DriverManager;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Gates of a simulated city that say things twice, out of order and late, lose numbers, start anew and are cut off, by HTTP and by MQTT, while
 * the engine is killed twice. In the end people inside must be those of the clean sequence: each event that a gate can tell, once.
 */
final class GatesThroughKills {
    private static final int EVENTS_MIN = 100_000;
    /** Some of them are lost. */
    private static final int PASSAGES = EVENTS_MIN + 3_000;

    private static final int REAL_S = 90;
    private static final int KILLS = 2;
    private static final int DAYS = 2;
    private static final double CROWD = 1.6;
    private static final long HOUR_MS = 3_600_000;
    private static final long SEED = 16;
    private static final double BY_MQTT = 0.5;
    private static final int SHOWN_AFTER_MAX_S = 10;

    private final DrillRun run;
    private final Client client;

    GatesThroughKills(DrillRun run, Client client) {
        this.run = run;
        this.client = client;
    }

    void run() throws InterruptedException {
        TrueDay day = day();
        List<Telling> tellings = Gate.all(day, Habits.USUAL, SEED);
        double speed = (day.toMs() - day.fromMs()) / (REAL_S * 1_000.0);
        Pace pace = new Pace(day.fromMs(), System.currentTimeMillis(), speed);
        Delivery.Target target = target(tellings);
        try (Delivery delivery = new Delivery(target, tellings, pace)) {
            delivery.start();
            for (int kill = 1; kill <= KILLS; kill++) {
                // In the middle of what is told, however long that takes.
                long by =
                        (long) kill * tellings.stream().mapToInt(Telling::sent).sum() / (KILLS + 1);
                while (delivery.events() < by && !delivery.isOver()) Thread.sleep(20);
                run.fault("kill -9 after " + delivery.events() + " gate events");
                run.rig.kill();
                run.rig.start();
                run.healed();
            }
            run.result.broken.addAll(delivery.await());
            told(delivery, tellings);
            inside(day, tellings);
            rows(target.run(), tellings);
            List<String> missing = delivery.nothingMissing();
            run.result.broken.addAll(missing);
            run.result.promise(
                    "of no boot the engine misses a number",
                    missing.isEmpty() ? "none" : missing.size() + " boots",
                    missing.isEmpty());
        }
    }

    private static TrueDay day() {
        List<Station> stations = SmallCity.stations().stream()
                .map(id -> new Station(
                        id,
                        Station.Kind.REGULAR,
                        SmallCity.OCCUPANCY_MAX,
                        List.of(id + "-g1"),
                        Station.daily(6 * 60, 24 * 60)))
                .toList();
        return TrueDay.of(stations, 6 * HOUR_MS, 6 * HOUR_MS + DAYS * 24 * HOUR_MS, CROWD, SEED)
                .first(PASSAGES);
    }

    private Delivery.Target target(List<Telling> tellings) throws InterruptedException {
        Map<String, String> tokens = new HashMap<>();
        for (Telling it : tellings) tokens.put(it.gate(), client.gate(it.gate()));
        URI mqtt = URI.create(run.rig.mqttUrl);
        Engines engines = new Engines(List.of(new Engines.Address(run.rig.url, mqtt.getHost(), mqtt.getPort())));
        return new Delivery.Target(engines, BY_MQTT, tokens, "drill");
    }

    private void told(Delivery delivery, List<Telling> tellings) {
        int events = tellings.stream().mapToInt(it -> it.told().size()).sum();
        int sent = tellings.stream().mapToInt(Telling::sent).sum();
        int lost = tellings.stream().mapToInt(it -> it.lost().size()).sum();
        int boots = tellings.stream().mapToInt(it -> it.highest().size()).sum();
        run.result.promise(
                "gates tell " + EVENTS_MIN + " events and more, and all is acknowledged",
                String.format(
                        Locale.ROOT,
                        "%d, sent %d times in %d messages by %d gates in %d boots; %d numbers lost; %d tries more",
                        events,
                        sent,
                        delivery.messages(),
                        tellings.size(),
                        boots,
                        lost,
                        delivery.repeated()),
                events >= EVENTS_MIN && delivery.events() == sent);
        run.result.notes.add(String.format(
                Locale.ROOT,
                "Told twice: %.1f %%; told after a later one: %.1f %%; %d outages of each gate's network.",
                100.0 * (sent - events) / events,
                100.0 * tellings.stream().mapToInt(Telling::disordered).sum() / events,
                Habits.USUAL.outages()));
    }

    private void inside(TrueDay day, List<Telling> tellings) throws InterruptedException {
        List<Standing> standings = List.of();
        for (int tries = 0; tries < SHOWN_AFTER_MAX_S; tries++) {
            Map<String, Integer> inside = new TreeMap<>();
            for (Station it : day.stations())
                inside.put(
                        it.id(),
                        client.get("/v1/stations/" + it.id() + "/occupancy", "")
                                .path("inside")
                                .asInt());
            standings = Standing.of(day, tellings, Map.of(), inside);
            if (standings.stream().allMatch(Standing::exact)) break;
            Thread.sleep(1_000);
        }
        long exact = standings.stream().filter(Standing::exact).count();
        standings.stream().filter(it -> !it.exact()).forEach(it -> run.result.broken.add(it.difference()));
        run.result.promise(
                "people inside are exactly those of the clean sequence",
                exact + " of " + standings.size() + " stations; in all "
                        + standings.stream().mapToInt(Standing::engine).sum() + " people",
                exact == standings.size());
    }

    private void rows(String boots, List<Telling> tellings) throws InterruptedException {
        List<String> differences = GateRows.differences(
                () -> DriverManager.getConnection(run.rig.postgres.jdbc("yizhan")), boots, tellings, true);
        run.result.broken.addAll(differences);
        run.result.promise(
                "each event is in PostgreSQL once, as it was told",
                differences.isEmpty() ? "all" : differences.size() + " differences",
                differences.isEmpty());
    }
}
