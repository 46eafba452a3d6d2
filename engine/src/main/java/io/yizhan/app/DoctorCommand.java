package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.doctor.Doctor;
import io.yizhan.doctor.DoctorReport;
import io.yizhan.doctor.DoctorStream;
import io.yizhan.postgres.EmbeddedPostgres;
import io.yizhan.postgres.PostgresUri;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tells in words what state journal and database are in. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = {
            "Reads the journal and PostgreSQL, and tells what state they are in: every checksum, every event, and that both agree.",
            "Changes nothing: no migration is run, no lock taken. Beside a running engine it looks at what is durable.",
            "Progress goes to standard error. Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage."
        },
        footerHeading = "%nEnvironment:%n",
        modelTransformer = SettingsFooter.class)
final class DoctorCommand implements Callable<Integer> {
    @Option(
            names = "--start-postgres",
            description = "starts the embedded PostgreSQL for as long as it is read, where it isn't running: "
                    + "it may then recover from its own crash, which changes its files, not its rows")
    boolean startPostgres;

    /** Where the rows are: one of the first two is null. */
    private record Rows(
            @Nullable PostgresUri uri,
            @Nullable String unread,
            @Nullable EmbeddedPostgres started) {}

    @Override
    public Integer call() {
        Config config = Main.config(true);
        if (config == null) return Main.WRONG;
        DoctorReport report = new DoctorReport(System.out);
        try {
            Rows rows = rows(config);
            try {
                new Doctor(
                                config.region(),
                                config.journalFolder(config.region()),
                                rows.uri,
                                rows.unread,
                                report,
                                System.err)
                        .run();
                Config.Cluster cluster = config.cluster();
                if (cluster != null && rows.uri != null)
                    new DoctorStream(config.region(), cluster, rows.uri, report).run();
            } finally {
                if (rows.started != null) rows.started.close();
            }
        } catch (IOException failure) {
            report.wrong(String.valueOf(failure.getMessage()));
        }
        return report.end() ? 0 : Main.FAILED;
    }

    private Rows rows(Config config) throws IOException {
        if (config.postgres() != null)
            return new Rows(new PostgresUri(config.postgres().toString()), null, null);
        Path folder = config.dataDir().resolve("postgres");
        if (!Files.exists(folder.resolve("data").resolve("PG_VERSION")))
            return new Rows(
                    null,
                    "there is no embedded PostgreSQL in " + folder + ", and " + Setting.POSTGRES_URI.variable()
                            + " names none",
                    null);
        String running = EmbeddedPostgres.runningOn(folder);
        if (running != null) return new Rows(new PostgresUri(running), null, null);
        if (!startPostgres)
            return new Rows(
                    null, "the embedded PostgreSQL in " + folder + " is not running; --start-postgres starts it", null);
        System.err.println("starting the embedded PostgreSQL in " + folder);
        Main.stopPostgresAtTheEnd();
        EmbeddedPostgres started = EmbeddedPostgres.start(folder, 0);
        return new Rows(new PostgresUri(started.uri()), null, started);
    }
}
