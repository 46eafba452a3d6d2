package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Pattern MIGRATION = Pattern.compile("V(\\d+)__.*\\.sql");

    /** A node says to others which rows it writes; whoever adds a migration raises the number. */
    @Test
    void tellsOtherNodesTheNewestMigration() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            int newest = files.map(file -> MIGRATION.matcher(file.getFileName().toString()))
                    .filter(name -> name.matches())
                    .mapToInt(name -> Integer.parseInt(name.group(1)))
                    .max()
                    .orElseThrow();
            assertThat(ClusterRegions.ROWS).isEqualTo(newest);
        }
    }

    /** Those told up to 9. One that passed for as new as this would be given its cities. */
    @Test
    void tellsMoreThanNodesFromBeforeTheFirstRelease() {
        assertThat(ClusterRegions.SCHEMA).isGreaterThan(9);
    }
}
