package io.yizhan.drawn;

import io.yizhan.core.DrawEntry;
import io.yizhan.core.DrawView;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What was published of draws, of all regions, for as long as their rows are kept. Any thread. */
public interface PastDraws {
    /** @param entries all of them, by number */
    record Past(DrawView draw, List<DrawEntry> entries) {}

    /**
     * The draw for a slot, as the rows have it; nothing where that had none, or people still enter. Blocks.
     *
     * @throws IOException it can't be read for now
     */
    Optional<Past> find(String region, long slotKey) throws IOException;
}
