package io.yizhan.writebehind;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.app.TestPostgres;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that former versions wrote lie here as files, and tell today's books what they told those of then. */
@Tag("server")
class FrozenRowsTest {
    @ParameterizedTest
    @ValueSource(strings = "rows-1")
    void tellsWhatRowsOfFormerVersionsSay(String name) throws Exception {
        var frozen = new FrozenRows(
                Path.of(FrozenRowsTest.class.getResource("/frozen/" + name).toURI()));
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        RegionStore.migrate(uri);
        frozen.read(uri);

        assertThat(FrozenRows.told(uri)).isEqualTo(frozen.books());
    }
}
