package io.yizhan.journal;

import io.yizhan.core.Event;
import io.yizhan.core.Region;
import java.io.IOException;

/**
 * The ordered, durable events of a region. Events are numbered from 1 without gaps; a batch is whole or absent after a crash. One
 * thread, the region's writer, appends and syncs; readers and the figures are for any thread.
 */
public interface Journal extends AutoCloseable {
    /** No event takes more, once encoded; the largest ones are gates' reports. */
    int EVENT_BYTES_MAX = 4 * 1024 * 1024;

    /** The number of the last event appended, synced or not; 0 where there never was one. */
    long lastSeq();

    /** The number of the last event that is durable. Any thread. */
    long durableSeq();

    /**
     * The last event that a reader is shown. Beyond {@link #durableSeq} only where the rows, which follow a reader, are to make it durable.
     * Any thread.
     */
    default long readableSeq() {
        return durableSeq();
    }

    /** A command's events take no more: one of the largest, and otherwise small ones. */
    int COMMAND_BYTES_MAX = EVENT_BYTES_MAX + Region.EVENTS_MAX * 4 * 1024;

    /**
     * Encodes an event into the open batch, under the next number. Nothing is written yet.
     *
     * @param continues it came of the same command as the event before it, which is in the open batch: the two are kept together, or neither
     * @throws IllegalArgumentException it doesn't fit into the batch, which stays as it was
     * @throws java.io.UncheckedIOException an earlier {@link #sync} failed
     */
    void append(Event event, boolean continues);

    /** The first, or the only one, of a command. */
    default void append(Event event) {
        append(event, false);
    }

    /**
     * Bytes that the open batch can still take. Where that is less than {@link #COMMAND_BYTES_MAX} the writer syncs before it begins a
     * command, so that all its events fit. Writer only.
     */
    default int batchBytesFree() {
        return Integer.MAX_VALUE;
    }

    /**
     * Writes the open batch and returns when it is durable. Without an open batch it does nothing.
     *
     * @throws IOException it is unknown whether the batch is durable: the journal takes no further append, and the region must stop
     */
    void sync() throws IOException;

    /**
     * Reads events up to {@link #readableSeq}, the first being {@code afterSeq + 1}. Follows the journal as it grows. The reader is for one
     * thread, any.
     *
     * @throws IOException they are no longer there, or can't be read
     */
    Reader read(long afterSeq) throws IOException;

    /** Lets go of events up to this number, which are safe elsewhere; in its own time and its own units. Any thread. */
    void discardThrough(long seq);

    /** Bytes that the events not discarded take up, and the limit to it. Any thread. */
    long bytesPending();

    long bytesMax();

    @Override
    void close() throws IOException;

    /** A reader's position in the journal. */
    interface Reader extends AutoCloseable {
        /**
         * Hands over events of the next batch, if there is one.
         *
         * @return how many; 0 where there is none yet
         * @throws IOException a durable batch can't be read or is damaged; names the file and the offset
         */
        int next(Sink sink) throws IOException;

        /** The number of the last event handed over. */
        long seq();

        @Override
        void close() throws IOException;
    }

    /** Takes events in order. */
    interface Sink {
        void event(long seq, Event event);

        /** @param continues it came of the same command as the event before it */
        default void event(long seq, Event event, boolean continues) {
            event(seq, event);
        }
    }
}
