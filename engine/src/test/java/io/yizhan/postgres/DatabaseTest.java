package io.yizhan.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.config.Config;
import io.yizhan.config.ConfigInvalid;
import io.yizhan.config.StartFailed;
import io.yizhan.drill.Rows;
import io.yizhan.writebehind.HandmadeHistory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Databases with tables that are not for this program: the start is refused, says what to do, and changes nothing. */
@Tag("server")
class DatabaseTest {
    private static final String UNRELEASED = "its tables are from before the first release";
    private static final String UNREACHABLE = "lets this user create tables";

    @TempDir
    Path folder;

    private AbstractThrowableAssert<?, ? extends Throwable> refused(Map<String, String> settings) throws ConfigInvalid {
        Map<String, String> all = new HashMap<>(settings);
        all.put("YIZHAN_DEV", "true");
        all.put("YIZHAN_DATA_DIR", folder.toString());
        Config config = Config.of(all);
        return assertThatThrownBy(() -> Database.open(config).close())
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("can't be used")
                .hasMessageNotContaining(UNREACHABLE);
    }

    @Test
    void refusesADatabaseFromBeforeTheFirstRelease() throws Exception {
        String database = TestPostgres.freshDatabase();
        for (int version = 1; version <= 8; version++) HandmadeHistory.add(database, version, version);

        refused(Map.of("YIZHAN_POSTGRES_URI", database))
                .hasMessageContainingAll(UNRELEASED, "drop the database", "move the data folder " + folder + " away");
        refused(Map.of("YIZHAN_POSTGRES_URI", database, "YIZHAN_REDIS_URI", "redis://127.0.0.1:1"))
                .hasMessageContainingAll(UNRELEASED, "drop the database", "empty the Redis of YIZHAN_REDIS_URI");

        assertThat(tables(database)).isOne();
        assertThat(new Rows(database).number("select count(*) from flyway_schema_history"))
                .isEqualTo(8);
    }

    @Test
    void refusesAnEmbeddedDatabaseFromBeforeTheFirstReleaseAndStopsIt() throws Exception {
        Path postgres = folder.resolve("postgres");
        try (EmbeddedPostgres former = EmbeddedPostgres.start(postgres, 0)) {
            HandmadeHistory.add(former.uri(), 1, 7);
        }

        refused(Map.of())
                .hasMessageContainingAll(UNRELEASED, "Begin anew: move the data folder " + folder + " away")
                .hasMessageNotContaining("drop");
        assertThat(Postmaster.of(postgres.toRealPath().resolve("data"))).isNull();
    }

    @Test
    void leavesTheDatabaseOfANewerProgramToThatOne() throws Exception {
        String database = TestPostgres.freshDatabase();
        Schema.migrate(new PostgresUri(database));
        long tables = tables(database);
        HandmadeHistory.add(database, 99, 7);

        refused(Map.of("YIZHAN_POSTGRES_URI", database))
                .hasMessageContaining("its schema has version 99")
                .hasMessageEndingWith("use one at least as new as wrote it");
        assertThat(tables(database)).isEqualTo(tables);
    }

    @Test
    void saysWhatToCheckWhereNobodyAnswers() throws Exception {
        Config config =
                Config.of(Map.of("YIZHAN_DEV", "true", "YIZHAN_POSTGRES_URI", "postgresql://u@127.0.0.1:1/none"));

        assertThatThrownBy(() -> Database.open(config).close())
                .isInstanceOf(StartFailed.class)
                .hasMessageContainingAll("can't be used", "YIZHAN_POSTGRES_URI", UNREACHABLE);
    }

    private static long tables(String database) {
        return new Rows(database)
                .number("select count(*) from information_schema.tables where table_schema = 'public'");
    }
}
