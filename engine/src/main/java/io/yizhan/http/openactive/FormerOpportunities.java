package io.yizhan.http.openactive;

import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Retold;
import io.yizhan.core.SlotKey;
import io.yizhan.http.region.DirectoryIndex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** What slots were by the editions before the present one, where that is not what they are: whoever has a copy of them is told that it is gone. Any thread. */
final class FormerOpportunities {
    private final List<Opportunities> formers = new ArrayList<>();
    /** All others are what they were. */
    private final BitSet retold = new BitSet();

    FormerOpportunities(Edition present) {
        for (Edition.Former each : present.formers()) {
            List<Integer> venues = Retold.between(each.directory(), present.directory());
            if (venues.isEmpty()) continue;
            venues.forEach(retold::set);
            formers.add(Opportunities.of(new DirectoryIndex(each.directory())));
        }
    }

    boolean wasIn(FeedKind kind, long slotKey) {
        if (!retold.get(SlotKey.venueNo(slotKey))) return false;
        for (Opportunities each : formers) if (each.isIn(kind, slotKey)) return true;
        return false;
    }
}
