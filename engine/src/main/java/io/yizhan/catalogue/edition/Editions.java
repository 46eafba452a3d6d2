package io.yizhan.catalogue.edition;

import java.io.IOException;
import java.util.List;

/** Where a city's editions are kept, in the name of its owner. Calls block. */
public interface Editions {
    /** What became of an edition that was to be kept. */
    sealed interface Kept {
        /** It is durable, and the latest. */
        record Done(Edition edition) implements Kept {}

        /** There is a later one than it was made for. */
        record Outdated(Edition latest) implements Kept {}

        /** What is kept beside it contradicts it. */
        record Contradicted(List<String> obstacles) implements Kept {}

        /** The city has a newer owner. */
        enum NotOwner implements Kept {
            NOT_OWNER
        }
    }

    /**
     * Adds one, and with it who does so.
     *
     * @param ontoVersion the edition that it follows
     * @throws IOException it can't be kept now; rarely it is all the same, and only the answer is lost
     */
    Kept add(Proposal proposal, Author author, int ontoVersion) throws IOException;

    /**
     * An edition that was {@linkplain #add added}.
     *
     * @param former the version before it
     */
    record Added(int former, int version, Author author) {}

    /**
     * Those that were added, oldest first; imports are none of them.
     *
     * @param after only those later than this version
     * @param through and no later than this one
     */
    List<Added> added(long after, int through) throws IOException;
}
