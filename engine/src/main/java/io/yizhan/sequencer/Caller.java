package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Asks the writer from a thread of the same process, and waits for the answer. Any thread; one call at a time per instance. */
public final class Caller implements Mailbox {
    /** Commands of {@link #callAll} that are under way at once. */
    private static final int WINDOW = 1_024;

    private static final long RETRY_NS = 5_000_000;

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

    /**
     * Asks for many things, without waiting for each, and returns when all are answered. Waits where the writer has too much to do. What
     * comes behind a command that the region does not take is not asked for: it may rest on it.
     *
     * @return the first refusal, or else {@link Outcome.Done}
     */
    public Outcome callAll(List<Command> commands) {
        AtomicReference<Outcome> result = new AtomicReference<>(Outcome.Done.DONE);
        Semaphore window = new Semaphore(WINDOW);
        Mailbox mailbox = new Mailbox() {
            @Override
            public void put(Submission submission) {
                submission.answer();
            }

            @Override
            public void flush() {}
        };
        for (Command command : commands) {
            window.acquireUninterruptibly();
            Submission submission = new Submission(command, mailbox) {
                @Override
                protected void answered(Outcome outcome) {
                    if (outcome instanceof Refusal) result.compareAndSet(Outcome.Done.DONE, outcome);
                    window.release();
                }
            };
            Refusal refusal = inbox.offer(submission);
            while (refusal instanceof Refusal.Overloaded) {
                LockSupport.parkNanos(this, RETRY_NS);
                refusal = inbox.offer(submission);
            }
            if (refusal != null) {
                result.compareAndSet(Outcome.Done.DONE, refusal);
                window.release();
                break;
            }
        }
        window.acquireUninterruptibly(WINDOW);
        return Objects.requireNonNull(result.get());
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
