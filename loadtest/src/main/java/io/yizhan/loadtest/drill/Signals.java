package io.yizhan.loadtest.drill;

import io.yizhan.loadtest.Failure;
import java.io.IOException;
import java.util.List;

/** Signals to processes that this drill started, by their pid, and other short commands. */
final class Signals {
    private Signals() {}

    /** @param signal for instance STOP */
    static void send(String signal, long pid) throws InterruptedException {
        run(List.of("kill", "-" + signal, Long.toString(pid)));
    }

    /** Whether it worked. */
    static boolean run(List<String> command) throws InterruptedException {
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
