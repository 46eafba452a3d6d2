package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.cluster.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code loadtest/drill}, which sets the hidden option. */
@Command(
        name = "loadtest/drill",
        sortOptions = false,
        usageHelpWidth = 110,
        header =
                "Breaks a running engine or its surroundings under load, heals them, and checks that every promise was kept.",
        description = {
            "",
            "Each drill has a fresh engine and PostgreSQL on free ports in a folder of its own, a cluster-… one several engines and a Redis; "
                    + "all of it is gone at the end. Where there is a k6 (as loadtest/run finds or builds it) and an nginx, it has a crowd beside "
                    + "the drill's own load in those of one city on several engines. The report, a picture and the engines' logs are in "
                    + "loadtest/results/.",
            ""
        },
        footer = {
            "",
            "Options of the script itself: --no-build takes what was built last time.",
            "Exit: 0 every promise was kept, 1 one was not or the drill could not be run, 2 wrong usage."
        })
final class Drills implements Callable<Integer> {
    private static final int ROUNDS_MAX = 10_000;
    private static volatile @Nullable AutoCloseable current;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "NAME", description = "one of those below, all, or cluster-all")
    private String name = "";

    @Option(names = "--rounds", paramLabel = "N", description = "of kill and cluster-kill; default 3")
    private int rounds = 3;

    @Option(names = "--results", paramLabel = "DIR", description = "where reports go; default loadtest/results")
    private @Nullable Path results;

    @Option(
            names = "--plant-lie",
            description = "deletes a booking's rows before the check, to see it found: the drill must then fail")
    private boolean plantLie;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--k6", hidden = true)
    private @Nullable Path k6;

    @Option(names = "--root", hidden = true)
    private Path root = Path.of(".");

    public static void main(String[] args) {
        // Also at Ctrl-C.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            end(current);
                            ChildProcess.endAll();
                        },
                        "clean-up"));
        CommandLine line = new CommandLine(new Drills());
        line.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_FOOTER_HEADING, it -> drills());
        System.exit(line.execute(args));
    }

    private static String drills() {
        StringBuilder text = new StringBuilder("\nDrills:\n");
        for (Drill it : Drill.values()) text.append(String.format(Locale.ROOT, "  %-20s %s%n", it.id, it.meaning));
        return text.append("  all                  those of one engine, one after the other\n")
                .append("  cluster-all          those of several\n")
                .toString();
    }

    private static void end(@Nullable AutoCloseable servers) {
        try {
            if (servers != null) servers.close();
        } catch (Exception failed) {
            System.err.println("drill: " + failed.getMessage());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rounds < 1 || rounds > ROUNDS_MAX) throw wrong("--rounds must be 1 to " + ROUNDS_MAX);
        List<Drill> wanted;
        try {
            wanted = switch (name) {
                case "all" -> Drill.of(false);
                case "cluster-all" -> Drill.of(true);
                default -> List.of(Drill.of(name));
            };
        } catch (IllegalArgumentException unknown) {
            throw wrong(String.valueOf(unknown.getMessage()));
        }
        int failed = 0;
        for (Drill it : wanted) if (!run(it)) failed++;
        if (wanted.size() > 1)
            System.err.println("drill: " + (wanted.size() - failed) + " passed, " + failed + " failed");
        return failed == 0 ? 0 : 1;
    }

    private ParameterException wrong(String message) {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        return new ParameterException(spec.commandLine(), message);
    }

    private boolean run(Drill drill) throws IOException, InterruptedException {
        ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS);
        Path folder = (results == null ? root.resolve("loadtest/results") : results)
                .resolve(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(now) + "-drill-" + drill.id);
        DrillResult result = new DrillResult(
                drill,
                now.toString(),
                "loadtest/drill " + drill.id
                        + (drill == Drill.KILL || drill == Drill.CLUSTER_KILL ? " --rounds " + rounds : "")
                        + (plantLie ? " --plant-lie" : ""));
        System.err.println("drill: " + drill.id + ": " + drill.meaning);
        if (drill.cluster()) several(result, folder);
        else one(result, folder);
        System.out.println(DrillReport.markdown(result));
        System.out.println("report: " + folder.resolve("report.md"));
        return result.passed();
    }

    private void one(DrillResult result, Path folder) throws IOException, InterruptedException {
        try (Rig rig = new Rig(root)) {
            current = rig;
            try {
                new DrillRun(rig, result, rounds, plantLie).run();
            } catch (Failure failed) {
                result.broken.add(failed.getMessage() + "\n" + rig.engineLog());
            }
            DrillReport.write(result, folder);
            rig.copyLog(folder.resolve("engine.log"));
        } finally {
            current = null;
        }
    }

    private void several(DrillResult result, Path folder) throws IOException, InterruptedException {
        boolean regions = result.drill == Drill.CLUSTER_REGIONS;
        Cluster.Plan plan = regions ? RegionsRun.plan() : ClusterRun.plan(2, List.of(ClusterRun.REGION), result.drill);
        try (Cluster cluster = new Cluster(root, plan)) {
            current = cluster;
            try {
                if (regions) new RegionsRun(cluster, result, plantLie).run();
                else new ClusterRun(cluster, result, rounds, plantLie, k6).run();
            } catch (Failure failed) {
                result.broken.add(String.valueOf(failed.getMessage()));
            }
            DrillReport.write(result, folder);
            cluster.copyLogs(folder);
        } finally {
            current = null;
        }
    }
}
