package io.yizhan.core;

import java.util.List;

/** What is answered about draws; see {@link Outcome}. */
public sealed interface DrawOutcome extends Outcome {
    record DrawStands(DrawView draw) implements DrawOutcome {}

    /** @param draws at most {@value #DRAWS_MAX} */
    record DrawsFound(List<DrawView> draws) implements DrawOutcome {
        /** As many as somebody looks through. */
        public static final int DRAWS_MAX = 200;
    }

    /**
     * @param draw as it stands at the same time
     * @param more whether there are others behind the last of these
     */
    record EntriesFound(DrawView draw, List<DrawEntry> entries, boolean more) implements DrawOutcome {
        /** As many as are handed over at once. */
        public static final int ENTRIES_MAX = 1_000;
    }
}
