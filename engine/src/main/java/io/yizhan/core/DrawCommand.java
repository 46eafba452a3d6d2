package io.yizhan.core;

/** What is asked of a region about draws; see {@link Command}. */
public final class DrawCommand {
    private DrawCommand() {}

    /** How a draw stands. */
    public record FindDraw(long slotKey) implements Command.OfDraws<DrawOutcome.DrawStands> {
        @Override
        public Class<DrawOutcome.DrawStands> answer() {
            return DrawOutcome.DrawStands.class;
        }
    }

    /**
     * The draws of one station, or of all, that are not carried out yet, by the moment at which they close.
     *
     * @param stationNo 0 for all
     * @param closed only those to which nobody can come any more
     */
    public record ListDraws(int stationNo, boolean closed) implements Command.OfDraws<DrawOutcome.DrawsFound> {
        @Override
        public Class<DrawOutcome.DrawsFound> answer() {
            return DrawOutcome.DrawsFound.class;
        }
    }

    /**
     * Some of a draw's entries, by number.
     *
     * @param after behind this number
     * @param limit at most so many
     */
    public record ListEntries(long slotKey, int after, int limit) implements Command.OfDraws<DrawOutcome.EntriesFound> {
        @Override
        public Class<DrawOutcome.EntriesFound> answer() {
            return DrawOutcome.EntriesFound.class;
        }
    }

    /** The engine itself reveals its secret, once the entries are fixed. Said again it changes nothing. */
    public record RevealDraw(long slotKey, String secret) implements Command.OfDraws<DrawOutcome.DrawStands> {
        @Override
        public Class<DrawOutcome.DrawStands> answer() {
            return DrawOutcome.DrawStands.class;
        }
    }

    /**
     * An operator tells what a second keeper or the outside source has said.
     *
     * @param part not the operator's own secret
     * @param preview nothing is changed
     */
    public record GivePart(long slotKey, DrawPart part, String value, boolean preview)
            implements Command.DrawChange<DrawOutcome.DrawStands> {
        @Override
        public Class<DrawOutcome.DrawStands> answer() {
            return DrawOutcome.DrawStands.class;
        }
    }

    /**
     * An operator lets people enter once more, since something was not revealed in time. Who has entered stays.
     *
     * @param terms of the next round
     * @param preview nothing is changed
     */
    public record OpenWindow(long slotKey, DrawTerms terms, boolean preview)
            implements Command.DrawChange<DrawOutcome.DrawStands> {
        @Override
        public Class<DrawOutcome.DrawStands> answer() {
            return DrawOutcome.DrawStands.class;
        }
    }
}
