package io.yizhan.loadtest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One scenario from the engine's start to its last check. */
final class ScenarioRun {
    private static final int CAUGHT_UP_MAX_S = 180;
    private static final double GOAL_RATIO = 2;
    private static final int WARM_S = 15;
    private static final String ADMISSIONS = "route=\"/v1/gates/{gate}/admissions\"";
    /** Quick runs tell whether it works, on machines that do other things, too. */
    private static final String QUICK_P99_MS = "2000";

    private static final int STAMPEDE_P99_MS = 1_500;
    private static final double GOAL_WORST_MS = 250;

    private final Scenario scenario;
    private final Settings settings;
    private final Path work;
    private final K6 k6;
    private final Servers servers;
    private final Plan plan;
    private final Result result;
    private final Ledger ledger = new Ledger();
    private @Nullable String bareUrl;
    private int membersUsed;
    private double admissionsBefore;
    private double admissionsInTimeBefore;

    private ScenarioRun(Scenario scenario, Settings settings, Path work, Servers servers, Result result) {
        this.scenario = scenario;
        this.settings = settings;
        this.work = work;
        this.servers = servers;
        this.result = result;
        k6 = new K6(settings.k6(), settings.root().resolve("loadtest"), work);
        int members = scenario == Scenario.STAMPEDE
                ? Math.min(50_000, Math.max(settings.rate(scenario), 100))
                : settings.members();
        Plan.Days days = scenario == Scenario.ADMISSION ? Plan.Days.SOON : Plan.Days.USUAL;
        if (scenario == Scenario.ADMISSION) letCheckInADayBefore();
        plan = Plan.make(servers.engine, servers.tokens, members, scenario.hasGates(), days, work);
    }

    /** Fills the result; throws {@link Failure} where it could not even be run. */
    static void run(Scenario scenario, Settings settings, Path work, Result result) throws InterruptedException {
        try (Servers servers = Servers.of(settings, work)) {
            try {
                new ScenarioRun(scenario, settings, work, servers, result).run();
            } catch (Failure failed) {
                String log = servers.engineLog();
                if (!servers.engineAlive())
                    throw new Failure("the engine ended meanwhile; its last lines:\n" + log, failed);
                throw failed;
            }
        }
    }

    private void run() throws InterruptedException {
        say(scenario.id + " against " + servers.engine.url);
        Map<String, Api.Slot> before = servers.engine.slots(plan.stations(), plan.datesChecked());
        Map<String, Integer> insideBefore = gatesLoaded() ? servers.engine.inside(plan.stations()) : Map.of();
        boolean crowdComesAtOnce = scenario == Scenario.STAMPEDE || scenario == Scenario.SATURATION;
        if (crowdComesAtOnce && !servers.tokens.areFresh()) {
            say(plan.tokens().size() + " members open the app");
            plan.openApps(servers.engine);
        }
        if (scenario == Scenario.SATURATION) saturation();
        else main();
        say("holding k6, the API and PostgreSQL against each other");
        result.truth.addAll(Truth.check(evidence(before, insideBefore)));
        if (!servers.engineAlive()) result.problems.add("The engine has ended.");
    }

    /** So that what is booked now lets in now. */
    private void letCheckInADayBefore() {
        if (!servers.fresh) throw new Failure("admission changes the city's policies: it needs an engine of its own");
        String admin = servers.tokens.of("load-admin", "admin");
        JsonNode city = servers.engine.get("/v1/admin/catalogue", admin);
        for (JsonNode policy : city.path("policies")) ((ObjectNode) policy).put("checkInFromMin", 1_440);
        servers.engine.put("/v1/admin/catalogue?reason=load", admin, city.toString());
    }

    private boolean gatesLoaded() {
        return scenario == Scenario.TURNSTILE;
    }

    private void main() throws InterruptedException {
        int rate = settings.rate(scenario);
        int seconds = settings.seconds(scenario);
        int streams = settings.listeners(scenario);
        String probe = streams == 0 ? "" : probeToken();
        if (scenario == Scenario.ADMISSION) warmUpForAdmissions(rate);
        try (Listeners listeners = streams == 0 ? null : Listeners.open(servers.engine, probe, plan.probe(), streams)) {
            K6.Run run = load(servers.engine.url, rate, seconds, Map.of());
            result.main = run;
            result.thresholds.addAll(run.thresholds());
            if (run.missing() > 0)
                result.problems.add(
                        run.missing() + " requests were due and never sent: k6 had no time or no users left for them.");
            if (listeners != null) judge(listeners.end());
        }
        result.pairRatePerS = rate;
        if (settings.pairsWanted() > 0) pairs(rate);
        if (scenario == Scenario.STAMPEDE) judgeStampede();
        if (scenario == Scenario.ADMISSION) judgeAdmissions();
    }

