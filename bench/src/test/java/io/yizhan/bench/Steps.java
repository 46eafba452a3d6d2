package io.yizhan.bench;

import net.bytebuddy.asm.Advice;

/** What {@link CountedCore} counts. Public, since the core that counts was loaded by another loader and is in another package. */
public final class Steps {
    /** Accesses of a cell's field. */
    public static long cells;
    /** Entries of an index that a search has passed. */
    public static long probes;

    private Steps() {}

    public static void reset() {
        cells = 0;
        probes = 0;
    }

    /** Becomes part of what finds a cell's page. */
    static final class OfCells {
        private OfCells() {}

        @Advice.OnMethodEnter
        static void enter() {
            cells++;
        }
    }

    /** Becomes part of what goes on to an index's next entry. */
    static final class OfProbes {
        private OfProbes() {}

        @Advice.OnMethodEnter
        static void enter() {
            probes++;
        }
    }
}
