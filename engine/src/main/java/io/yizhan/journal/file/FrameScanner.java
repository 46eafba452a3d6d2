package io.yizhan.journal.file;

import io.yizhan.journal.frame.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** Goes through the frames of one segment, checking each. One thread. */
final class FrameScanner {
    /** What stands at the scanner's offset. */
    enum Found {
        FRAME,
        /** Zeros where a header would begin, or the end. */
        NOTHING,
        BAD
    }

    private final FileWindow window;
    private final String path;
    private final Frame frame = new Frame();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private long offset;
    private int index;
    private String why = "";

    FrameScanner(DiskFile file, String path) {
        this(file, path, SegmentHeader.BYTES);
    }

    /** Goes on at an offset where a frame begins, with nothing of the file in memory. */
    FrameScanner(DiskFile file, String path, long offset) {
        this.offset = offset;
        this.window = new FileWindow(file);
        this.path = path;
    }

    /** Looks at the offset, reading nothing at or behind the limit. Leaves the events unchecked. */
    Found look(long limit) throws IOException {
        index = window.load(offset, Frame.HEADER_BYTES, limit);
        if (index < 0) return limit - offset < Frame.HEADER_BYTES ? Found.NOTHING : bad("the file ends in a header");
        ByteBuffer buffer = window.buffer();
        if (!frame.headerHolds(buffer, index))
            return buffer.getInt(index) == 0 ? Found.NOTHING : bad("a batch's header fails its CRC");
        if (frameBytes() > limit - offset) return bad("a batch is longer than the file");
        return Found.FRAME;
    }

    /** Sees that the events of the frame at the offset are there and as they were written. */
    Found check(long limit) throws IOException {
        index = window.load(offset, frameBytes(), limit);
        if (index < 0) return bad("the file ends in a batch");
        return frame.eventsHold(window.buffer(), index) ? Found.FRAME : bad("a batch fails its CRC");
    }

    private Found bad(String reason) {
        why = reason;
        return Found.BAD;
    }

    /** Why it was bad. */
    String why() {
        return why;
    }

    long offset() {
        return offset;
    }

    long firstSeq() {
        return Frame.firstSeq(window.buffer(), index);
    }

    long lastSeq() {
        return Frame.lastSeq(window.buffer(), index);
    }

    private int frameBytes() {
        return Frame.bytes(window.buffer(), index);
    }

    /** Goes on to behind the frame. */
    void pass() {
        offset += frameBytes();
    }

    /** Hands over the frame's events as bytes. */
    void events(Frame.EventBytes taker) throws IOException {
        view.wrap(window.buffer());
        Frame.events(
                window.buffer(),
                index,
                view,
                taker,
                (within, cause) -> new JournalDamaged(path, offset + within, cause));
    }

    /** Whether behind the offset there is the header of a frame with this event or a later one. */
    boolean laterFrame(long fromSeq, long limit) throws IOException {
        for (long at = offset + Frame.ALIGNMENT; ; at += Frame.ALIGNMENT) {
            int here = window.load(at, Frame.HEADER_BYTES, limit);
            if (here < 0) return false;
            ByteBuffer buffer = window.buffer();
            if (buffer.getInt(here) != Frame.MAGIC) continue;
            if (frame.headerHolds(buffer, here) && Frame.firstSeq(buffer, here) >= fromSeq) return true;
        }
    }

    /** How many bytes there are from the offset to the last that isn't zero. */
    long bytesToLastNonZero(long limit) throws IOException {
        long end = offset;
        for (long at = offset; at < limit; ) {
            int here = window.load(at, 1, limit);
            if (here < 0) break;
            int available = (int) Math.min(window.available(here), limit - at);
            int last = lastNonZero(window.buffer(), here, available);
            if (last >= 0) end = at + last + 1;
            at += available;
        }
        return end - offset;
    }

    private static int lastNonZero(ByteBuffer buffer, int from, int bytes) {
        int i = bytes - 1;
        while (i >= Long.BYTES - 1 && buffer.getLong(from + i - Long.BYTES + 1) == 0) i -= Long.BYTES;
        while (i >= 0 && buffer.get(from + i) == 0) i--;
        return i;
    }
}
