package io.yizhan.http.region;

import java.net.URI;

/** Where the owner of a region is, as far as this node knows. */
public sealed interface Whereabouts {
    /** This node owns it. */
    record Here() implements Whereabouts {
        public static final Here HERE = new Here();
    }

    /**
     * Another node does.
     *
     * @param node where it is reached, for instance {@code http://10.0.0.2:8080}
     */
    record At(URI node) implements Whereabouts {}

    /** Between two owners: nobody is known. */
    record Nowhere() implements Whereabouts {
        public static final Nowhere NOWHERE = new Nowhere();
    }

    /**
     * The owner can't be reached, but this node has followed what it did: public reads are answered here, marked as old; everything else
     * waits for an owner.
     *
     * @param asOfMs up to when it has followed
     */
    record StandIn(long asOfMs) implements Whereabouts {}
}
