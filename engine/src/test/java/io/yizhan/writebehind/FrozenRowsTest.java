package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.postgres.PostgresUri;
import io.yizhan.postgres.Schema;
import io.yizhan.postgres.TestPostgres;
import java.nio.file.Path;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that former versions wrote lie here as files, and tell today's books what they told those of then. */
@Tag("server")
class FrozenRowsTest {
    /** @param schema the migration that had been made last when the rows were written */
    @ParameterizedTest
    @CsvSource({"rows-1, 1", "rows-2, 2", "rows-3, 3", "rows-4, 4", "rows-7, 7"})
    void tellsWhatRowsOfFormerVersionsSay(String name, String schema) throws Exception {
        var frozen = new FrozenRows(
                Path.of(FrozenRowsTest.class.getResource("/frozen/" + name).toURI()));
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        Flyway.configure()
                .dataSource(uri.jdbcUrl(), uri.user(), uri.password())
                .target(schema)
                .load()
                .migrate();
        frozen.read(uri);
        Schema.migrate(uri);

        assertThat(FrozenRows.told(uri)).isEqualTo(frozen.books());
    }
}
