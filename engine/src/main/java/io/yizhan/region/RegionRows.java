package io.yizhan.region;

import io.yizhan.core.Books;
import java.sql.SQLException;
import java.time.ZoneId;

/** The rows of a region from the side of who is to own it: taking it over, and loading the books at the checkpoint. Calls block. */
public interface RegionRows {
    /**
     * What an owner starts from.
     *
     * @param epoch higher than any owner's before
     * @param seq the checkpoint; the journal goes on behind it
     * @param servedEpoch that of the last owner that came to serve; 0 where there was none. Whoever has answered anything did so in this
     *     epoch or in an older one: higher ones were raised by who got no further
     */
    record Ownership(long epoch, long seq, long servedEpoch) {}

    /**
     * How the region stood at a checkpoint.
     *
     * @param atMs when the checkpoint's event happened; 0 where there was none
     * @param nextReservationId above every id that was ever given
     * @param retiredBeforeMin slots that ended before this minute were retired; 0 where none were
     */
    record Figures(long seq, long atMs, long nextReservationId, int retiredBeforeMin) {}

    /** Where the rows stand, without taking them over: an owner may move them on. All is 0 where there is nothing yet. */
    Ownership stand() throws SQLException;

    /** Makes this caller the owner: no older one can write from here on, and the checkpoint stands still until this one moves it. */
    Ownership takeOver(ZoneId zone) throws SQLException;

    /**
     * Hands over the books as they stand at the checkpoint, in one snapshot.
     *
     * @return the checkpoint and what else the region had come to
     */
    Figures load(Books books) throws SQLException;
}
