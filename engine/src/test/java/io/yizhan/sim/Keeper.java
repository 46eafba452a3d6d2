package io.yizhan.sim;

import io.yizhan.core.Command;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawOutcome.DrawsFound;
import io.yizhan.core.DrawPart;
import io.yizhan.core.DrawView;
import io.yizhan.core.Outcome;
import io.yizhan.core.SlotKey;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Submission;
import java.util.ArrayDeque;
import java.util.function.LongSupplier;

/** Reveals the secrets of draws once their entries are fixed, as the keeper within the process does; and what others have promised to say of them. */
final class Keeper implements Mailbox {
    private static final long LOOKS_EVERY_MS = 700;

    private final LongSupplier passedMs;
    private final ArrayDeque<Command> toOffer = new ArrayDeque<>();
    private long looksAtMs;
    private int unanswered;

    /** @param passedMs as {@link SimClock#passedMs} */
    Keeper(LongSupplier passedMs) {
        this.passedMs = passedMs;
    }

    boolean quiet() {
        return toOffer.isEmpty() && unanswered == 0;
    }

    /** Offers what the writer takes. */
    void offer(Desk desk) {
        if (quiet() && passedMs.getAsLong() >= looksAtMs) {
            toOffer.add(new DrawCommand.ListDraws(0, true));
            looksAtMs = passedMs.getAsLong() + LOOKS_EVERY_MS;
        }
        while (!toOffer.isEmpty()) {
            boolean taken = desk.offer(new Submission(NaiveActs.by(toOffer.getFirst()), this) {
                        @Override
                        protected void answered(Outcome outcome) {
                            unanswered--;
                            if (outcome instanceof DrawsFound found)
                                found.draws().forEach(Keeper.this::reveal);
                        }
                    })
                    == null;
            if (!taken) return;
            toOffer.removeFirst();
            unanswered++;
        }
    }

    private void reveal(DrawView draw) {
        long slot = draw.slotKey();
        int round = draw.terms().round();
        if (draw.firstSecret().isEmpty())
            toOffer.add(new DrawCommand.RevealDraw(slot, NaiveDraws.secret(slot, round, 1)));
        if (!draw.secondCommitment().isEmpty() && draw.secondSecret().isEmpty())
            toOffer.add(part(slot, DrawPart.SECOND_SECRET, NaiveDraws.secret(slot, round, 2)));
        if (draw.terms().hasSource() && draw.external().isEmpty())
            toOffer.add(part(slot, DrawPart.EXTERNAL, "x" + SlotKey.startMin(slot)));
    }

    private static Command part(long slot, DrawPart part, String value) {
        return new DrawCommand.GivePart(slot, part, value, false);
    }

    @Override
    public void put(Submission submission) {
        submission.answer();
    }

    @Override
    public void flush() {}
}
