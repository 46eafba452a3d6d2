package io.yizhan.loadtest;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code loadtest/run}, which sets the hidden options. */
@Command(
        name = "loadtest/run",
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Loads an engine with k6, and holds what k6 was told against the API and PostgreSQL.",
        description = {
            "",
            "Without --url a fresh engine is started on free ports with a folder of its own, and all of it is gone at the end. "
                    + "The report is one HTML file, beside it the same as JSON, in loadtest/results/.",
            ""
        },
        footer = {
            "",
            "Options of the script itself: --no-build takes what was built last time.",
            "Exit: 0 all held, 1 a threshold, the truth or the run failed, 2 wrong usage, 3 no k6."
        })
final class LoadTest implements Callable<Integer> {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,5})([smh])");
    private static final int TOKENS_MAX = 50_000;
    private static final int RATE_MAX = 100_000;
    private static final int LISTENERS_MAX = 5_000;
    private static final int PAIRS_MAX = 50;
    private static final Duration DURATION_MAX = Duration.ofHours(24);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "SCENARIO", description = "one of those below, or all")
    private String scenario = "";

    @Option(names = "--quick", description = "small and short: does it work, not how fast is it")
    private boolean quick;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "an engine in development mode that runs already, on this machine, and that nobody else uses meanwhile")
    private @Nullable URI url;

    @Option(
            names = "--postgres",
            paramLabel = "URI",
            description = "its rows, with --url: postgresql://user:password@host:port/database")
    private @Nullable URI postgres;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "requests a second (stampede: members; saturation: the first rate tried)")
    private int rate = -1;

    @Option(
            names = "--duration",
            paramLabel = "D",
            description = "for instance 90s, 10m, 1h (saturation: of each step)")
    private String duration = "";

    @Option(names = "--members", paramLabel = "N", description = "who book, round and round; default 20000")
    private int members = 20_000;

    @Option(names = "--listeners", paramLabel = "N", description = "live streams held open meanwhile; 0 for none")
    private int listeners = -1;

    @Option(
            names = "--pairs",
            paramLabel = "N",
            description = "runs of engine and bare Vert.x side by side; 0 for none; default 3, quick 1")
    private int pairs = -1;

    @Option(
            names = "--tokens",
            paramLabel = "KIND",
            description =
                    "what the crowd shows: dev (HS256 of the development mode, known before the load comes), es256, rs256 or eddsa "
                            + "(an identity provider's, each shown for the first time), session (each member has signed in before)")
    private Tokens.Kind tokens = Tokens.Kind.dev;

    @Option(names = "--results", paramLabel = "DIR", description = "where reports go; default loadtest/results")
    private @Nullable Path results;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--k6", hidden = true)
    private Path k6 = Path.of("k6");

    @Option(names = "--root", hidden = true)
    private Path root = Path.of(".");

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(LoadTest::cleanUp, "clean-up"));
        LoadTest command = new LoadTest();
        CommandLine line = new CommandLine(command);
        line.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING, it -> scenarios());
        line.setExecutionExceptionHandler((failure, it, result) -> {
            if (!(failure instanceof Failure)) throw failure;
            System.err.println("loadtest: " + failure.getMessage());
            return 1;
        });
        System.exit(line.execute(args));
    }

    private static volatile @Nullable Path temporary;

    // Also at Ctrl-C: first the processes, then their folder.
    private static void cleanUp() {
        ChildProcess.endAll();
        Path folder = temporary;
        if (folder != null) delete(folder);
    }

    private static String scenarios() {
        StringBuilder text = new StringBuilder("\nScenarios, with requests a second and seconds (of --quick):\n");
        for (Scenario it : Scenario.values())
            text.append(String.format(
                    Locale.ROOT,
                    "  %-16s %6d %5d (%d, %d)  %s%n",
                    it.id,
                    it.rate(false),
                    it.seconds(false),
                    it.rate(true),
                    it.seconds(true),
                    it.meaning));
        return text.append("  all              one after the other; a soak of a minute unless --duration says more\n")
                .toString();
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Settings settings = settings();
        List<Scenario> wanted;
        try {
            wanted = scenario.equals("all") ? List.of(Scenario.values()) : List.of(Scenario.of(scenario));
        } catch (IllegalArgumentException unknown) {
            throw wrong(unknown.getMessage());
        }
        int failed = 0;
        for (Scenario it : wanted) {
            boolean ok = run(it, wanted.size() > 1 ? shortened(it, settings) : settings);
            if (!ok) failed++;
        }
        if (wanted.size() > 1)
            System.err.println("loadtest: " + (wanted.size() - failed) + " passed, " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }

    private static Settings shortened(Scenario scenario, Settings it) {
        if (scenario != Scenario.SOAK || it.quick() || !it.duration().isZero()) return it;
        return new Settings(
                it.quick(),
                it.url(),
                it.postgres(),
                it.rate(),
                Duration.ofMinutes(1),
                it.members(),
                it.listeners(),
                it.pairs(),
                it.tokens(),
                it.results(),
                it.k6(),
                it.root(),
                it.command());
    }

    private boolean run(Scenario scenario, Settings settings) throws IOException, InterruptedException {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        Path folder = settings.results()
                .resolve(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(now) + "-" + scenario.id);
        Path work = Files.createTempDirectory("yizhan-load.");
        temporary = work;
        Result result = new Result(scenario, now.toString(), machine(settings), settings.command());
        try {
            ScenarioRun.run(scenario, settings, work, result);
        } catch (Failure failed) {
            result.problems.add(String.valueOf(failed.getMessage()));
        } finally {
            delete(work);
        }
        Files.createDirectories(folder);
        Path report = folder.resolve("report.html");
        Files.writeString(report, Report.html(result));
        Files.writeString(folder.resolve("summary.json"), SummaryJson.of(result));
        Console.print(result, report);
        return result.passed();
    }

    private Settings settings() {
        if (url != null && (!"http".equals(url.getScheme()) || url.getHost() == null || !plainPath(url)))
            throw wrong("--url must be http://HOST:PORT, not " + url);
        // A load on somebody else's machine is an attack.
        if (url != null && !LOOPBACK.contains(url.getHost()))
            throw wrong("--url must be on this machine (127.0.0.1, localhost or [::1]), not " + url.getHost());
        if (postgres != null && url == null) throw wrong("--postgres goes with --url; a fresh engine's rows are known");
        if (postgres != null && (postgres.getHost() == null || !"postgresql".equals(postgres.getScheme())))
            throw wrong("--postgres must be postgresql://user:password@host:port/database");
        if (url != null && tokens != Tokens.Kind.dev)
            throw wrong("--tokens goes with a fresh engine, which is told whom to trust");
        if (rate < -1 || rate == 0 || rate > RATE_MAX) throw wrong("--rate must be 1 to " + RATE_MAX);
        if (members < 1 || members > TOKENS_MAX) throw wrong("--members must be 1 to " + TOKENS_MAX);
        if (listeners < -1 || listeners > LISTENERS_MAX) throw wrong("--listeners must be 0 to " + LISTENERS_MAX);
        if (pairs < -1 || pairs > PAIRS_MAX) throw wrong("--pairs must be 0 to " + PAIRS_MAX);
        Path folder = results == null ? root.resolve("loadtest/results") : results;
        if (spec == null) throw new IllegalStateException("not run by picocli");
        List<String> arguments = spec.commandLine().getParseResult().originalArgs();
        List<String> shown = arguments.stream()
                .filter(it -> !it.startsWith("--k6=") && !it.startsWith("--root="))
                .map(it -> it.startsWith("postgresql://") ? "postgresql://…" : it)
                .toList();
        return new Settings(
                quick,
                url,
                postgres,
                rate,
                parsedDuration(),
                members,
                listeners,
                pairs,
                tokens,
                folder,
                k6,
                root,
                "loadtest/run " + String.join(" ", shown));
    }

    private static boolean plainPath(URI url) {
        return url.getQuery() == null && (url.getPath() == null || url.getPath().isEmpty());
    }

    private Duration parsedDuration() {
        if (duration.isEmpty()) return Duration.ZERO;
        Matcher given = DURATION.matcher(duration);
        if (!given.matches()) throw wrong("--duration must be like 90s, 10m or 1h, not \"" + duration + "\"");
        long count = Long.parseLong(given.group(1));
        Duration parsed = switch (given.group(2)) {
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
        if (parsed.compareTo(DURATION_MAX) > 0) throw wrong("--duration must be a day at most");
        return parsed;
    }

    private ParameterException wrong(@Nullable String message) {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        return new ParameterException(spec.commandLine(), String.valueOf(message));
    }

    private static String machine(Settings settings) throws InterruptedException {
        return Machine.text() + ", Java " + Runtime.version().feature() + ", " + k6Version(settings.k6());
    }

    private static String k6Version(Path k6) throws InterruptedException {
        try {
            Process asked = new ProcessBuilder(k6.toString(), "version")
                    .redirectErrorStream(true)
                    .start();
            String line = asked.inputReader().readLine();
            asked.waitFor();
            return line == null ? "k6" : line.replaceAll(" \\(.*", "");
        } catch (IOException failed) {
            throw new Failure("k6 (" + k6 + ") does not start", failed);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        } catch (IOException | java.io.UncheckedIOException failed) {
            if (Files.exists(folder))
                System.err.println("loadtest: " + folder + " could not be deleted: " + failed.getMessage());
        }
    }
}
