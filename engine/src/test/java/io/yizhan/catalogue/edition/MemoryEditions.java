package io.yizhan.catalogue.edition;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A city's editions in memory: away, in the hands of others, or full of obstacles where a test wants it. */
public final class MemoryEditions implements Editions {
    public volatile Edition latest;
    public volatile boolean away;
    public volatile List<String> obstacles = List.of();
    /** Whether the city is still of whoever adds by these. */
    public volatile boolean owner = true;
    /** Run before something is added. */
    public volatile Runnable beforeAdding = () -> {};

    private final List<Added> added = new ArrayList<>();

    public MemoryEditions(Directory first) {
        latest = new Edition(1, CatalogueFile.write(first.city()), first);
    }

    @Override
    public synchronized Kept add(Proposal proposal, Author author, int ontoVersion) throws IOException {
        beforeAdding.run();
        if (away) throw new IOException("planted");
        if (latest.version() != ontoVersion) return new Kept.Outdated(latest);
        if (!obstacles.isEmpty()) return new Kept.Contradicted(obstacles);
        if (!owner) return Kept.NotOwner.NOT_OWNER;
        if (!Arrays.equals(latest.document(), proposal.document())) {
            store(proposal.city(), proposal.document());
            added.add(new Added(ontoVersion, latest.version(), author));
        }
        return new Kept.Done(latest);
    }

    /** As an import does. */
    public synchronized void store(City city, byte[] document) {
        List<Edition.Former> formers = new ArrayList<>(latest.formers());
        formers.add(new Edition.Former(latest.version(), latest.directory()));
        latest = new Edition(latest.version() + 1, document, latest.directory().followedBy(city), formers);
    }

    @Override
    public synchronized List<Added> added(long after, int through) throws IOException {
        if (away) throw new IOException("planted");
        return added.stream()
                .filter(one -> one.version() > after && one.version() <= through)
                .toList();
    }
}
