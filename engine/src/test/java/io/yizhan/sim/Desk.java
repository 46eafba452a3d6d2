package io.yizhan.sim;

import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Submission;
import org.jspecify.annotations.Nullable;

/** Where a request ends up: one writer, in one process. */
interface Desk {
    /** The process, whose death nobody outlives who waits here. */
    Life life();

    @Nullable
    Refusal offer(Submission submission);

    /** It is about to let somebody know. */
    void answers(Op.Attempt attempt, Outcome outcome);
}
