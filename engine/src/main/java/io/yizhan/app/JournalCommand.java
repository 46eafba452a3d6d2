package io.yizhan.app;

import io.yizhan.config.Config;
import io.yizhan.config.Setting;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Event;
import io.yizhan.journal.file.FolderDisk;
import io.yizhan.journal.file.JournalScan;
import io.yizhan.journal.record.DumpJson;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks into a journal's folder without changing it, or empties a journal into the rows. */
@Command(
        name = "journal",
        mixinStandardHelpOptions = true,
        description = "Looks into a journal, or brings it into PostgreSQL.",
        subcommands = {JournalCommand.Dump.class, JournalCommand.Drain.class})
final class JournalCommand implements Callable<Integer> {
    @Spec
    @Nullable
    CommandSpec spec;

    @Override
    public Integer call() {
        if (spec != null) spec.commandLine().usage(System.err);
        return Main.WRONG;
    }

    /** Prints events as JSON lines. */
    @Command(
            name = "dump",
            mixinStandardHelpOptions = true,
            description = {
                "Prints a journal's events, one JSON object a line: seq, at, event, and what the event has.",
                "Changes nothing, and takes no lock: works beside a running engine, and on a copy of the folder.",
                "Checks every checksum on its way. Exit codes: 0 all well, 1 damaged or unreadable, 2 wrong usage."
            },
            footerHeading = "%nEnvironment:%n",
            modelTransformer = SettingsFooter.class)
    static final class Dump implements Callable<Integer> {
        @Spec
        @Nullable
        CommandSpec spec;

        @Option(names = "--from", paramLabel = "SEQ", description = "the first event's number [${DEFAULT-VALUE}]")
        long from = 1;

        @Option(
                names = "--to",
                paramLabel = "SEQ",
                description = "the last event's number; the journal's end if not given")
        long to = Long.MAX_VALUE;

        @Parameters(
                arity = "0..1",
                paramLabel = "FOLDER",
                description = "the folder of the segments; that of the configured region if not given")
        @Nullable
        Path folder;

        @Override
        public Integer call() {
            if (spec != null && (from < 1 || to < from))
                throw new ParameterException(
                        spec.commandLine(), "--from must be at least 1, and --to not less than --from");
            Path where = folder;
            if (where == null) {
                Config config = Main.config(true);
                if (config == null) return Main.WRONG;
                where = config.journalFolder(config.region());
            }
            try {
                return dump(where, from, to, new FileOutputStream(FileDescriptor.out), System.err);
            } catch (NoSuchFileException missing) {
                System.err.println(
                        "There is no " + missing.getFile() + ": name the folder that has the .journal files, or set "
                                + Setting.DATA_DIR.variable() + " and " + Setting.REGION.variable() + ".");
                return Main.FAILED;
            } catch (IOException failure) {
                System.err.println(where + " can't be read: " + failure.getMessage());
                return Main.FAILED;
            }
        }
    }

    private static int dump(Path folder, long from, long to, FileOutputStream out, PrintStream err) throws IOException {
        requireSegments(folder);
        boolean beingWritten = FolderDisk.holderOf(folder) != null;
        JournalScan.Found found;
        try (JournalScan scan = JournalScan.open(FolderDisk.readOnly(folder), beingWritten);
                Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16)) {
            found = scan.run(from, to, new JournalScan.Visitor() {
                @Override
                public void event(long seq, Event event) throws IOException {
                    if (seq < from || seq > to) return;
                    lines.write(DumpJson.line(seq, event));
                    lines.write('\n');
                }
            });
        }
        if (found.firstSeq() > from && found.problems().isEmpty())
            err.println(
                    "The journal begins with event " + found.firstSeq() + "; those before are in the database alone.");
        for (String problem : found.problems()) err.println(problem);
        return found.problems().isEmpty() ? 0 : Main.FAILED;
    }

    private static void requireSegments(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new NoSuchFileException(folder.toString());
        try (Stream<Path> files = Files.list(folder)) {
            if (files.noneMatch(file -> file.getFileName().toString().endsWith(".journal")))
                throw new NoSuchFileException(folder + "/*.journal");
        }
    }

    /** Makes a region free to go on with another journal. */
    @Command(
            name = "drain",
            mixinStandardHelpOptions = true,
            description = {
                "Brings everything that the journal holds into PostgreSQL, so that the cities may go on with another journal:",
                "from one engine alone to a cluster (run it with that engine's settings, then start the cluster), or back",
                "(run it with a cluster node's settings, then start the engine without YIZHAN_REDIS_URI).",
                "The engines must be stopped. Exit codes: 0 done, 1 failed and nothing has moved, 2 wrong usage."
            },
            footerHeading = "%nEnvironment:%n",
            modelTransformer = SettingsFooter.class)
    static final class Drain implements Callable<Integer> {
        @Override
        public Integer call() {
            Config config = Main.config(true);
            if (config == null) return Main.WRONG;
            Main.stopPostgresAtTheEnd();
            try {
                DrainRun.run(config, System.out);
                return 0;
            } catch (StartFailed failure) {
                return Main.failed(failure);
            }
        }
    }
}
