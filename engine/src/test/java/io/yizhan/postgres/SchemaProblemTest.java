package io.yizhan.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.writebehind.HandmadeHistory;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class SchemaProblemTest {
    private final String database = TestPostgres.freshDatabase();
    private final PostgresUri uri = new PostgresUri(database);

    @Test
    void isAbsentInAnEmptyDatabase() {
        assertThat(Schema.problem(uri)).isEqualTo(new SchemaProblem.Absent());
    }

    @Test
    void isNoneOnceTheTablesAreMade() {
        Schema.migrate(uri);

        assertThat(Schema.problem(uri)).isNull();
    }

    @Test
    void isNewerWithAMigrationThatThisProgramLacks() throws SQLException {
        Schema.migrate(uri);
        HandmadeHistory.add(database, 99, 7);

        assertThat(Schema.problem(uri)).isEqualTo(new SchemaProblem.Newer("99"));
    }

    @Test
    void isUnreleasedWithAnotherFirstMigrationHoweverManyFollow() throws SQLException {
        for (int version : List.of(1, 2, 3)) {
            HandmadeHistory.add(database, version, 7);

            assertThat(Schema.problem(uri)).isEqualTo(new SchemaProblem.Unreleased());
        }
    }
}
