package io.yizhan.journal;

import io.yizhan.core.Event;
import io.yizhan.journal.sbe.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Events as bytes, in the format of {@code src/main/sbe/journal.xml}: a header (template, schema version), fixed fields, and
 * then groups and texts, little endian. Keeps flyweights, so one instance is for one thread; encoding makes no garbage as long
 * as texts are ASCII.
 */
public final class EventCodec {
    /** The version that is written. Every version from 1 to this one is read. */
    public static final int SCHEMA_VERSION = MessageHeaderEncoder.SCHEMA_VERSION;

    private final EventEncoder encoder = new EventEncoder();
    private final EventDecoder decoder = new EventDecoder();

    /** An upper bound of what {@link #encode} will write, cheaply told. */
    public int encodedBytesMax(Event event) {
        return EventEncoder.bytesMax(event);
    }

    /**
     * Writes an event. Lone surrogates in a text become '?'.
     *
     * @return how many bytes it took
     * @throws IllegalArgumentException a text is longer than 65,534 bytes or a list longer than 65,534 entries
     */
    public int encode(Event event, MutableDirectBuffer buffer, int offset) {
        return encoder.encode(event, buffer, offset);
    }

    /**
     * Reads the event that takes up exactly these bytes.
     *
     * @throws EventUnreadable they are not an event, or one of a newer version
     */
    public Event decode(DirectBuffer buffer, int offset, int length) throws EventUnreadable {
        return decoder.decode(buffer, offset, length);
    }
}
