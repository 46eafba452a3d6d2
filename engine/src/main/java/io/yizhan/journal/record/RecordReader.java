package io.yizhan.journal.record;

import io.yizhan.journal.sbe.MessageHeaderDecoder;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.sbe.MessageDecoderFlyweight;

/**
 * Goes through the bytes of one event: its header, its fixed fields as long as its version had them, its lists and texts. Every length is
 * held against what remains before anything is made of that size.
 */
final class RecordReader {
    private static final int BODY = MessageHeaderDecoder.ENCODED_LENGTH;

    /** Just the event's bytes, so that nothing reads beyond them. */
    private final UnsafeBuffer bytes = new UnsafeBuffer(0, 0);

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private int version;
    private int at;

    /** Begins with these bytes. Returns the message's template. */
    int begin(DirectBuffer buffer, int offset, int length) throws EventUnreadable {
        if (length < BODY) throw new EventUnreadable("an event of " + length + " bytes is shorter than its header");
        bytes.wrap(buffer, offset, length);
        header.wrap(bytes, 0);
        version = header.version();
        if (header.schemaId() != MessageHeaderDecoder.SCHEMA_ID)
            throw new EventUnreadable("schema " + header.schemaId() + " is not the journal's");
        if (version < 1 || version > EventCodec.SCHEMA_VERSION)
            throw new EventUnreadable("an event of schema version " + version + "; this program reads 1 to "
                    + EventCodec.SCHEMA_VERSION + (version == 0 ? "" : ": use one at least as new as wrote it"));
        at = BODY;
        return header.templateId();
    }

    /** Of the schema in which the event was written. */
    int version() {
        return version;
    }

    /** Passes over the fixed fields, which the reader then has; those that its version did not have are null there. */
    <R extends MessageDecoderFlyweight> R fixed(R reader, FixedFields fields) throws EventUnreadable {
        int block = header.blockLength();
        if (block != fields.bytes(version))
            throw new EventUnreadable("fixed fields of " + block + " bytes instead of " + fields.bytes(version));
        need(BODY, block);
        at = BODY + block;
        reader.wrap(bytes, BODY, block, version);
        return reader;
    }

    /** Looks at a group's header, and sees that what it announces is there; the generated reader goes through it. Returns how many entries. */
    int group(FixedFields entries, int textBytesMin) throws EventUnreadable {
        need(at, 2 * Short.BYTES);
        int entryBytes = unsigned(at);
        int count = unsigned(at + Short.BYTES);
        if (entryBytes != entries.bytes(version))
            throw new EventUnreadable("entries of " + entryBytes + " bytes instead of " + entries.bytes(version));
        need(at + 2 * Short.BYTES, (long) count * (entryBytes + textBytesMin));
        return count;
    }

    /** Sees that so many bytes are left. */
    void need(long count) throws EventUnreadable {
        need(at, count);
    }

    /** Whether anything is behind what was read. */
    boolean hasMore() {
        return at < bytes.capacity();
    }

    /** Goes on where the generated reader has come to. */
    void at(int limit) {
        at = limit;
    }

    int at() {
        return at;
    }

    String text() throws EventUnreadable {
        need(at, Short.BYTES);
        int length = unsigned(at);
        int from = at + Short.BYTES;
        need(from, length);
        at = from + length;
        return bytes.getStringWithoutLengthUtf8(from, length);
    }

    static boolean flag(short value) throws EventUnreadable {
        if ((value & ~1) != 0) throw new EventUnreadable("a flag is " + value);
        return value == 1;
    }

    /** Sees that nothing was left over. */
    void end(String kind) throws EventUnreadable {
        int left = bytes.capacity() - at;
        if (left != 0) throw new EventUnreadable(left + " bytes behind the end of a " + kind);
    }

    private int unsigned(int index) {
        return Short.toUnsignedInt(bytes.getShort(index, ByteOrder.LITTLE_ENDIAN));
    }

    private void need(int from, long count) throws EventUnreadable {
        if (from + count > bytes.capacity())
            throw new EventUnreadable(count + " bytes announced, " + (bytes.capacity() - from) + " left");
    }
}