    /** An engine in its evening has been asked before. */
    private void warmUpForAdmissions(int rate) throws InterruptedException {
        load(servers.engine.url, rate, WARM_S, Map.of());
        admissionsBefore = admissions();
        admissionsInTimeBefore = admissionsInTime();
    }

    private double admissions() {
        return servers.engine.metric("yizhan_http_requests_seconds_count", ADMISSIONS);
    }

    private double admissionsInTime() {
        return servers.engine.metric("yizhan_http_requests_seconds_bucket", ADMISSIONS, "le=\"0.005\"");
    }

    /** From the head of a request to the end of its answer, as the engine's own histogram has it: without k6, which has the same two cores. */
    private void judgeAdmissions() {
        double all = admissions() - admissionsBefore;
        double slow = all - (admissionsInTime() - admissionsInTimeBefore);
        double share = all == 0 ? 1 : slow / all;
        result.goals.add(new Result.Goal(
                "admissions that the engine takes more than 5 ms for",
                "≤ 1 %",
                Report.number(share * 100) + " % of " + (long) all,
                share <= 0.01));
    }

    /** The goal says something of the engine only where bare Vert.x reaches it under the same k6 on the same cores. */
    private void judgeStampede() {
        K6.Run run = result.main;
        if (run == null) return;
        // The best of its runs, as of the yardstick's: one in which the machine did something else proves nothing.
        double p99 = Math.min(
                run.worstP99Ms(),
                result.pairs.stream()
                        .mapToDouble(it -> it.engine().worstP99Ms())
                        .min()
                        .orElse(Double.MAX_VALUE));
        double bare = result.pairs.stream()
                .mapToDouble(it -> it.bare().worstP99Ms())
                .min()
                .orElse(0);
        boolean met = p99 < STAMPEDE_P99_MS;
        String wanted = "< " + STAMPEDE_P99_MS + " ms";
        result.goals.add(new Result.Goal(
                "p99 of the stampede, from the intended start, best run", wanted, Report.ms(p99) + " ms", met));
        if (bare > 0)
            result.goals.add(new Result.Goal(
                    "the same of bare Vert.x: what k6 and these cores allow",
                    wanted,
                    Report.ms(bare) + " ms",
                    bare < STAMPEDE_P99_MS));
        if (!met && bare < STAMPEDE_P99_MS)
            result.problems.add("p99 of the stampede is " + Report.ms(p99) + " ms, wanted " + wanted
                    + ", which bare Vert.x " + (bare > 0 ? "reached." : "was not asked for (--pairs)."));
    }

    private String probeToken() {
        return servers.tokens.of("probe-" + System.nanoTime(), "member");
    }

    private void judge(Listeners.Heard heard) {
        result.heard = heard;
        if (heard.broken() > 0)
            result.problems.add(heard.broken() + " live streams, or their probe, broke off during the run.");
        if (heard.missed() > 0)
            result.problems.add(heard.missed() + " events did not reach a live stream within 5 s of the answer.");
        if (heard.changes() == 0) result.problems.add("The probe of the live streams changed nothing.");
    }

    private void saturation() throws InterruptedException {
        int seconds = settings.seconds(scenario);
        Saturation search = new Saturation(settings.quick(), this::say);
        int highest = search.highest(
                "engine", settings.rate(scenario), rate -> load(servers.engine.url, rate, seconds, Map.of()));
        result.steps.addAll(search.steps());
        if (highest == 0) {
            result.problems.add("Even " + result.steps.get(0).ratePerS() + " requests/s did not keep their limits.");
            return;
        }
        Result.Step best = search.best();
        result.main = best.run();
        result.thresholds.addAll(best.run().thresholds());
        if (!settings.quick() && settings.pairsWanted() > 0) {
            Saturation yardstick = new Saturation(false, this::say);
            String bare = bareUrl();
            yardstick.highest("bare Vert.x", highest, rate -> load(bare, rate, seconds, Map.of("BARE", "true")));
            result.steps.addAll(yardstick.steps());
        }
        result.pairRatePerS = highest / 2;
        if (settings.pairsWanted() == 0) return;
        pairs(highest / 2);
        for (String call : best.run().calls()) {
            double ratio = result.medianRatio(call);
            result.goals.add(new Result.Goal(
                    call + ": p99 at half of saturation, engine to bare Vert.x, median of " + result.pairs.size(),
                    "≤ 2",
                    Report.number(ratio),
                    ratio <= GOAL_RATIO));
        }
        double worst = result.pairs.stream()
                .mapToDouble(it -> it.engine().worstMs())
                .max()
                .orElse(0);
        result.goals.add(new Result.Goal(
                "slowest answer of the engine at half of saturation",
                "≤ 250 ms",
                Report.ms(worst),
                worst <= GOAL_WORST_MS));
    }

