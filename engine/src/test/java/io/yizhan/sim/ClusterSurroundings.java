package io.yizhan.sim;

import io.yizhan.journal.stream.StreamJournalOptions;
import java.util.function.Supplier;

/**
 * What all nodes of a cluster share.
 *
 * @param dbAway whether nobody reaches the database; an array, so that everybody's {@link Line} sees it
 * @param current the fiber at work
 * @param catalogue what its operator has, whoever serves
 * @param answersAfterRows as {@code YIZHAN_ANSWER_AFTER=postgres} sets it
 * @param leaseLies the lease is everybody's who asks
 * @param rowsLagMs for how long at most the rows are left alone after a batch
 */
record ClusterSurroundings(
        SimClock clock,
        SimCatalogue catalogue,
        SimRedis redis,
        SimPostgres postgres,
        boolean[] dbAway,
        Chronicle chronicle,
        DoubleFault doubleFault,
        ClusterMutation mutation,
        Supplier<Fiber> current,
        StreamJournalOptions journal,
        boolean answersAfterRows,
        boolean leaseLies,
        long rowsLagMs) {
    static final String REGION = "sim";
    static final long LEASE_MS = 2_000;
    /** As {@code Candidacy} has it. */
    static final long GRACE_MS = LEASE_MS * 3 / 2;
}
