package io.yizhan.http;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Editions;
import io.yizhan.catalogue.edition.Proposal;
import java.io.IOException;
import java.util.List;

/** A city's editions in memory: away, in the hands of others, or full of obstacles where a test wants it. */
public final class MemoryEditions implements Editions {
    volatile Edition latest;
    volatile boolean away;
    volatile boolean rowsFollow = true;
    volatile List<String> obstacles = List.of();
    /** Run before something is added. */
    volatile Runnable beforeAdding = () -> {};

    MemoryEditions(Directory first) {
        latest = new Edition(1, CatalogueFile.write(first.city()), first);
    }

    @Override
    public synchronized Kept add(Proposal proposal, int ontoVersion) throws IOException {
        beforeAdding.run();
        if (away) throw new IOException("planted");
        if (!obstacles.isEmpty()) return new Kept.Contradicted(obstacles);
        if (latest.version() != ontoVersion) return new Kept.Outdated(latest);
        Directory next = latest.directory().followedBy(proposal.city());
        latest = new Edition(ontoVersion + 1, proposal.document(), next);
        return new Kept.Done(latest);
    }
}