    /** Engine and bare Vert.x in turns: the machine's moods meet both. */
    private void pairs(int rate) throws InterruptedException {
        Map<String, String> shape = scenario == Scenario.STAMPEDE ? Map.of() : Map.of("SHAPE", "steady");
        Map<String, String> bare = new HashMap<>(shape);
        bare.put("BARE", "true");
        String bareUrl = bareUrl();
        // What the run before left for PostgreSQL is not to weigh on either.
        caughtUp();
        load(bareUrl, Math.max(1, rate / 4), 2, bare);
        for (int i = 1; i <= settings.pairsWanted(); i++) {
            K6.Run ours = load(servers.engine.url, rate, settings.pairSeconds(), shape);
            caughtUp();
            K6.Run theirs = load(bareUrl, rate, settings.pairSeconds(), bare);
            result.pairs.add(new Result.Pair(ours, theirs));
        }
    }

    private String bareUrl() throws InterruptedException {
        String known = bareUrl;
        if (known != null) return known;
        Path page = work.resolve("page.json");
        try {
            Files.writeString(
                    page,
                    servers.engine
                            .get("/v1/stations/" + plan.stations().get(0) + "/slots?date="
                                    + plan.datesChecked().get(0))
                            .toString());
        } catch (IOException failed) {
            throw new Failure("cannot write " + page, failed);
        }
        String started = servers.bare(settings, work, page);
        bareUrl = started;
        return started;
    }

    private K6.Run load(String url, int rate, int seconds, Map<String, String> more) throws InterruptedException {
        boolean bare = more.containsKey("BARE");
        say((bare ? "bare Vert.x, " : "engine, ")
                + rate
                + (scenario == Scenario.STAMPEDE ? " members" : "/s for " + seconds + " s"));
        if (!bare && membersUsed > 0 && servers.tokens.areFresh()) plan.renewTokens(servers.tokens);
        Map<String, String> environment = new TreeMap<>(more);
        environment.put("URL", url);
        environment.put("RATE", "" + rate);
        environment.put("DURATION_S", "" + seconds);
        environment.put("TOKENS_FILE", plan.tokensFile().toString());
        environment.put("PLAN_FILE", plan.planFile().toString());
        environment.put("RUN_ID", Long.toString(System.nanoTime(), 36));
        // So that each run books for members who have little yet.
        environment.put("MEMBERS_FROM", "" + membersUsed % plan.tokens().size());
        if (settings.quick() && scenario != Scenario.SATURATION && System.getenv("P99_MS") == null)
            environment.put("P99_MS", QUICK_P99_MS);
        K6.Run run = k6.run(scenario.script(), environment);
        if (!bare) {
            membersUsed += (int) (run.count("reservations_placed") + run.count("reservations_refused"));
            ledger.readFile(run.ledger());
        }
        return run;
    }

    private boolean caughtUp() throws InterruptedException {
        long deadline = System.nanoTime() + CAUGHT_UP_MAX_S * 1_000_000_000L;
        while (servers.engine.metric("yizhan_writebehind_lag_events") > 0) {
            if (System.nanoTime() > deadline) return false;
            Thread.sleep(200);
        }
        return true;
    }

    private Truth.Evidence evidence(Map<String, Api.Slot> before, Map<String, Integer> insideBefore)
            throws InterruptedException {
        URI postgres = servers.postgres;
        String missing = postgres == null ? "Not looked at: --postgres tells where the engine's rows are." : "";
        Rows rows = null;
        if (postgres != null) {
            if (caughtUp()) rows = Rows.read(postgres, plan.memberPrefix());
            else
                missing = "PostgreSQL is still " + (long) servers.engine.metric("yizhan_writebehind_lag_events")
                        + " events behind after " + CAUGHT_UP_MAX_S + " s.";
        }
        Map<Integer, Set<String>> confirmed = new HashMap<>();
        for (Ledger.Booking booking : List.copyOf(ledger.booked.values())) {
            confirmed.computeIfAbsent(
                    booking.member(),
                    it -> new HashSet<>(servers.engine.confirmed(plan.tokens().get(it))));
        }
        return new Truth.Evidence(
                ledger,
                before,
                servers.engine.slots(plan.stations(), plan.datesChecked()),
                confirmed,
                insideBefore,
                gatesLoaded() ? servers.engine.inside(plan.stations()) : Map.of(),
                plan.stationOfGate(),
                rows,
                missing,
                plan.memberPrefix(),
                scenario == Scenario.STAMPEDE ? plan.target() : "");
    }

    private void say(String what) {
        System.err.println("loadtest: " + what);
    }
}
