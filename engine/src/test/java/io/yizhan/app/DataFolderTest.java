package io.yizhan.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yizhan.config.StartFailed;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path folder;

    @Test
    void makesTheFolderWhateverItsName() throws Exception {
        Path deep = folder.resolve("数据/驿站 1/data");
        try (Closeable taken = DataFolder.taken(deep)) {
            assertThat(deep).isDirectory();
            assertThat(taken).isNotNull();
        }
    }

    /** Whoever knows the keys in it can be anybody. */
    @Test
    void keepsTheFolderFromOthers() throws Exception {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Path each : List.of(open, folder.resolve("above/fresh"))) {
            DataFolder.taken(each).close();
            assertThat(Files.getPosixFilePermissions(each)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        }
        // What is above may be others', too.
        assertThat(Files.getPosixFilePermissions(folder.resolve("above"))).contains(PosixFilePermission.OTHERS_EXECUTE);
    }

    @Test
    void saysWhyAFolderCantBeUsedAndWhatToDo() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("nowhere"));

        assertRefused(file, "The data folder " + file + " can't be used: it is a file.");
        assertRefused(file.resolve("below"), "can't be used: " + file + " is a file.");
        assertRefused(link, "can't be used: " + link + " is a link that leads nowhere.");
        assertRefused(
                Path.of("/proc/yizhan-data"), "The data folder /proc/yizhan-data can't be used: it can't be made: ");
    }

    @Test
    void saysWhoMayNotWrite() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        boolean obeyed = closed.toFile().setWritable(false, false) && !Files.isWritable(closed);
        org.junit.jupiter.api.Assumptions.assumeTrue(obeyed, "whoever is root may write anywhere");
        String user = System.getProperty("user.name");

        assertRefused(closed, "can't be written to by user " + user);
        assertRefused(closed.resolve("below"), "user " + user + " may not write to " + closed);
    }

    private static void assertRefused(Path path, String words) {
        assertThatThrownBy(() -> DataFolder.taken(path))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining(words)
                .hasMessageEndingWith(". Set YIZHAN_DATA_DIR to a folder that can be.");
    }
}
