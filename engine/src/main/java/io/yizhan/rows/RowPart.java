package io.yizhan.rows;

import io.yizhan.core.Books;
import io.yizhan.core.Event;
import java.sql.SQLException;
import java.util.List;

/**
 * The rows of one aggregate, and all that is done with them: what the events of a batch come to, how that is written, how the books get
 * it back, and what must hold. One thread.
 *
 * <p>Each batch has parts of its own, see {@link RowParts}. They take events by methods of their own, one for each kind. Loading and
 * reviewing look at nothing of a batch.
 */
interface RowPart {
    /** Whether what it has so far must be written before this event happens: then the event is for the next batch. */
    default boolean closedTo(Event event) {
        return false;
    }

    /** What writes its rows, in this order; after those of the parts before it. Always the same, whatever the batch has. */
    List<RowStatement> statements();

    /** What can be written only after all other parts. */
    default List<RowStatement> lastStatements() {
        return List.of();
    }

    /**
     * Hands its rows over to the books; after the parts before it.
     *
     * @param days of the region
     */
    void load(RowReader rows, LocalDays days, Books books) throws SQLException;

    /** What must hold for its rows beyond the constraints of the tables. */
    default List<RowInvariant> invariants() {
        return List.of();
    }
}
