package io.yizhan.sequencer;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.MpscArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * Commands from their queues to their answers. One thread at a time; outcomes that nobody has been told yet are the writer's, so that
 * commands may be taken from a writer that does not move, and be answered otherwise.
 */
final class Batch {
    /**
     * With so many commands no further bundle is begun: it waits for the next turn, so that those who come meanwhile wait for one large bundle
     * at most. A thousand commands pay for their sync as well as four thousand.
     */
    private static final int BUNDLES_UP_TO = 512;

    private final int max;
    private final @Nullable Submission[] taken;
    private final @Nullable Outcome[] outcomes;
    private final List<Mailbox> mailboxes = new ArrayList<>();
    private final Observer observer;
    private final Mishaps mishaps;
    private int size;

    Batch(int max, Observer observer, Mishaps mishaps) {
        this.max = max;
        taken = new Submission[max + Bundle.PARTS_MAX];
        outcomes = new Outcome[max + Bundle.PARTS_MAX];
        this.observer = observer;
        this.mishaps = mishaps;
    }

    /**
     * Takes what there is, the first lane first.
     *
     * @param bundled how many commands are in the queues besides those that count as one; what is taken of them is taken off
     * @return how many commands it has
     */
    int fill(List<MpscArrayQueue<Submission>> lanes, AtomicInteger bundled) {
        for (int i = 0; i < lanes.size(); i++) {
            int upTo = i == Lane.BUNDLES.rank ? Math.min(BUNDLES_UP_TO, max) : max;
            MpscArrayQueue<Submission> lane = lanes.get(i);
            while (size < upTo) {
                Submission next = lane.poll();
                if (next == null) break;
                if (next instanceof Bundle bundle) unpack(bundle, bundled);
                else taken[size++] = next;
            }
        }
        return size;
    }

    private void unpack(Bundle bundle, AtomicInteger bundled) {
        for (int i = 0; i < bundle.size(); i++) taken[size++] = bundle.part(i);
        bundled.addAndGet(1 - bundle.size());
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
