package io.yizhan.region;

import io.yizhan.catalogue.CatalogueInvalid;

/** The latest catalogue of a region is not usable by this program, since a newer one has stored it. Says which, and what is the first of it. */
public final class EditionUnusable extends Exception {
    EditionUnusable(String region, int version, CatalogueInvalid why) {
        super(
                "the catalogue of " + region + ", version " + version + ", is not usable by this program: "
                        + why.problems().getFirst(),
                why);
    }
}
