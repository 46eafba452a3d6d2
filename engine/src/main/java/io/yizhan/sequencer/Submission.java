package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import org.jspecify.annotations.Nullable;

/** A command on its way through the writer, and back to who asked. Handed from thread to thread; never used by two at once. */
public abstract class Submission {
    final Command command;
    final Mailbox mailbox;
    final long submittedNs = System.nanoTime();

    @Nullable
    Outcome outcome;

    /** @param mailbox of the thread that wants the answer */
    protected Submission(Command command, Mailbox mailbox) {
        this.command = command;
        this.mailbox = mailbox;
    }

    public final Command command() {
        return command;
    }

    /** Takes the answer, on the mailbox's thread, once it is durable. Called exactly once for each accepted submission. */
    protected abstract void answered(Outcome outcome);

    /** For mailboxes: calls {@link #answered} with the outcome. */
    public final void answer() {
        Outcome given = outcome;
        if (given == null) throw new IllegalStateException("answered before it was decided: " + command);
        answered(given);
    }
}
