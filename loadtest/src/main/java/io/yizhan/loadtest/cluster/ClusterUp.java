package io.yizhan.loadtest.cluster;

import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of {@code loadtest/cluster}, which sets the hidden option. */
@Command(
        name = "loadtest/cluster",
        sortOptions = false,
        usageHelpWidth = 110,
        header =
                "Starts on this machine what docker-compose.yml starts in containers: engines that share their cities, "
                        + "PostgreSQL, Redis, and nginx in front.",
        description = {
            "",
            "With the same variables, for development (free tokens), on free ports of the loopback address, in a folder that is gone at the "
                    + "end. Ctrl-C ends it.",
            ""
        },
        footer = {
            "",
            "Options of the script itself: --no-build takes what was built last time.",
            "Exit: 130 ended by Ctrl-C, 1 it could not be started, or one of them died, 2 wrong usage."
        })
final class ClusterUp implements Callable<Integer> {
    private static final int NODES_MAX = 9;
    private static final int REGIONS_MAX = 64;
    private static volatile @Nullable Cluster current;
    private static volatile boolean ending;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(index = "0", paramLabel = "up", description = "the one command that there is")
    private String command = "";

    @Option(names = "--nodes", paramLabel = "N", description = "engines; default 2")
    private int nodes = 2;

    @Option(
            names = "--regions",
            paramLabel = "A,B,…",
            split = ",",
            description =
                    "cities that they share; default sh, the demo city. Others are small ones, the same for each name")
    private List<String> regions = List.of(Cluster.DEMO_CITY);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--root", hidden = true)
    private Path root = Path.of(".");

    public static void main(String[] args) {
        // Also at Ctrl-C.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            ending = true;
                            Cluster cluster = current;
                            if (cluster != null) cluster.close();
                            ChildProcess.endAll();
                        },
                        "clean-up"));
        System.exit(new CommandLine(new ClusterUp()).execute(args));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!command.equals("up")) throw wrong("there is no command \"" + command + "\"; there is up");
        if (nodes < 1 || nodes > NODES_MAX) throw wrong("--nodes must be 1 to " + NODES_MAX);
        if (regions.size() > REGIONS_MAX || new HashSet<>(regions).size() != regions.size())
            throw wrong("--regions must be up to " + REGIONS_MAX + " different names");
        for (String region : regions)
            if (!region.matches("[a-z0-9-]{1,40}"))
                throw wrong("--regions: \"" + region + "\" is not 1 to 40 of a-z, 0-9 and -");
        System.err.println("cluster: starting");
        try (Cluster cluster = new Cluster(root, new Cluster.Plan(nodes, regions, false, "-Xmx512m", Map.of()))) {
            current = cluster;
            cluster.start();
            Front front = cluster.front();
            System.out.println(ready(cluster, front));
            watch(cluster);
            return 0;
        } catch (Failure failed) {
            System.err.println("cluster: " + failed.getMessage());
            return 1;
        }
    }

    private ParameterException wrong(String message) {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        return new ParameterException(spec.commandLine(), message);
    }

    private String ready(Cluster cluster, @Nullable Front front) throws InterruptedException {
        StringBuilder text =
                new StringBuilder("\n").append(nodes).append(nodes == 1 ? " engine has " : " engines share ");
        text.append(String.join(", ", regions)).append("\n\n");
        if (front == null)
            text.append("  there is no nginx on this machine, so nothing stands in front: take any engine\n");
        else text.append("  in front  ").append(front.url).append("  (nginx)\n");
        for (Node node : cluster.nodes) {
            text.append("  ").append(node.id).append("        ").append(node.url);
            text.append("  pid ")
                    .append(node.pid())
                    .append(", log ")
                    .append(node.log())
                    .append('\n');
        }
        text.append("  Redis     redis://127.0.0.1:")
                .append(cluster.redis.port)
                .append("  (")
                .append(cluster.redis.program())
                .append(")\n");
        text.append("  rows      ").append(cluster.postgres.uri()).append("\n\n");
        text.append(cluster.ownersText());
        String url = front == null ? cluster.nodes.getLast().url : front.url;
        String region = regions.getFirst();
        text.append("\nTry it:\n\n  curl -s '")
                .append(url)
                .append("/v1/stations' -H 'Yizhan-Region: ")
                .append(region)
                .append("'\n  curl -s ")
                .append(cluster.nodes.getFirst().url)
                .append("/health/ready\n\n");
        text.append(
                "  kill -9 PID of an engine, and ask again: the other one has its cities after seconds.\n\nCtrl-C ends all.");
        return text.toString();
    }

    /** Tells who has what whenever that changes, for as long as an engine lives. */
    private static void watch(Cluster cluster) throws InterruptedException {
        String last = cluster.ownersText();
        while (ending || cluster.nodes.stream().anyMatch(Node::alive)) {
            Thread.sleep(500);
            if (ending) continue;
            String now = cluster.ownersText();
            if (!now.equals(last)) System.out.println("\n" + now.stripTrailing());
            last = now;
        }
        throw new Failure("no engine lives any more");
    }
}
