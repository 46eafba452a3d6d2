package io.yizhan.postgres;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.flywaydb.core.api.MigrationInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("server")
class MigrationsTest {
    /** By version, Flyway's checksum of the file. */
    private static final Map<String, Integer> RELEASED = Map.ofEntries(
            entry("1", -1213622546),
            entry("2", 550948706),
            entry("3", -2036475907),
            entry("4", -81856210),
            entry("5", -1319542298),
            entry("6", -491296193),
            entry("7", -1124565189),
            entry("8", 1955063584),
            entry("9", -599303357),
            entry("10", -448515756),
            entry("11", -1880605652),
            entry("12", -1903442347),
            entry("13", -298925965),
            entry("14", 1719339149),
            entry("15", 1699076542),
            entry("16", -1104581894),
            entry("17", -352144637),
            entry("18", -481811059),
            entry("19", -1354107336),
            entry("20", -339070488),
            entry("21", -601136542),
            entry("22", -630277117),
            entry("23", 454430887),
            entry("24", -602841954),
            entry("25", 82860781),
            entry("26", 1900192946),
            entry("27", -234107061),
            entry("28", 642818712));

    @Test
    void neverChangesAMigrationThatIsOut() {
        var uri = new PostgresUri(TestPostgres.freshDatabase());
        Map<String, Integer> found = new TreeMap<>();
        for (MigrationInfo migration : Schema.migrations(uri).info().all())
            found.put(String.valueOf(migration.getVersion()), migration.getResolvedChecksum());

        assertThat(found)
                .as(
                        "checksums by version: a migration that is out must not change; add a new one, and its checksum here")
                .containsExactlyInAnyOrderEntriesOf(RELEASED);
    }
}
