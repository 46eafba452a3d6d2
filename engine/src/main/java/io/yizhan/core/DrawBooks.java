package io.yizhan.core;

/** Takes the draws as they stood at a checkpoint: behind the slots, before the reservations. Writer thread, before any command. */
public interface DrawBooks {
    /**
     * As it stands; its entries follow by number. Texts are "" where nothing was said.
     *
     * @param digest of the lines; "" where they are not fixed
     * @param lines how many were fixed
     * @param withdrawn numbers of those that were taken back before
     */
    record StoredDraw(
            long slotKey,
            DrawTerms terms,
            String secondCommitment,
            String firstSecret,
            String secondSecret,
            String external,
            String digest,
            int lines,
            int[] withdrawn,
            boolean carriedOut) {}

    void draw(StoredDraw draw);

    /**
     * @param rank 0 where it was not decided
     * @param result code of a {@link DrawResult}; 0 likewise
     */
    record StoredEntry(
            long slotKey, int number, long reservationId, Pseudonym pseudonym, int weight, int rank, int result) {}

    void entry(StoredEntry entry);
}
