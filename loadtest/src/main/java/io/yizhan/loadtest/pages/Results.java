package io.yizhan.loadtest.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Where a run leaves what it found. */
final class Results {
    private Results() {}

    /** A new folder, named by the time. */
    static Path folder(Path root, String name) throws IOException {
        String now = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(ZonedDateTime.now(ZoneOffset.UTC));
        return Files.createDirectories(root.resolve("loadtest/results/" + now + "-pages-" + name));
    }
}
