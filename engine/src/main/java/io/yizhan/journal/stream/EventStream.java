package io.yizhan.journal.stream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * A region's batches where whoever takes the region over finds them: in order, behind an end, and guarded by an epoch. An append counts only
 * for the epoch that last claimed the stream, and only right behind the end. Calls block, each for a limited time; one thread at a time, but
 * for {@link #reachable}.
 */
public interface EventStream extends AutoCloseable {
    /**
     * A batch as it lies in the stream.
     *
     * @param lastSeq the number of its last event
     * @param frame the batch, sealed with its checksums
     */
    record Entry(long lastSeq, ByteBuffer frame) {}

    /**
     * Where the stream stands.
     *
     * @param epoch of who claimed it last; 0 where nobody has, or the stream was emptied
     * @param endSeq the last event in it, or that was once in it
     */
    record Stand(long epoch, long endSeq) {
        public static final Stand NOTHING = new Stand(0, 0);
    }

    /** What became of an append. */
    sealed interface Appended {
        /** It is in the stream, as safely as the stream was told to keep it. */
        enum Done implements Appended {
            DONE
        }

        /** A newer owner has claimed the stream: who asked may write nothing any more. */
        record Superseded(long epoch) implements Appended {}

        /** The stream is not as its owner left it: it was emptied, or an older copy has taken its place. Nothing was appended. */
        record Lost(Stand stand) implements Appended {}

        /** It is in the stream, but in fewer copies than asked for. */
        record TooFewCopies(int copies) implements Appended {}
    }

    /**
     * Appends a batch behind {@code formerSeq}. The same batch again, while it is the stream's last, is {@link Appended.Done} and changes
     * nothing: so an append whose answer was lost may be repeated.
     *
     * @param trimThroughSeq batches up to this event are safe elsewhere and may go, in the same step
     * @throws IOException it is unknown whether it was appended
     */
    Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq) throws IOException;

    /**
     * Makes this epoch the only one that may append, unless a newer one has: then it changes nothing. What was there stays. Afterwards the end
     * moves by this epoch's appends alone.
     *
     * @return how it stood before; its epoch is higher than the one asked for where that was refused
     */
    Stand claim(long epoch) throws IOException;

    /**
     * Begins the stream anew behind {@code seq}, under this epoch. For an owner whose events up to there are all safe elsewhere. Changes
     * nothing where a newer epoch has claimed it, or where it stands there or further under this one already: a request that was held up on
     * its way takes away nothing that was appended since.
     *
     * @return the epoch that it is under now
     */
    long restart(long epoch, long seq) throws IOException;

    Stand stand() throws IOException;

    /**
     * Whether the server is another one than the last append, claim or restart came to: it was started anew since, or a copy took its place.
     * Then the stream may lack what its owner was told is in it, though its epoch is the same.
     */
    boolean moved() throws IOException;

    /** Up to {@code max} batches whose last event is after this one, the oldest first. Empty where there are none. */
    List<Entry> read(long afterSeq, int max) throws IOException;

    /** Whether the last that was heard of it was an answer. Does not block; any thread. After a failure it finds out by itself when it is back. */
    boolean reachable();

    @Override
    void close();
}
