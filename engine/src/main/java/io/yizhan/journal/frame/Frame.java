package io.yizhan.journal.frame;

import io.yizhan.journal.record.EventUnreadable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * One batch in a segment: a header of {@value #HEADER_BYTES} bytes and its events, each behind a word of its length, filled up with zeros to
 * a multiple of 8. The word's highest bit is set where the event came of the same command as the one before it. The header has a CRC32C of its own beside that of the events: so a header found anywhere proves that a batch was
 * written there, whatever became of its events. Little endian, aligned to 8 bytes.
 */
public final class Frame {
    public static final int HEADER_BYTES = 32;
    public static final int ALIGNMENT = 8;

    /** Has bytes that no text has. */
    public static final int MAGIC = 0xFF5A_59FE;

    private static final int CONTINUES = 1 << 31;

    private static final int LENGTH_AT = 4;
    private static final int FIRST_SEQ_AT = 8;
    private static final int COUNT_AT = 16;
    private static final int EVENTS_CRC_AT = 20;
    private static final int HEADER_CRC_AT = 28;

    private final CRC32C crc = new CRC32C();

    /** Writes the header of a frame whose events, padding included, stand behind it. */
    public void seal(ByteBuffer buffer, int at, int eventBytes, long firstSeq, int count) {
        buffer.putInt(at, MAGIC);
        buffer.putInt(at + LENGTH_AT, eventBytes);
        buffer.putLong(at + FIRST_SEQ_AT, firstSeq);
        buffer.putInt(at + COUNT_AT, count);
        buffer.putInt(at + EVENTS_CRC_AT, crc(buffer, at + HEADER_BYTES, eventBytes));
        buffer.putInt(at + EVENTS_CRC_AT + Integer.BYTES, 0);
        buffer.putInt(at + HEADER_CRC_AT, crc(buffer, at, HEADER_CRC_AT));
    }

    /** Whether there is a whole header here that nothing has happened to. */
    public boolean headerHolds(ByteBuffer buffer, int at) {
        return buffer.getInt(at) == MAGIC
                && buffer.getInt(at + HEADER_CRC_AT) == crc(buffer, at, HEADER_CRC_AT)
                && eventBytes(buffer, at) > 0
                && eventBytes(buffer, at) % ALIGNMENT == 0
                && eventBytes(buffer, at) <= OpenBatch.BYTES_LIMIT + ALIGNMENT
                && count(buffer, at) > 0
                && firstSeq(buffer, at) > 0;
    }

    public boolean eventsHold(ByteBuffer buffer, int at) {
        return buffer.getInt(at + EVENTS_CRC_AT) == crc(buffer, at + HEADER_BYTES, eventBytes(buffer, at));
    }

    public static int eventBytes(ByteBuffer buffer, int at) {
        return buffer.getInt(at + LENGTH_AT);
    }

    public static long firstSeq(ByteBuffer buffer, int at) {
        return buffer.getLong(at + FIRST_SEQ_AT);
    }

    public static int count(ByteBuffer buffer, int at) {
        return buffer.getInt(at + COUNT_AT);
    }

    /** Takes one event after another of a frame. */
    public interface EventBytes {
        void take(long seq, UnsafeBuffer buffer, int at, int length, boolean continues) throws IOException;
    }

    /** Makes of what is wrong so many bytes into a frame what is to be thrown. */
    public interface Fault {
        IOException at(int within, EventUnreadable cause);
    }

    /** Hands over the events of a frame that was checked, as bytes of the view, which is to be one of the buffer. */
    public static void events(ByteBuffer buffer, int index, UnsafeBuffer view, EventBytes taker, Fault fault)
            throws IOException {
        long seq = firstSeq(buffer, index);
        int count = count(buffer, index);
        int at = index + HEADER_BYTES;
        int end = at + eventBytes(buffer, index);
        for (int i = 0; i < count; i++, seq++) {
            boolean announced = end - at >= Integer.BYTES;
            int word = announced ? buffer.getInt(at) : 0;
            int length = word & ~CONTINUES;
            at += Integer.BYTES;
            if (!announced || length > end - at)
                throw fault.at(at - index, new EventUnreadable("event " + seq + " is longer than its batch"));
            boolean continues = (word & CONTINUES) != 0;
            if (continues && i == 0)
                throw fault.at(at - index, new EventUnreadable("the batch begins in the middle of a command"));
            try {
                taker.take(seq, view, at, length, continues);
            } catch (EventUnreadable e) {
                throw fault.at(at - index, e);
            }
            at += length;
        }
        if (end - at >= ALIGNMENT) throw fault.at(at - index, new EventUnreadable("bytes behind a batch's last event"));
    }

    /** What stands before an event of this length. */
    public static int word(int length, boolean continues) {
        return continues ? length | CONTINUES : length;
    }

    public static int bytes(ByteBuffer buffer, int at) {
        return HEADER_BYTES + eventBytes(buffer, at);
    }

    public static long lastSeq(ByteBuffer buffer, int at) {
        return firstSeq(buffer, at) + count(buffer, at) - 1;
    }

    private int crc(ByteBuffer buffer, int at, int length) {
        buffer.limit(at + length).position(at);
        crc.reset();
        crc.update(buffer);
        buffer.clear();
        return (int) crc.getValue();
    }
}
