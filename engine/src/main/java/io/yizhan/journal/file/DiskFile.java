package io.yizhan.journal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** An open file of a {@link JournalDisk}. Any thread. */
public interface DiskFile extends Closeable {
    long size() throws IOException;

    /**
     * Reads into what remains of the buffer, as much as the file has at once.
     *
     * @return how many bytes, or -1 at the file's end
     */
    int read(ByteBuffer into, long offset) throws IOException;

    /** Writes all that remains of the buffer; by one call to the system unless that takes less. */
    void write(ByteBuffer from, long offset) throws IOException;

    /** Returns when what was written is durable, with as much of the metadata as reading it back needs. */
    void force() throws IOException;
}
