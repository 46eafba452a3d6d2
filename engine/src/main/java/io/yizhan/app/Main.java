package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.ConfigInvalid;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.trust.Authorities;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command line: {@code serve}, {@code import}, {@code doctor}, {@code journal dump}, {@code journal drain}. Exit codes: 0 done, 1 failed or something is wrong,
 * 2 wrong usage, configuration or catalogue. The script {@code engine/bin/yizhan} adds {@code demo} and {@code warm}.
 */
@Command(
        name = "yizhan",
        version = "Yizhan 0.1.0",
        mixinStandardHelpOptions = true,
        description = "A real-time reservation and occupancy engine for a city's public fitness stations.",
        footer =
                "%nThe script engine/bin/yizhan also has: demo (builds, and serves the demo city), warm (starts that are faster), --zgc.",
        subcommands = {
            Main.Serve.class,
            Main.Import.class,
            DoctorCommand.class,
            JournalCommand.class,
            VerifyDrawCommand.class
        })
public final class Main implements Callable<Integer> {
    static final int FAILED = 1;
    static final int WRONG = 2;

    public static void main(String[] arguments) {
        Logs.choose(System.getenv(Setting.LOG.variable()));
        int code = commandLine().execute(arguments);
        if (code != 0) System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setUsageHelpWidth(110).setParameterExceptionHandler((wrong, arguments) -> {
            CommandLine command = wrong.getCommandLine();
            System.err.println(
                    wrong.getMessage() + ". " + command.getCommandSpec().qualifiedName() + " --help tells more.");
            return WRONG;
        });
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return WRONG;
    }

    /** Runs the engine until it is told to stop. */
    @Command(
            name = "serve",
            mixinStandardHelpOptions = true,
            description = "Runs the engine until Ctrl-C or SIGTERM.",
            footerHeading = "%nEnvironment:%n",
            modelTransformer = SettingsFooter.class)
    static final class Serve implements Callable<Integer> {
        @ArgGroup(exclusive = false)
        @Nullable
        Crowding crowding;

        @Override
        public Integer call() {
            Config config = config(false);
            if (config == null) return WRONG;
            String problem = crowding == null ? null : crowding.problem(config);
            if (problem != null) {
                System.err.println(problem);
                return WRONG;
            }
            // Images are drawn without a display, whatever DISPLAY says.
            System.setProperty("java.awt.headless", "true");
            Run run = new Run(config, crowding == null ? null : crowding.traffic());
            try {
                StopSignals.listen();
                Engine engine = run.start();
                System.out.println(config.dev() ? engine.firstSteps() : "Yizhan listens on port " + engine.port());
                run.awaitEnd();
                return 0;
            } catch (StartFailed failure) {
                // Whoever stopped it knows why it has not started.
                return run.wasToldToStop() ? FAILED : failed(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return FAILED;
            }
        }
    }

    /** Loads a city file into the database. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Checks a city file and stores it, whole or not at all. The engine serves it from its next start.",
                "Wants no settings but where the data is, and YIZHAN_REGION where the city isn't sh.",
                "Exit codes: 0 done (or, with --check, good), 1 failed (or, with --check, not good), 2 not a usable catalogue, or wrong usage."
            },
            footerHeading = "%nEnvironment:%n",
            modelTransformer = SettingsFooter.class)
    static final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "the city file, see engine/CATALOGUE.md")
        @Nullable
        Path file;

        @Option(
                names = "--check",
                description = "only checks the file: needs no database, no data folder and no settings")
        boolean onlyCheck;

        @Override
        public Integer call() {
            Path given = Objects.requireNonNull(file);
            return onlyCheck ? check(given) : store(given);
        }

        private static int check(Path file) {
            try {
                ImportRun.check(file, System.out);
                return 0;
            } catch (StartFailed failure) {
                System.err.println(failure.getMessage());
                return FAILED;
            }
        }

        private static int store(Path file) {
            Config config = config(true);
            if (config == null) return WRONG;
            if (config.cluster() != null && config.postgres() == null) {
                System.err.println(Setting.POSTGRES_URI.variable() + " is required with " + Setting.REDIS_URI.variable()
                        + ": the engines of a cluster share one PostgreSQL");
                return WRONG;
            }
            stopPostgresAtTheEnd();
            try {
                ImportRun.run(config, file, System.out);
                return 0;
            } catch (StartFailed failure) {
                return failed(failure);
            }
        }
    }

    /**
     * The configuration, with its problems told; then null.
     *
     * @param reading nothing will be served, so nothing that only serving needs is required
     */
    static @Nullable Config config(boolean reading) {
        try {
            // Only operators' variables of this process are read; --help lists them.
            Config config = reading ? Config.forReading(System.getenv()) : Config.of(System.getenv());
            Logs.level(config.logLevel());
            Path authorities = config.caFile();
            if (authorities != null) Authorities.add(authorities);
            return config;
        } catch (ConfigInvalid invalid) {
            return wrong(invalid.problems());
        } catch (IOException unreadable) {
            return wrong(List.of(Setting.CA_FILE.variable() + ": it can't be used: " + unreadable.getMessage()));
        }
    }

    private static @Nullable Config wrong(List<String> problems) {
        System.err.println("The configuration is wrong:");
        for (String problem : problems) System.err.println("  " + problem);
        return null;
    }

    /** Whatever ends this process, Ctrl-C too: an embedded server that it has started doesn't outlive it. */
    static void stopPostgresAtTheEnd() {
        Runtime.getRuntime().addShutdownHook(new Thread(EmbeddedPostgres::stopAll, "shutdown"));
    }

    static int failed(StartFailed failure) {
        System.err.println(failure.getMessage());
        return failure.getCause() instanceof io.yizhan.catalogue.CatalogueInvalid ? WRONG : FAILED;
    }
}
