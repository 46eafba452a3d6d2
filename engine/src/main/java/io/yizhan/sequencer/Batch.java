package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Commands from their queues to their answers. One thread at a time; outcomes that nobody has been told yet are the writer's, so that
 * commands may be taken from a writer that does not move, and be answered otherwise.
 */
final class Batch {
    private final @Nullable Submission[] taken;
    private final @Nullable Outcome[] outcomes;
    private final List<Mailbox> mailboxes = new ArrayList<>();
    private final Observer observer;
    private final Mishaps mishaps;
    private int size;

    Batch(int max, Observer observer, Mishaps mishaps) {
        taken = new Submission[max];
        outcomes = new Outcome[max];
        this.observer = observer;
        this.mishaps = mishaps;
    }

    /** Takes what there is, the first lane first. @return how many */
    int fill(List<MpscArrayQueue<Submission>> lanes) {
        for (int i = 0; i < lanes.size() && size < taken.length; i++) {
            MpscArrayQueue<Submission> lane = lanes.get(i);
            while (size < taken.length) {
                Submission next = lane.poll();
                if (next == null) break;
                taken[size++] = next;
            }
        }
        return size;
    }

    Command command(int i) {
        return Objects.requireNonNull(taken[i]).command;
    }

    void decided(int i, Outcome outcome) {
        outcomes[i] = outcome;
    }

    /** Gives each its outcome, and is empty again. */
    void answer() {
        answer(null);
        clear();
    }

    /**
     * Gives each its outcome. What one mailbox throws keeps no other from its answers.
     *
     * @param instead of what was decided
     */
    void answer(@Nullable Outcome instead) {
        if (size == 0) return;
        long nowNs = System.nanoTime();
        for (int i = 0; i < size; i++) {
            Submission submission = Objects.requireNonNull(taken[i]);
            Outcome outcome = instead == null ? Objects.requireNonNull(outcomes[i]) : instead;
            submission.outcome = outcome;
            observer.answered(submission.command, outcome, nowNs - submission.submittedNs);
            put(submission);
        }
        for (int i = 0; i < mailboxes.size(); i++) flush(mailboxes.get(i));
        mailboxes.clear();
    }

    private void put(Submission submission) {
        try {
            submission.mailbox.put(submission);
            if (!mailboxes.contains(submission.mailbox)) mailboxes.add(submission.mailbox);
        } catch (RuntimeException | Error defect) {
            mishaps.say("an answer found no way to who waits for it", defect);
        }
    }

    private void flush(Mailbox mailbox) {
        try {
            mailbox.flush();
        } catch (RuntimeException | Error defect) {
            mishaps.say("answers found no way to who waits for them", defect);
        }
    }

    void clear() {
        Arrays.fill(taken, 0, size, null);
        Arrays.fill(outcomes, 0, size, null);
        size = 0;
    }
}
