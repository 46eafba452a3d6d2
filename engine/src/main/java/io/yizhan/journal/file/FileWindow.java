package io.yizhan.journal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads a file in large pieces, forwards. One thread. */
final class FileWindow {
    static final int BYTES = 512 * 1024;

    private final DiskFile file;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private long start;
    private int filled;

    FileWindow(DiskFile file) {
        this.file = file;
    }

    /**
     * Sees that these bytes are in the buffer.
     *
     * @param limit what lies at or behind this offset is never read
     * @return where in the buffer they begin, or -1 where the file or the limit ends before them
     */
    int load(long offset, int bytes, long limit) throws IOException {
        if (offset >= start && offset + bytes <= start + filled) return (int) (offset - start);
        if (bytes > limit - offset) return -1;
        int wanted = (int) Math.min(limit - offset, Math.max(bytes, BYTES));
        if (buffer.capacity() < wanted)
            buffer = ByteBuffer.allocateDirect(wanted).order(ByteOrder.LITTLE_ENDIAN);
        start = offset;
        filled = 0;
        buffer.clear().limit(wanted);
        while (buffer.hasRemaining()) {
            int read = file.read(buffer, offset + buffer.position());
            if (read < 0) break;
        }
        filled = buffer.position();
        buffer.clear();
        return filled >= bytes ? 0 : -1;
    }

    /** How many bytes are there from an index that {@link #load} gave. */
    int available(int index) {
        return filled - index;
    }

    /** Little endian; another one after each {@link #load} that had to grow. */
    ByteBuffer buffer() {
        return buffer;
    }
}
