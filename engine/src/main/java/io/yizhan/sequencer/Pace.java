package io.yizhan.sequencer;

/**
 * How long the writer's batches take, learnt from those that are done: what a batch costs whatever is in it, which is its sync for the most
 * part, and what each command in it adds. The two are kept apart because a calm engine has one command in a batch and a busy one
 * thousands: who divides the one by the other takes a command for as dear as a sync, and refuses the first burst.
 *
 * <p>The writer learns; any thread asks.
 */
final class Pace {
    /** Deciding and applying, up to the sync. */
    private final Line work = new Line(50_000, 20_000, 64);

    /** The sync. Where it is dear only large batches tell what commands add to it: all others tell how much it varies. */
    private final Line sync = new Line(2_000_000, 0, 512);

    private volatile long batchNs = (long) (work.fixedNs + sync.fixedNs);
    private volatile long commandNs = (long) (work.commandNs + sync.commandNs);

    /**
     * A batch that took {@code fixed + commands · command}, corrected by each that is done: a normalized gradient on the two weights. A small
     * batch corrects the first, a large one the second, and while all are small the second stays about where it was. What takes far longer
     * than expected counts as somewhat longer, so that one stall is no habit; what goes on to do so is believed within some batches, and
     * until then the time that the batch at work has taken speaks for itself.
     */
    private static final class Line {
        private static final double RATE = 1 / 8.0;

        /** How many times what was expected a batch may take and still be taken at its word. */
        private static final double SURPRISE_MAX = 4;

        private static final double SURPRISE_NS = 10_000_000;

        private double fixedNs;
        private double commandNs;
        /** A batch of so many commands corrects both alike. */
        private final double even;

        Line(double fixedNs, double commandNs, double even) {
            this.fixedNs = fixedNs;
            this.commandNs = commandNs;
            this.even = even;
        }

        void learn(int commands, long tookNs) {
            double expectedNs = fixedNs + commands * commandNs;
            double errorNs = Math.min(tookNs - expectedNs, Math.max(SURPRISE_MAX * expectedNs, SURPRISE_NS));
            double size = commands / even;
            double step = RATE * errorNs / (1 + size * size);
            fixedNs = Math.max(0, fixedNs + step);
            commandNs = Math.max(0, commandNs + step * size / even);
        }
    }

    /** @param syncNs of what it took; 0 where there was nothing to make durable */
    void learn(int commands, long tookNs, long syncNs) {
        work.learn(commands, tookNs - syncNs);
        if (syncNs > 0) sync.learn(commands, syncNs);
        batchNs = (long) (work.fixedNs + sync.fixedNs);
        commandNs = (long) (work.commandNs + sync.commandNs);
    }

    /** How long a batch of so many commands takes. */
    long batchNs(int commands) {
        return batchNs + commands * commandNs;
    }

    /** How long a command waits behind so many, from when the first of them is taken to when its own batch is synced. */
    long aheadNs(long commands, int batchMax) {
        return commands / batchMax * batchNs + commands * commandNs;
    }
}
