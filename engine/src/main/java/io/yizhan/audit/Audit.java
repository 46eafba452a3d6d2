package io.yizhan.audit;

import io.yizhan.core.Event.OperatorActed;
import java.io.IOException;
import java.util.List;

/** What operators have changed, of all regions. Any thread. */
public interface Audit {
    /**
     * An act, by the number of its event.
     *
     * @param seq higher than that of every act before it in its region
     */
    record Entry(long seq, OperatorActed act) {}

    /**
     * Some acts, the newest first.
     *
     * @param more whether there are others behind the last of these
     * @param asOfMs every act until then is known, later ones may be missing
     */
    record Page(List<Entry> entries, boolean more, long asOfMs) {}

    /**
     * Those that the question asks for. Blocks.
     *
     * @throws IOException they can't be read for now
     */
    Page find(String region, AuditQuestion question) throws IOException;
}
