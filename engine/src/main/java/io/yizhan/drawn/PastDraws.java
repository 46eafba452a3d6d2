package io.yizhan.drawn;

import io.yizhan.core.DrawEntry;
import io.yizhan.core.DrawView;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was published of draws, of all regions, for as long as their rows are kept. Any thread. */
public interface PastDraws {
    /** @param entries all of them, by number */
    record Past(DrawView draw, List<DrawEntry> entries) {}

    /**
     * The draw for a slot, as the rows have it; null where that had none. Blocks.
     *
     * @throws IOException it can't be read for now
     */
    @Nullable
    Past find(String region, long slotKey) throws IOException;
}
