package io.yizhan.postgres;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.postgres.SchemaProblem.Absent;
import io.yizhan.postgres.SchemaProblem.Older;
import io.yizhan.postgres.SchemaProblem.Unreleased;
import io.yizhan.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that the engine writes to: the one configured, or an embedded one that it starts and stops itself. Schema up to date. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

    private final PostgresUri uri;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(PostgresUri uri, @Nullable EmbeddedPostgres embedded) {
        this.uri = uri;
        this.embedded = embedded;
    }

    /**
     * Returns when it can be used.
     *
     * @throws StartFailed it can't; says what to do
     */
    public static Database open(Config config) throws StartFailed {
        URI configured = config.postgres();
        EmbeddedPostgres embedded = configured == null ? startEmbedded(config) : null;
        PostgresUri uri = new PostgresUri(embedded == null ? String.valueOf(configured) : embedded.uri());
        Database database = new Database(uri, embedded);
        String unusable = "PostgreSQL at " + uri + " can't be used: ";
        boolean usable = false;
        try {
            SchemaProblem problem = bringUpToDate(uri);
            if (problem != null) throw new StartFailed(unusable + problem.text() + wayOut(problem, config));
            usable = true;
            return database;
        } catch (RuntimeException failure) {
            throw new StartFailed(
                    unusable + reason(failure) + "\nCheck " + Setting.POSTGRES_URI.variable()
                            + ", and that the server is up and lets this user create tables.",
                    failure);
        } finally {
            if (!usable) database.close();
        }
    }

    /** What is in the way still; null where nothing is. Tables that are not for this program stay as they are. */
    private static @Nullable SchemaProblem bringUpToDate(PostgresUri uri) {
        SchemaProblem problem = Schema.problem(uri);
        if (!(problem instanceof Absent || problem instanceof Older)) return problem;
        Schema.migrate(uri);
        return Schema.problem(uri);
    }

    /** What the text of the problem does not say: only here it is known what else belongs to the database. */
    private static String wayOut(SchemaProblem problem, Config config) {
        if (!(problem instanceof Unreleased)) return "";
        String folder = "move the data folder " + config.dataDir().toAbsolutePath() + " away";
        if (config.postgres() == null) return ".\nBegin anew: " + folder + ". The next start makes another one.";
        return ".\nBegin anew: drop the database and create it again, and "
                + (config.cluster() == null
                        ? folder + ", since its journal belongs to that database."
                        : "empty the Redis of " + Setting.REDIS_URI.variable()
                                + ", since its streams belong to that database.");
    }

    /** What the database or its driver says, without the frame that the migrations put around it. */
    private static String reason(RuntimeException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause())
            if (cause instanceof SQLException said) return String.valueOf(said.getMessage());
        return String.valueOf(failure.getMessage());
    }

    private static EmbeddedPostgres startEmbedded(Config config) throws StartFailed {
        LOG.info("starting PostgreSQL, with its data in {}", config.dataDir().resolve("postgres"));
        try {
            return EmbeddedPostgres.start(config.dataDir().resolve("postgres"), config.postgresPort());
        } catch (IOException | RuntimeException failure) {
            throw new StartFailed("the embedded PostgreSQL does not start: " + failure.getMessage(), failure);
        }
    }

    public PostgresUri uri() {
        return uri;
    }

    @Override
    public void close() {
        close(Deadline.in(CLOSE_MAX));
    }

    /** Within this time; what does not stop is left as it is. */
    public void close(Deadline by) {
        if (embedded == null) return;
        try {
            embedded.close(by.left());
        } catch (IOException failure) {
            LOG.warn("the embedded PostgreSQL did not stop", failure);
        }
    }
}
