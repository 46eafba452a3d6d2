package io.yizhan.journal.frame;

import io.yizhan.core.Event;
import io.yizhan.journal.Journal;
import io.yizhan.journal.record.EventCodec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The batch that a journal's writer fills: encoded events, one behind the other, with room before them for their {@link Frame}'s header and
 * for whatever a journal puts before a frame. Uses one buffer again and again. Writer only.
 */
public final class OpenBatch {
    /** What a batch takes where nothing else is configured, each event 4 bytes more than its own. */
    public static final int BYTES_MAX = 16 * 1024 * 1024;

    /** No configuration raises that above this. */
    public static final int BYTES_LIMIT = 256 * 1024 * 1024;

    private static final int BUFFER_BYTES = 256 * 1024;

    private final int frameAt;
    private final int eventsAt;
    private final int bytesMax;
    private final EventCodec codec = new EventCodec();
    private final Frame frame = new Frame();

    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private int end;
    private int count;

    /**
     * @param frameAt where the frame begins in the buffer, a multiple of 8
     * @param bytesMax that the events may take, each 4 more than its own
     */
    public OpenBatch(int frameAt, int bytesMax) {
        this.frameAt = frameAt;
        this.bytesMax = bytesMax;
        eventsAt = frameAt + Frame.HEADER_BYTES;
        end = eventsAt;
    }

    public int count() {
        return count;
    }

    public int bytesFree() {
        return bytesMax - (end - eventsAt);
    }

    /** @throws IllegalArgumentException it doesn't fit into the batch, which stays as it was */
    public void add(Event event, boolean continues) {
        if (continues && count == 0) throw new IllegalStateException("nothing that it would continue: " + event);
        int eventBytesMax = codec.encodedBytesMax(event);
        if (eventBytesMax > 3 * Journal.EVENT_BYTES_MAX)
            throw tooLarge("an event", eventBytesMax, Journal.EVENT_BYTES_MAX);
        reserve(Integer.BYTES + eventBytesMax);
        int length = codec.encode(event, view, end + Integer.BYTES);
        if (length > Journal.EVENT_BYTES_MAX) throw tooLarge("an event", length, Journal.EVENT_BYTES_MAX);
        int free = bytesFree();
        if (Integer.BYTES + length > free) throw tooLarge("the batch's next event", Integer.BYTES + length, free);
        buffer.putInt(end, Frame.word(length, continues));
        end += Integer.BYTES + length;
        count++;
    }

    private static IllegalArgumentException tooLarge(String what, int bytes, int bytesMax) {
        return new IllegalArgumentException(what + " takes " + bytes + " bytes; at most " + bytesMax);
    }

    /** Sees that so many bytes, and the frame's padding, fit into the buffer. */
    private void reserve(int bytes) {
        int needed = end + bytes + Frame.ALIGNMENT;
        if (needed <= buffer.capacity()) return;
        int capacity = (int) Math.max(needed, Math.min(2L * buffer.capacity(), bytesMax));
        ByteBuffer larger =
                ByteBuffer.allocateDirect(Math.max(capacity, BUFFER_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        larger.put(0, buffer, 0, Math.min(end, buffer.capacity()));
        buffer = larger;
        view.wrap(larger);
    }

    /** Makes a frame of the batch, whose first event has this number. It takes no more until it is cleared. */
    public void seal(long firstSeq) {
        while (end % Frame.ALIGNMENT != 0) buffer.put(end++, (byte) 0);
        frame.seal(buffer, frameAt, end - eventsAt, firstSeq, count);
    }

    /** All from there in the buffer to the batch's end; the same buffer each time. */
    public ByteBuffer bytes(int from) {
        return buffer.clear().limit(end).position(from);
    }

    /** Where it ends in the buffer. */
    public int end() {
        return end;
    }

    public void clear() {
        buffer.clear();
        end = eventsAt;
        count = 0;
    }
}
