package io.yizhan.region.cluster;

import io.yizhan.core.Books;
import io.yizhan.region.RegionRows;
import io.yizhan.rows.MemoryRows;
import java.time.ZoneId;

/** A region's rows, in memory. */
final class RowsInMemory implements RegionRows {
    MemoryRows present = new MemoryRows();

    @Override
    public Ownership stand() {
        return new Ownership(present.epoch, present.seq, present.servedEpoch);
    }

    @Override
    public Ownership takeOver(ZoneId zone) {
        present = present.owned();
        return stand();
    }

    @Override
    public Figures load(Books books) {
        return present.load(books);
    }
}
