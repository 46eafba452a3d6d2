package io.yizhan.journal.stream;

import io.yizhan.journal.Journal;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.frame.Frame;
import io.yizhan.journal.record.EventCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/** Takes the batches of an {@link EventStream} apart, checking each. One thread. */
public final class EntryReader {
    private final Frame frame = new Frame();
    private final EventCodec codec = new EventCodec();
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);

    /**
     * Hands over the events of a batch that goes on right behind {@code afterSeq}.
     *
     * @return false where it begins later: what comes between is missing, and nothing was handed over
     * @throws JournalUnusable it is not as it was written
     */
    public boolean deliver(EventStream.Entry entry, long afterSeq, Journal.Sink sink) throws IOException {
        ByteBuffer bytes = whole(entry);
        if (bytes == null) throw new JournalUnusable("the stream's batch " + entry.lastSeq() + " is damaged");
        if (Frame.firstSeq(bytes, 0) > afterSeq + 1) return false;
        view.wrap(bytes);
        Frame.events(
                bytes,
                0,
                view,
                (number, buffer, at, length, continues) -> {
                    if (number > afterSeq) sink.event(number, codec.decode(buffer, at, length), continues);
                },
                (within, cause) -> new JournalUnusable(
                        "the stream's batch " + entry.lastSeq() + ", offset " + within + ": " + cause.getMessage()));
        return true;
    }

    /** The batch, proven whole by its checksums; null where it is not as it was written. */
    @Nullable
    ByteBuffer whole(EventStream.Entry entry) {
        ByteBuffer bytes = entry.frame().slice().order(ByteOrder.LITTLE_ENDIAN);
        boolean whole = bytes.capacity() > Frame.HEADER_BYTES
                && frame.headerHolds(bytes, 0)
                && Frame.bytes(bytes, 0) == bytes.capacity()
                && frame.eventsHold(bytes, 0)
                && Frame.lastSeq(bytes, 0) == entry.lastSeq();
        return whole ? bytes : null;
    }
}
