package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.OwnEngine;
import io.yizhan.loadtest.cluster.Cluster;
import io.yizhan.loadtest.cluster.Node;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of {@code loadtest/city}. */
@Command(
        name = "loadtest/city",
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Has a simulated city go through an engine's gates, and looks whether it counts right.",
        description = {
            "",
            "A seed decides who truly comes and goes, and what gates make of it: events twice, out of order, late, lost; clocks that are wrong; "
                    + "reboots. At the end people inside must be exactly those of the clean sequence: each event that a gate can tell, once. How far "
                    + "that is from the truth, for exits that no gate sees, is reported by hour and station, in loadtest/results/…-city. Without "
                    + "--url a fresh engine is started on free ports, and is gone at the end.",
            ""
        },
        footer = {
            "",
            "Options of the script itself: --no-build takes what was built last time.",
            "Exit: 0 counted right, 1 counted wrong, or the run could not be made, 2 wrong usage."
        })
final class City implements Callable<Integer> {
    private static final int STATIONS_MAX = 10_000;
    private static final int HOURS_MAX = 7 * 24;
    private static final int SPEED_MAX = 10_000;
    private static final int OUTAGES_MAX = 100;
    private static final int MEMBERS_OF_A_CLUSTER = 300;
    private static final int MEMBERS_MAX = 5_000;
    /** Of a boot an engine remembers 1,000 gaps. */
    private static final double LOST_MAX = 0.02;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "an engine in development mode that runs already; nobody else's gates may report meanwhile")
    private @Nullable URI url;

    @Option(names = "--mqtt-port", paramLabel = "PORT", description = "of that engine; default 1883")
    private int mqttPort = 1883;

    @Option(
            names = "--postgres",
            paramLabel = "URI",
            description = "of that engine's rows; without it they are not looked at")
    private @Nullable URI postgres;

    @Option(names = "--stations", paramLabel = "N", description = "evenly spread over the catalogue; default 30")
    private int stations = 30;

    @Option(names = "--day", paramLabel = "DAY", description = "the simulated day; default WEDNESDAY")
    private DayOfWeek day = DayOfWeek.WEDNESDAY;

    @Option(names = "--from", paramLabel = "TIME", description = "when it begins, with empty stations; default 17:00")
    private LocalTime from = LocalTime.of(17, 0);

    @Option(names = "--hours", paramLabel = "H", description = "of simulated time; default 3")
    private int hours = 3;

    @Option(
            names = "--speed",
            paramLabel = "S",
            description = "simulated over real time; default 60: an hour in a minute")
    private double speed = 60;

    @Option(names = "--seed", paramLabel = "X", description = "the same seed gives the same city; default 1")
    private long seed = 1;

    @Option(names = "--crowd", paramLabel = "F", description = "times the usual number of people; default 1")
    private double crowd = 1;

    @Option(names = "--mqtt", paramLabel = "PERCENT", description = "of gates that come by MQTT; default 50")
    private int mqtt = 50;

    @Option(
            names = "--missed-exits",
            paramLabel = "P",
            description = "share of exits that no gate sees, from 0 to 1; default 0")
    private double missedExits = Habits.USUAL.missedExits();

    @Option(names = "--duplicates", paramLabel = "P", description = "share of events that are told twice; default 0.2")
    private double duplicates = Habits.USUAL.duplicates();

    @Option(
            names = "--disorder",
            paramLabel = "P",
            description = "share of events that are told after later ones; default 0.1")
    private double disorder = Habits.USUAL.disorder();

    @Option(
            names = "--lost",
            paramLabel = "P",
            description = "share of events that gates lose and give up; default 0.003, at most 0.02")
    private double lost = Habits.USUAL.lost();

    @Option(names = "--outages", paramLabel = "N", description = "of each gate's network; default 3")
    private int outages = Habits.USUAL.outages();

    @Option(
            names = "--reboots",
            paramLabel = "P",
            description = "share of gates that start anew once; default 0.3. Half of them lose what they had not told")
    private double reboots = Habits.USUAL.reboots();

    @Option(
            names = "--bad-clocks",
            paramLabel = "P",
            description = "share of gates with a clock up to 90 s off, which drifts; default 0.5")
    private double badClocks = Habits.USUAL.badClocks();

    @Option(
            names = "--count-by-eye",
            paramLabel = "TIME",
            split = ",",
            description =
                    "simulated times of each day at which an operator tells how many are inside, as 14:00,03:00; the clean sequence is then not asked for")
    private List<LocalTime> countedAt = List.of();

    @Option(
            names = "--members",
            paramLabel = "N",
            description =
                    "who have booked and come to the gates with their passes: each must be let in; default 0, with --cluster 300. The city lets them check in a day before, so not with --url")
    private int members = -1;

    @Option(names = "--no-machines", description = "only gates speak")
    private boolean noMachines;

    @Option(
            names = "--cluster",
            description =
                    "starts two engines that share the city, and a PostgreSQL and Redis of their own; the one that owns it is killed halfway. Gates know both")
    private boolean cluster;

    @Option(names = "--results", paramLabel = "DIR", description = "where reports go; default loadtest/results")
    private @Nullable Path results;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--root", hidden = true)
    private Path root = Path.of(".");

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(City::cleanUp, "clean-up"));
        System.exit(commandLine().execute(args));
    }

    // Also at Ctrl-C: first the processes, then what they leave.
    private static void cleanUp() {
        OwnEngine.closeLast();
        ChildProcess.endAll();
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new City()).setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, it, result) -> {
            if (!(failure instanceof Failure)) throw failure;
            it.getErr().println(it.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
            return 1;
        });
        return line;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        String now = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(ZonedDateTime.now(ZoneOffset.UTC));
        Path folder = (results == null ? root.resolve("loadtest/results") : results).resolve(now + "-city");
        if (url != null) {
            Api api = new Api(url.toString().replaceFirst("/$", ""));
            if (!api.ready("/health/ready")) throw new Failure("nothing ready answers at " + url);
            return run(plan(postgres), api, Engines.of(api.url, mqttPort), null, Files.createDirectories(folder));
        }
        Files.createDirectories(folder);
        if (cluster) return runInACluster(folder);
        System.err.println("city: starting an engine");
        // All of the city comes from one address here.
        try (OwnEngine engine = OwnEngine.start(root, folder, Map.of("YIZHAN_ADDRESS_RATE_PER_S", "0"))) {
            return run(plan(engine.rows()), engine.api, Engines.of(engine.api.url, engine.mqttPort), null, folder);
        }
    }

    private int runInACluster(Path folder) throws IOException, InterruptedException {
        Cluster.Plan two = new Cluster.Plan(2, List.of(Cluster.DEMO_CITY), false, "", Map.of());
        try (Cluster engines = new Cluster(root, two)) {
            engines.start();
            Node owner = engines.owner(Cluster.DEMO_CITY);
            Node other = engines.nodes.stream()
                    .filter(it -> !it.equals(owner))
                    .findFirst()
                    .orElseThrow();
            if (owner == null) throw new Failure("nobody owns the city:\n" + engines.ownersText());
            List<Engines.Address> all = engines.nodes.stream()
                    .map(it -> Engines.Address.of(it.url, it.mqttPort))
                    .toList();
            CityPlan plan = plan(engines.postgres.uri(engines.postgres.port));
            int exit = run(plan, new Api(other.url), new Engines(all), new TakeOver(engines, owner), folder);
            engines.copyLogs(folder);
            return exit;
        }
    }

    private int run(CityPlan plan, Api api, Engines engines, @Nullable TakeOver takeOver, Path folder)
            throws IOException, InterruptedException {
        System.err.printf("city: %d simulated hours take %.0f s%n", hours, hours * 3_600 / speed);
        CityResult result = new CityRun(plan, api, engines, takeOver).run();
        CityReport.write(plan, result, folder);
        System.out.println(CityReport.summary(plan, result));
        System.out.println("  all in " + folder);
        return result.passed() ? 0 : 1;
    }

    private CityPlan plan(@Nullable URI rows) {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        List<String> given = spec.commandLine().getParseResult().originalArgs().stream()
                .filter(it -> !it.startsWith("--root"))
                .toList();
        return new CityPlan(
                rows,
                stations,
                WeekTime.of(day, from),
                hours,
                speed,
                seed,
                mqtt / 100.0,
                crowd,
                new Habits(missedExits, duplicates, disorder, lost, outages, reboots, badClocks),
                members >= 0 ? members : cluster ? MEMBERS_OF_A_CLUSTER : 0,
                !noMachines,
                countedAt,
                String.join(" ", given.isEmpty() ? List.of("loadtest/city") : join(given)));
    }

    private static List<String> join(List<String> arguments) {
        return List.of("loadtest/city", String.join(" ", arguments));
    }

    private void check() {
        within("--stations", stations, 1, STATIONS_MAX);
        within("--hours", hours, 1, HOURS_MAX);
        within("--speed", speed, 1, SPEED_MAX);
        within("--crowd", crowd, 0.01, 10);
        within("--mqtt", mqtt, 0, 100);
        within("--mqtt-port", mqttPort, 1, 65_535);
        within("--missed-exits", missedExits, 0, 1);
        within("--duplicates", duplicates, 0, 1);
        within("--disorder", disorder, 0, 1);
        within("--lost", lost, 0, LOST_MAX);
        within("--outages", outages, 0, OUTAGES_MAX);
        within("--reboots", reboots, 0, 1);
        within("--bad-clocks", badClocks, 0, 1);
        within("--members", members, -1, MEMBERS_MAX);
        if (url != null && cluster) throw wrong("--cluster starts engines of its own: leave --url out");
        if (url != null && members > 0) throw wrong("--members changes the city's policies: leave --url out");
        if (url != null && (url.getHost() == null || !"http".equals(url.getScheme())))
            throw wrong("--url must be http://HOST:PORT, not " + url);
    }

    private void within(String option, double value, double least, double most) {
        // Not a number is neither below nor above.
        if (!(value >= least && value <= most)) throw wrong(option + " must be " + text(least) + " to " + text(most));
    }

    private static String text(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private ParameterException wrong(String message) {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        return new ParameterException(spec.commandLine(), message);
    }
}
