package io.yizhan.journal;

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
        return firstSeq() + Frame.count(window.buffer(), index) - 1;
    }

    private int frameBytes() {
        return Frame.HEADER_BYTES + Frame.eventBytes(window.buffer(), index);
    }

    /** Goes on to behind the frame. */
    void pass() {
        offset += frameBytes();
    }

    /** Takes one event after another of a frame that was checked. */
    interface EventBytes {
        void take(long seq, UnsafeBuffer buffer, int at, int length) throws IOException;
    }

    /** Hands over the frame's events as bytes. */
    void events(EventBytes taker) throws IOException {
        ByteBuffer buffer = window.buffer();
        long seq = firstSeq();
        int count = Frame.count(buffer, index);
        int at = index + Frame.HEADER_BYTES;
        int end = at + Frame.eventBytes(buffer, index);
        view.wrap(buffer);
        for (int i = 0; i < count; i++, seq++) {
            int length = end - at < Integer.BYTES ? -1 : buffer.getInt(at);
            at += Integer.BYTES;
            if (length < 0 || length > end - at)
                throw damaged(at - index, "event " + seq + " is longer than its batch");
            try {
                taker.take(seq, view, at, length);
            } catch (EventUnreadable e) {
                throw new JournalDamaged(path, offset + at - index, e);
            }
            at += length;
        }
        if (end - at >= Frame.ALIGNMENT) throw damaged(at - index, "bytes behind a batch's last event");
    }

    private JournalDamaged damaged(int within, String reason) {
        return new JournalDamaged(path, offset + within, reason);
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
