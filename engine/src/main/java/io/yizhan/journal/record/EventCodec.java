package io.yizhan.journal.record;

import io.yizhan.core.Event;
import io.yizhan.journal.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Events as bytes, in the format of {@code src/main/sbe/journal.xml}: a header (template, schema version), fixed fields, and
 * then groups and texts, little endian. One instance is for one thread; encoding makes no garbage as long as texts are ASCII.
 */
public final class EventCodec {
    /** The version that is written. Every version from 1 to this one is read. */
    public static final int SCHEMA_VERSION = MessageHeaderEncoder.SCHEMA_VERSION;

    /** More than the header, the fixed fields, the groups' headers and the texts' lengths of any event. */
    private static final int FIXED_BYTES_MAX = 96;

    private final EventKinds kinds = new EventKinds();
    private final RecordWriter writer = new RecordWriter();
    private final RecordReader reader = new RecordReader();

    /** An upper bound of what {@link #encode} will write, cheaply told. */
    public int encodedBytesMax(Event event) {
        return (int) Math.min(FIXED_BYTES_MAX + kinds.of(event).variableBytesMax(event), Integer.MAX_VALUE);
    }

    /**
     * Writes an event. Lone surrogates in a text become '?'.
     *
     * @return how many bytes it took
     * @throws IllegalArgumentException a text is longer than 65,534 bytes or a list longer than 65,534 entries
     */
    public int encode(Event event, MutableDirectBuffer buffer, int offset) {
        writer.begin(buffer, offset);
        kinds.of(event).write(event, writer);
        return writer.length();
    }

    /**
     * Reads the event that takes up exactly these bytes.
     *
     * @throws EventUnreadable they are not an event, or one of a newer version
     */
    public Event decode(DirectBuffer buffer, int offset, int length) throws EventUnreadable {
        EventKind<?> kind = kinds.of(reader.begin(buffer, offset, length));
        Event event = kind.read(reader);
        reader.end(kind.name());
        return event;
    }
}
