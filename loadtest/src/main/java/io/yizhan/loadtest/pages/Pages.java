package io.yizhan.loadtest.pages;

import io.yizhan.loadtest.ChildProcess;
import io.yizhan.loadtest.Failure;
import io.yizhan.loadtest.OwnEngine;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line of {@code loadtest/pages}. */
@Command(
        name = "loadtest/pages",
        sortOptions = false,
        usageHelpWidth = 110,
        header = "Looks at an engine's pages in the Chromium of this machine.",
        subcommands = {Pictures.class, Lighthouse.class, Soak.class},
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Each command has a --help of its own.",
            "Options of the script itself: --no-build takes what was built last time.",
            "Exit: 0 all is well, 1 it is not, or nothing answers, 2 wrong usage, 3 a program is missing."
        })
final class Pages {
    private static final int MISSING = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "this")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;

    @Option(names = "--root", hidden = true)
    Path root = Path.of(".");

    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(Pages::cleanUp, "clean-up"));
        System.exit(commandLine().execute(args));
    }

    // Also at Ctrl-C: first the processes, then what they leave.
    private static void cleanUp() {
        OwnEngine.closeLast();
        ChildProcess.endAll();
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Pages());
        line.setExecutionExceptionHandler((failure, it, result) -> {
            if (!(failure instanceof Failure || failure instanceof MissingProgram)) throw failure;
            it.getErr().println(it.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
            return failure instanceof MissingProgram ? MISSING : 1;
        });
        return line;
    }
}
