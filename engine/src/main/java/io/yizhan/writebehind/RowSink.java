package io.yizhan.writebehind;

/**
 * Where the rows of a region go. Holds a checkpoint, the number of the last event that its rows hold, which moves in the same
 * transaction as they do. One thread at a time; calls block.
 */
public interface RowSink extends AutoCloseable {
    /**
     * Connects, dropping a former connection, and tells the checkpoint as it stands once nothing of ours is under way any more: after a
     * lost answer it says whether that batch counts.
     *
     * @throws RowSinkAwayException not to be reached; try again later
     * @throws RowsRefusedException the region has another owner by now
     */
    long connect() throws RowSinkAwayException, RowsRefusedException;

    /**
     * Makes a batch and the checkpoint that it reaches durable; all of it, or nothing.
     *
     * @return how many statements that took
     * @throws RowSinkAwayException it is unknown whether the batch counts; {@link #connect} tells
     * @throws RowsRefusedException the rows contradict those that stand, or the region has another owner: nothing was written, and
     *     trying again does not help
     */
    int write(RowBatch batch) throws RowSinkAwayException, RowsRefusedException;

    @Override
    void close();
}
