package io.yizhan.loadtest.cluster;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.util.List;

/** Signals to processes that were started here, by their pid, and other short commands. */
public final class Signals {
    private Signals() {}

    /** @param signal for instance STOP */
    public static void send(String signal, long pid) throws InterruptedException {
        run(List.of("kill", "-" + signal, Long.toString(pid)));
    }

    /** Whether it worked. */
    public static boolean run(List<String> command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException failed) {
            throw new Failure(command.getFirst() + " does not start", failed);
        }
    }
}
