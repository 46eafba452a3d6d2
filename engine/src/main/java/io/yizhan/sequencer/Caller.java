package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks the writer from a thread of the same process, and waits for the answer. Any thread; one call at a time per instance. */
public final class Caller implements Mailbox {
    private final Inbox inbox;
    private final Semaphore answers = new Semaphore(0);

    public Caller(Inbox inbox) {
        this.inbox = inbox;
    }

    /** The answer, durable; or the refusal. */
    public Outcome call(Command command) {
        AtomicReference<@Nullable Outcome> answer = new AtomicReference<>();
        Refusal refusal = inbox.offer(new Submission(command, this) {
            @Override
            protected void answered(Outcome outcome) {
                answer.set(outcome);
            }
        });
        if (refusal != null) return refusal;
        answers.acquireUninterruptibly();
        Outcome outcome = answer.get();
        if (outcome == null) throw new IllegalStateException("no answer to " + command);
        return outcome;
    }

    @Override
    public void put(Submission submission) {
        submission.answer();
    }

    @Override
    public void flush() {
        answers.release();
    }
}
