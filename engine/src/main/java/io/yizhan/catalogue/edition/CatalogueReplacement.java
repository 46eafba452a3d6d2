package io.yizhan.catalogue.edition;

/** The catalogue of a city that is served, and how another one takes its place. Any thread. */
public interface CatalogueReplacement {
    /** The present one. */
    Edition present();

    /** What would come of it. Changes nothing. Blocks, so not for an event loop. */
    Replacement preview(Proposal proposal);

    /**
     * Puts it in force: durably, for the whole city, and here at once. Nobody's reservation changes. The audit has who has done so before
     * this says that it {@linkplain Replacement.Stands stands}, whoever was the first to propose it. One at a time. Blocks, so not for an
     * event loop.
     */
    Replacement replace(Proposal proposal, Author author);
}
