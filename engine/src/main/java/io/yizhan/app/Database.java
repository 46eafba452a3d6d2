package io.yizhan.app;

import io.yizhan.writebehind.PostgresUri;
import io.yizhan.writebehind.RegionStore;
import io.yizhan.writebehind.RowsReview;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The PostgreSQL that the engine writes to: the one configured, or an embedded one that it starts and stops itself. Schema up to date. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(30);

    private final PostgresUri uri;
    private final @Nullable EmbeddedPostgres embedded;

    private Database(PostgresUri uri, @Nullable EmbeddedPostgres embedded) {
        this.uri = uri;
        this.embedded = embedded;
    }

    static Database open(Config config) throws StartFailed {
        URI configured = config.postgres();
        EmbeddedPostgres embedded = configured == null ? startEmbedded(config) : null;
        PostgresUri uri = new PostgresUri(embedded == null ? String.valueOf(configured) : embedded.uri());
        try {
            RegionStore.migrate(uri);
            String problem = RowsReview.schemaProblem(uri);
            if (problem != null) throw new IllegalStateException(problem);
            return new Database(uri, embedded);
        } catch (RuntimeException failure) {
            Database opened = new Database(uri, embedded);
            opened.close();
            throw new StartFailed(
                    "PostgreSQL at " + uri + " can't be used: " + reason(failure) + "\nCheck "
                            + Setting.POSTGRES_URI.variable()
                            + ", and that the server is up and lets this user create tables.",
                    failure);
        }
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

    PostgresUri uri() {
        return uri;
    }

    boolean isEmbedded() {
        return embedded != null;
    }

    @Override
    public void close() {
        close(Deadline.in(CLOSE_MAX));
    }

    void close(Deadline by) {
        if (embedded == null) return;
        try {
            embedded.close(by.left());
        } catch (IOException failure) {
            LOG.warn("the embedded PostgreSQL did not stop", failure);
        }
    }
}
