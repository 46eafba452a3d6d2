package io.yizhan.sequencer;

import io.yizhan.core.Outcome;
import java.util.List;

/**
 * Several submissions that take one place in the queue, and are decided one after the other in one turn of the writer: the bookings of one
 * request. Each has an outcome and an answer of its own, and none knows of the others. So what many ask together costs one way through the
 * queue, is durable by one sync, and is refused as a whole where the writer would come to it too late.
 */
public final class Bundle extends Submission {
    /** The items of a broker's request (api.md). */
    public static final int PARTS_MAX = 1_000;

    private final List<? extends Submission> parts;

    /** @param parts 1 to {@value #PARTS_MAX}, in the order in which they are decided; not to be changed */
    public Bundle(List<? extends Submission> parts) {
        super(parts.getFirst().command, parts.getFirst().mailbox);
        if (parts.size() > PARTS_MAX) throw new IllegalArgumentException("a bundle of " + parts.size());
        this.parts = parts;
    }

    int size() {
        return parts.size();
    }

    Submission part(int i) {
        return parts.get(i);
    }

    /** It has none: each of its parts is answered. */
    @Override
    protected void answered(Outcome outcome) {
        throw new IllegalStateException("a bundle is answered by its parts");
    }
}
