package io.yizhan.http.loop;

import io.vertx.core.Context;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Submission;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings answers from the writer to one event loop: one task for a whole batch of them. What is in it is limited by what the inbox accepts.
 */
final class EventLoopMailbox implements Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoopMailbox.class);

    private final Context context;
    private final Queue<Submission> decided = new MpscUnboundedArrayQueue<>(1024);
    private final AtomicBoolean scheduled = new AtomicBoolean();

    EventLoopMailbox(Context context) {
        this.context = context;
    }

    @Override
    public void put(Submission submission) {
        decided.add(submission);
    }

    @Override
    public void flush() {
        if (decided.isEmpty() || scheduled.get() || !scheduled.compareAndSet(false, true)) return;
        context.runOnContext(task -> answerAll());
    }

    private void answerAll() {
        // Before the first poll: a flush that finds the flag set relies on polls that come after its puts.
        scheduled.set(false);
        for (Submission next = decided.poll(); next != null; next = decided.poll()) answer(next);
    }

    /** What goes wrong with one answer keeps no other from its own. */
    private static void answer(Submission submission) {
        try {
            submission.answer();
        } catch (RuntimeException | Error defect) {
            LOG.error("an answer was lost", defect);
        }
    }
}
