package io.yizhan.feed;

import io.yizhan.core.Changes;
import java.lang.invoke.VarHandle;

/**
 * Which reservations have changed lately, and whose they are: the last {@value #KEPT} changes, in order. What has become of a reservation is
 * not here: whoever wants to know asks the books, and gets the present state. Written by the writer, which waits for nobody and allocates
 * nothing; read by any thread. A reader that was overtaken finds that out, and has to begin anew.
 */
public final class ReservationNews {
    /** A power of two. */
    static final int KEPT = 1 << 17;

    /** What {@link #read} gives where changes are gone that were not read. */
    public static final long OVERTAKEN = -1;

    private static final int MASK = KEPT - 1;

    private final long[] seqs = new long[KEPT];
    private final long[] ids = new long[KEPT];
    private final int[] members = new int[KEPT];

    /** Changes by events up to this number can't be told. */
    private volatile long startSeq;
    /** Changes before this one are of other books, or were never here. */
    private volatile long began;
    /** Those before this one may be written just now, over the ones that lie {@link #KEPT} before them. */
    private volatile long claimed;
    /** Those before this one are readable. */
    private volatile long end;

    /** Takes one change. */
    public interface Reader {
        /** @param memberHash of whose it is: {@code hashCode} of the subject, so it may be somebody else's as well */
        void changed(long reservationId, int memberHash);
    }

    /** The place behind all that is here now. Any thread. */
    public long end() {
        return end;
    }

    /**
     * Hands over what has changed since.
     *
     * @param place what {@link #end}, {@link #since} or this has given before
     * @return the place to go on from; or {@link #OVERTAKEN}, and what was handed over then is not to be relied on
     */
    public long read(long place, Reader reader) {
        long to = end;
        for (long i = place; i < to; i++) {
            int at = (int) i & MASK;
            long id = ids[at];
            int member = members[at];
            if (isGone(i)) return OVERTAKEN;
            reader.changed(id, member);
        }
        return place < began ? OVERTAKEN : to;
    }

    /** The place of the first change by an event after {@code seq}, which must have been published; or {@link #OVERTAKEN} where some of those are gone. Any thread. */
    public long since(long seq) {
        if (seq < startSeq) return OVERTAKEN;
        long to = end;
        long low = Math.max(began, to - KEPT);
        long high = to;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (seqs[(int) middle & MASK] > seq) high = middle;
            else low = middle + 1;
        }
        // What lies before it is known as well: else there may have been others.
        boolean all = low == began || (seqs[(int) (low - 1) & MASK] <= seq && !isGone(low - 1));
        return all && !isGone(low) ? low : OVERTAKEN;
    }

    /** To be asked after it was read: whether it may have been written over, or is of other books. */
    private boolean isGone(long i) {
        VarHandle.loadLoadFence();
        return i < began || i < claimed - KEPT;
    }

    /** Writer thread: they are durable. */
    void publish(long seq, Changes changes) {
        if (changes.reservationsLost()) restart(seq);
        int count = changes.reservations().size();
        long from = end;
        claimed = from + count;
        VarHandle.fullFence(); // Whoever reads what is written from here on finds it claimed.
        for (int i = 0; i < count; i++) {
            int at = (int) (from + i) & MASK;
            seqs[at] = seq;
            ids[at] = changes.reservations().getLong(i);
            members[at] = changes.members().getInt(i);
        }
        end = from + count;
    }

    /** Changes by events up to this number can't be told: everybody has to begin anew. By whoever is about to write here. */
    void restart(long seq) {
        startSeq = seq;
        began = end + 1;
        claimed = end = began;
    }
}
