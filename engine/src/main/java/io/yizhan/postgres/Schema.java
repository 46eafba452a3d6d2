package io.yizhan.postgres;

import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;

/** The tables of a database, as the migrations in {@code db/migration} make them. Any thread; calls block. */
public final class Schema {
    private Schema() {}

    /** Brings them up to date. Several may try at once: one does it. */
    public static void migrate(PostgresUri uri) {
        migrations(uri).migrate();
    }

    static Flyway migrations(PostgresUri uri) {
        return Flyway.configure()
                .dataSource(uri.jdbcUrl(), uri.user(), uri.password())
                .locations("classpath:db/migration")
                .load();
    }

    /** What keeps this program from using the tables. Null where nothing does. */
    public static @Nullable SchemaProblem problem(PostgresUri uri) {
        MigrationInfoService info = migrations(uri).info();
        MigrationInfo current = info.current();
        if (current == null) return new SchemaProblem.Absent();
        // Before anything else: what such tables say of their version means nothing.
        for (MigrationInfo migration : info.all()) if (isAnother(migration)) return new SchemaProblem.Unreleased();
        for (MigrationInfo migration : info.all()) {
            String version = String.valueOf(migration.getVersion());
            MigrationState state = migration.getState();
            if (state.isFailed()) return new SchemaProblem.HalfMigrated(version);
            if (state.isApplied() && !state.isResolved()) return new SchemaProblem.Newer(version);
        }
        return info.pending().length == 0 ? null : new SchemaProblem.Older(String.valueOf(current.getVersion()));
    }

    /** Whether the database had another migration under this one's version. */
    private static boolean isAnother(MigrationInfo migration) {
        MigrationState state = migration.getState();
        return state.isApplied()
                && state.isResolved()
                && !Objects.equals(migration.getAppliedChecksum(), migration.getResolvedChecksum());
    }
}
