package io.yizhan.journal.stream;

import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.frame.Frame;
import io.yizhan.journal.stream.EventStream.Stand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes a stream an epoch's own, and takes from it what the rows do not hold. Nothing is passed over. */
final class StreamTakeOver {
    private static final int READ_MAX = 256;

    private final EventStream stream;
    private final String region;
    private final long epoch;
    private final long checkpoint;
    private final EntryReader reader = new EntryReader();

    /** The batches behind the checkpoint. */
    final StreamTail tail;

    StreamTakeOver(EventStream stream, String region, long epoch, long checkpoint) {
        this.stream = stream;
        this.region = region;
        this.epoch = epoch;
        this.checkpoint = checkpoint;
        tail = new StreamTail(checkpoint);
    }

    /** @return how the stream stood before */
    Stand run() throws IOException {
        Stand found = stream.claim(epoch);
        if (found.epoch() > epoch) throw superseded(found.epoch());
        if (found.endSeq() > checkpoint) load(found.endSeq());
        else if (found.endSeq() < checkpoint) begin();
        return found;
    }

    private Superseded superseded(long by) {
        return new Superseded("region " + region + " has a newer owner, of epoch " + by);
    }

    private void load(long endSeq) throws IOException {
        while (tail.endSeq() < endSeq) {
            List<EventStream.Entry> entries = stream.read(tail.endSeq(), READ_MAX);
            if (entries.isEmpty()) throw lost("the stream says that it ends with " + endSeq);
            for (EventStream.Entry entry : entries) take(entry);
        }
    }

    private void take(EventStream.Entry entry) throws JournalUnusable {
        ByteBuffer bytes = reader.whole(entry);
        if (bytes == null) throw lost("the stream's batch " + entry.lastSeq() + " is damaged");
        long first = Frame.firstSeq(bytes, 0);
        if (first > tail.endSeq() + 1) throw lost("the stream goes on with " + first);
        tail.add(entry.lastSeq(), bytes);
    }

    private JournalUnusable lost(String how) {
        return new JournalUnusable("the journal of region " + region + " has lost event " + (tail.endSeq() + 1)
                + ", which the rows do not hold either: " + how
                + ". Restore the Redis that had it, or give those bookings up by emptying it");
    }

    /** The rows are ahead: the last owner went on without the stream. */
    private void begin() throws IOException {
        long under = stream.restart(epoch, checkpoint);
        if (under != epoch) throw superseded(under);
    }
}
