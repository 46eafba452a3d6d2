package io.yizhan.catalogue.edition;

import io.yizhan.core.Refusal;
import org.jspecify.annotations.Nullable;

/** The catalogue of a city that is served, and how another one takes its place. Any thread. */
public interface CatalogueReplacement {
    /** The present one; null where nobody here can tell. */
    @Nullable
    Edition present();

    /** What would come of it. Changes nothing. Blocks, so not for an event loop. */
    Replacement preview(Proposal proposal);

    /**
     * Puts it in force: durably, for the whole city, and here at once. Nobody's reservation changes. One at a time. Blocks, so not for an
     * event loop.
     */
    Replacement replace(Proposal proposal);

    /** Of a city whose catalogue stays as it is. */
    static CatalogueReplacement none() {
        Replacement.Declined declined =
                new Replacement.Declined(new Refusal.RegionStopped("nobody owns the city here"));
        return new CatalogueReplacement() {
            @Override
            public @Nullable Edition present() {
                return null;
            }

            @Override
            public Replacement preview(Proposal proposal) {
                return declined;
            }

            @Override
            public Replacement replace(Proposal proposal) {
                return declined;
            }
        };
    }
}
