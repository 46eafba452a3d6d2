package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Rows;
import io.yizhan.loadtest.Tokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One simulated time at one engine, or at several that share the city, from the stations to the verdict. */
final class CityRun {
    private static final long AGREED_MAX_MS = 10_000;

    private final CityPlan plan;
    private final Api api;
    private final Tokens tokens;
    private final Engines engines;
    private final @Nullable TakeOver takeOver;
    private final List<String> failures = new ArrayList<>();

    /**
     * @param api of an engine that lives all the time
     * @param engines that gates may ask
     * @param takeOver null for none
     */
    CityRun(CityPlan plan, Api api, Engines engines, @Nullable TakeOver takeOver) {
        this.plan = plan;
        this.api = api;
        this.tokens = Tokens.development(api);
        this.engines = engines;
        this.takeOver = takeOver;
    }

    CityResult run() throws InterruptedException {
        List<Station> stations = Town.stations(api, tokens, plan.stations());
        List<String> ids = stations.stream().map(Station::id).toList();
        TrueDay day = TrueDay.of(stations, plan.fromMs(), plan.toMs(), plan.crowd(), plan.seed());
        List<Telling> tellings = Gate.all(day, plan.habits(), plan.seed());
        Map<String, Integer> before = api.crowds();
        BookedMembers members = new BookedMembers(api, tokens, engines);
        members.book(plan.members(), stations);
        Machines machines = new Machines(api, tokens, engines);
        if (plan.machines()) machines.find(stations);
        Pace pace = new Pace(day.fromMs(), System.currentTimeMillis() + 1_000, plan.speed());
        String run = "city-" + Long.toString(pace.beganMs(), 36);
        Watch watch = new Watch(api, ids, Headcount.of(day.passages()), Standing.told(tellings), before);
        try (members;
                machines;
                Delivery delivery = new Delivery(target(tellings, run), tellings, pace)) {
            delivery.start();
            members.start(plan, pace);
            machines.start(plan, pace);
            Thread watching = watch.start(day.fromMs(), day.toMs(), pace);
            CountByEye eyes = new CountByEye(api, tokens, plan, Headcount.of(day.passages()));
            eyes.count(ids, pace);
            List<String> said = new ArrayList<>();
            if (takeOver != null) said.add(takeOver.carryOut(plan, pace));
            failures.addAll(delivery.await());
            failures.addAll(members.await());
            failures.addAll(machines.await());
            watching.join();
            List<Standing> standings = standings(day, tellings, before);
            if (!eyes.counted())
                standings.stream().filter(it -> !it.exact()).forEach(it -> failures.add(it.difference()));
            rows(run, tellings, !eyes.counted());
            failures.addAll(delivery.nothingMissing());
            said.addFirst(String.format(
                    Locale.ROOT,
                    "%d messages with %d events acknowledged; %d tries more for want of an answer",
                    delivery.messages(),
                    delivery.events(),
                    delivery.repeated()));
            if (!members.isEmpty()) said.add(members.told());
            if (!machines.isEmpty()) said.add(machines.told());
            return new CityResult(day, tellings, standings, watch.samples(), said, plan.postgres() != null, failures);
        }
    }

    private Delivery.Target target(List<Telling> tellings, String run) {
        Map<String, String> byGate = new HashMap<>();
        for (Telling it : tellings) byGate.put(it.gate(), tokens.of(it.gate(), "gate"));
        return new Delivery.Target(engines, plan.mqttShare(), byGate, run);
    }

    /** What a node shows may be a moment behind what it has acknowledged. */
    private List<Standing> standings(TrueDay day, List<Telling> tellings, Map<String, Integer> before)
            throws InterruptedException {
        long untilMs = System.currentTimeMillis() + AGREED_MAX_MS;
        while (true) {
            List<Standing> standings = Standing.of(day, tellings, before, api.crowds());
            if (standings.stream().allMatch(Standing::exact) || System.currentTimeMillis() > untilMs) return standings;
            Thread.sleep(200);
        }
    }

    private void rows(String run, List<Telling> tellings, boolean allCount) throws InterruptedException {
        URI postgres = plan.postgres();
        if (postgres != null)
            failures.addAll(GateRows.differences(() -> Rows.connect(postgres), run, tellings, allCount));
    }
}
