package io.yizhan.journal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.yizhan.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal's folder is one process's. */
@Tag("server")
class JournalHolderTest {
    private static final FileJournalOptions OPTIONS = FileJournalOptions.of("shanghai");

    @TempDir
    Path folder;

    @Test
    void tellsAnotherProcessWhoHoldsIt() throws Exception {
        Journal journal = FileJournal.open(new FolderDisk(folder), OPTIONS, Runnable::run);
        assertThat(openInAnotherProcess())
                .contains("JournalUnusable", "pid " + ProcessHandle.current().pid() + " on ", " since ");
        journal.close();
        assertThat(openInAnotherProcess()).contains("opened");
    }

    private String openInAnotherProcess() throws Exception {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path output = Files.createTempFile("second-opener", ".txt");
        Process process = new ProcessBuilder(
                        java.toString(),
                        "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SecondOpener.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String said = Files.readString(output);
        Files.delete(output);
        return said;
    }

    /** Another process's attempt. */
    static final class SecondOpener {
        public static void main(String[] args) {
            try (FileJournal journal = FileJournal.open(new FolderDisk(Path.of(args[0])), OPTIONS, Runnable::run)) {
                System.out.println("opened, ends with " + journal.lastSeq());
            } catch (IOException e) {
                System.out.println(e);
            }
        }
    }
}
