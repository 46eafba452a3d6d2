package io.yizhan.region.cluster;

import io.yizhan.core.Region;
import io.yizhan.journal.stream.EntryReader;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.EventStream.Entry;
import io.yizhan.journal.stream.EventStream.Stand;
import io.yizhan.region.RegionRows;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of another's region at hand: the rows once, then the stream as it grows. So a take-over has nothing to load, and readers
 * have something to look at while there is no owner.
 *
 * <p>Within one epoch a number stands for one event, whatever happens to the stream; between epochs it need not, since an owner goes on from
 * where it found the stream. So the books are good for one epoch, and loaded anew when another one has claimed the stream, or when what
 * comes next is not there any more.
 *
 * <p>One thread at a time; {@link #step} blocks in its ports only.
 */
public final class Standby {
    private static final int ENTRIES_MAX = 256;

    private final RegionRows rows;
    private final EventStream stream;
    private final Supplier<Region> empty;
    private final Audience audience;
    private final EntryReader reader = new EntryReader();

    private @Nullable Region books;
    private long epoch;
    private long seq;

    /** Hears what became of the books. */
    public interface Audience {
        /** These are new books, that stand at {@code seq}; former ones are no good any more. */
        void loaded(Region books, long seq);

        /** The same books stand at {@code seq} now. */
        void advanced(long seq);
    }

    /** @param empty books without anything in them, under the region's rules */
    public Standby(RegionRows rows, EventStream stream, Supplier<Region> empty, Audience audience) {
        this.rows = rows;
        this.stream = stream;
        this.empty = empty;
        this.audience = audience;
    }

    /**
     * Does what can be done now.
     *
     * @return whether there may be more to do at once
     * @throws io.yizhan.journal.JournalUnusable the stream holds what can't be read: then the books are gone
     * @throws IOException the stream can't be reached
     * @throws SQLException the rows can't be reached
     */
    public boolean step() throws IOException, SQLException {
        Region present = books;
        if (present == null) {
            load();
            return true;
        }
        // Looked at first: what is in the stream up to its end then, can be read, or is gone.
        Stand before = stream.stand();
        List<Entry> entries = stream.read(seq, ENTRIES_MAX);
        boolean gone = entries.isEmpty() && before.endSeq() > seq;
        if (gone
                || before.epoch() != epoch
                || (!entries.isEmpty() && stream.stand().epoch() != epoch)) {
            books = null;
            return true;
        }
        for (Entry entry : entries) {
            if (!applied(entry, present)) {
                books = null;
                return true;
            }
            seq = entry.lastSeq();
        }
        if (!entries.isEmpty()) audience.advanced(seq);
        return entries.size() == ENTRIES_MAX;
    }

    /** Half a batch is no state of the region: where it can't be read or applied to its end there are no books any more. */
    private boolean applied(Entry entry, Region present) throws IOException {
        boolean whole = false;
        try {
            boolean next = reader.deliver(entry, seq, (number, event) -> present.apply(event));
            whole = true;
            return next;
        } finally {
            if (!whole) books = null;
        }
    }

    private void load() throws IOException, SQLException {
        epoch = stream.stand().epoch();
        Region fresh = empty.get();
        seq = rows.load(fresh).seq();
        books = fresh;
        audience.loaded(fresh, seq);
    }

    /** Whether the books are at hand. */
    public boolean ready() {
        return books != null;
    }

    /** The last event in the books. */
    public long seq() {
        return seq;
    }

    /**
     * Gives the books away to who has just claimed the stream, if they are part of its past.
     *
     * @param found how the stream stood before the claim
     * @param checkpoint what the rows had come to
     * @param lastSeq the last event of the claimed journal
     * @return null where the books have to be loaded
     */
    @Nullable
    Region handOver(Stand found, long checkpoint, long lastSeq) {
        Region present = books;
        books = null;
        return found.epoch() == epoch && seq >= checkpoint && seq <= lastSeq ? present : null;
    }
}
