package io.yizhan.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * The command line: {@code serve}, {@code import}, {@code doctor}, {@code journal dump}, {@code journal drain}. Exit codes: 0 done, 1 failed or something is wrong,
 * 2 wrong usage, configuration or catalogue.
 */
@Command(
        name = "yizhan",
        version = "Yizhan 0.1.0",
        mixinStandardHelpOptions = true,
        description = "A real-time reservation and occupancy engine for a city's public fitness stations.",
        subcommands = {Main.Serve.class, Main.Import.class, DoctorCommand.class, JournalCommand.class})
public final class Main implements Callable<Integer> {
    static final int FAILED = 1;
    static final int WRONG = 2;

    public static void main(String[] arguments) {
        int code = commandLine().execute(arguments);
        if (code != 0) System.exit(code);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setUsageHelpWidth(110);
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
        @Override
        public Integer call() {
            Config config = config(false);
            if (config == null) return WRONG;
            // Images are drawn without a display, whatever DISPLAY says.
            System.setProperty("java.awt.headless", "true");
            CountDownLatch stopped = new CountDownLatch(1);
            try {
                StopSignals.listen();
                Engine engine = Engine.start(config);
                Runtime.getRuntime()
                        .addShutdownHook(new Thread(
                                () -> {
                                    StopSignals.endAfter(Duration.ofSeconds(config.shutdownMaxS()), engine::stopping);
                                    engine.close();
                                    stopped.countDown();
                                },
                                "shutdown"));
                System.out.println(config.dev() ? engine.firstSteps() : "Yizhan listens on port " + engine.port());
                stopped.await();
                return 0;
            } catch (StartFailed failure) {
                return failed(failure);
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
            description =
                    "Checks a city file and stores it, whole or not at all. The engine serves it from its next start.",
            footerHeading = "%nEnvironment:%n",
            modelTransformer = SettingsFooter.class)
    static final class Import implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "the city file, see engine/CATALOGUE.md")
        @Nullable
        Path file;

        @Override
        public Integer call() {
            Config config = config(false);
            if (config == null) return WRONG;
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
            logAt(config.logLevel());
            return config;
        } catch (ConfigInvalid invalid) {
            System.err.println("The configuration is wrong:");
            for (String problem : invalid.problems()) System.err.println("  " + problem);
            return null;
        }
    }

    private static void logAt(String level) {
        var root = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(ch.qos.logback.classic.Level.toLevel(level));
    }

    static int failed(StartFailed failure) {
        System.err.println(failure.getMessage());
        return failure.getCause() instanceof io.yizhan.catalogue.CatalogueInvalid ? WRONG : FAILED;
    }
}
