package io.yizhan.http;

import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.CatalogueReplacement;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.core.Refusal;
import io.yizhan.equipment.Equipment;
import io.yizhan.feed.Feed;
import io.yizhan.fitness.MachineSessions;
import io.yizhan.http.region.RegionSources;
import io.yizhan.http.region.Whereabouts;
import io.yizhan.occupancy.UsualNow;
import io.yizhan.sequencer.Inbox;
import java.util.function.Supplier;

/** Of a city whose catalogue nobody replaces through the edge. */
public final class FixedCatalogue implements CatalogueReplacement {
    private static final Replacement DECLINED = new Replacement.Declined(new Refusal.RegionStopped("it is fixed"));

    private final Supplier<Directory> directory;

    private FixedCatalogue(Supplier<Directory> directory) {
        this.directory = directory;
    }

    public static RegionSources sources(
            String region, Supplier<Directory> directory, Feed feed, Inbox inbox, Supplier<Whereabouts> whereabouts) {
        return new RegionSources(
                region,
                directory,
                feed,
                inbox,
                whereabouts,
                new FixedCatalogue(directory),
                new Equipment(),
                new MachineSessions(),
                new UsualNow(),
                (seq, atMost) -> true);
    }

    @Override
    public Edition present() {
        Directory present = directory.get();
        return new Edition(1, CatalogueFile.write(present.city()), present);
    }

    @Override
    public Replacement preview(Proposal proposal) {
        return DECLINED;
    }

    @Override
    public Replacement replace(Proposal proposal, Author author) {
        return DECLINED;
    }
}
