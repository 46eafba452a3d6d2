package io.yizhan.journal.stream;

import io.yizhan.journal.frame.Frame;
import io.yizhan.journal.record.EventCodec;
import io.yizhan.journal.stream.EventStream.Appended;
import io.yizhan.journal.stream.EventStream.Entry;
import io.yizhan.journal.stream.EventStream.Stand;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One region's stream at a server in memory. Nodes have {@linkplain #connect connections} to it. Any thread. */
public final class MemoryStream {
    /** In an event's header. */
    private static final int SCHEMA_VERSION_AT = 6;

    private long epoch;
    private long endSeq;
    /** Another state has taken its place, and nothing was written since. */
    private boolean moved;

    private final NavigableMap<Long, byte[]> frames = new TreeMap<>();

    /** As an emptied server: nobody has claimed anything. */
    public MemoryStream() {}

    /** A copy as it is now, for a server that later falls back to it. */
    public synchronized MemoryStream copy() {
        MemoryStream copy = new MemoryStream();
        copy.set(this);
        return copy;
    }

    /** Becomes what the other one is. */
    public synchronized void set(MemoryStream other) {
        epoch = other.epoch;
        endSeq = other.endSeq;
        moved = true;
        frames.clear();
        frames.putAll(other.frames);
    }

    /** The numbers of the last events of the batches in it. */
    public synchronized List<Long> batches() {
        return List.copyOf(frames.keySet());
    }

    /** Loses a batch, its end unmoved. */
    public synchronized void lose(long lastSeq) {
        frames.remove(lastSeq);
    }

    synchronized int frameBytes(long lastSeq) {
        return frame(lastSeq).length;
    }

    private byte[] frame(long lastSeq) {
        byte[] frame = frames.get(lastSeq);
        if (frame == null) throw new IllegalArgumentException("there is no batch " + lastSeq);
        return frame;
    }

    /** Turns a bit of a batch over. */
    public synchronized void damage(long lastSeq, int at) {
        byte[] frame = frame(lastSeq);
        frame[at] = (byte) (frame[at] ^ 1);
    }

    /** Makes all events of a batch such as a newer version of the program would write: whole, and not to be read here. */
    public synchronized void ofANewerVersion(long lastSeq) {
        ByteBuffer frame = ByteBuffer.wrap(frame(lastSeq)).order(ByteOrder.LITTLE_ENDIAN);
        int count = Frame.count(frame, 0);
        int at = Frame.HEADER_BYTES;
        for (int i = 0; i < count; i++) {
            int length = frame.getInt(at);
            frame.putShort(at + Integer.BYTES + SCHEMA_VERSION_AT, (short) (EventCodec.SCHEMA_VERSION + 1));
            at += Integer.BYTES + length;
        }
        new Frame().seal(frame, 0, Frame.eventBytes(frame, 0), Frame.firstSeq(frame, 0), count);
    }

    public synchronized Stand stand() {
        return new Stand(epoch, endSeq);
    }

    synchronized Appended append(long asked, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq) {
        if (epoch > asked) return new Appended.Superseded(epoch);
        boolean repeated = endSeq == lastSeq;
        if (epoch < asked || (!repeated && endSeq != formerSeq)) return new Appended.Lost(stand());
        if (!repeated) {
            byte[] bytes = new byte[frame.remaining()];
            frame.duplicate().get(bytes);
            frames.put(lastSeq, bytes);
            endSeq = lastSeq;
        }
        moved = false;
        frames.headMap(trimThroughSeq, true).clear();
        return Appended.Done.DONE;
    }

    synchronized Stand claim(long asked) {
        Stand found = stand();
        if (asked > epoch) moved = false;
        epoch = Math.max(epoch, asked);
        return found;
    }

    synchronized long restart(long asked, long seq) {
        if (epoch > asked || (epoch == asked && endSeq >= seq)) return epoch;
        epoch = asked;
        endSeq = seq;
        moved = false;
        frames.clear();
        return epoch;
    }

    /** An empty one does not know that it ever was anywhere else. */
    synchronized boolean moved() {
        return moved && epoch > 0;
    }

    synchronized List<Entry> read(long afterSeq, int max) {
        List<Entry> entries = new ArrayList<>();
        frames.tailMap(afterSeq, false).forEach((lastSeq, frame) -> {
            if (entries.size() < max) entries.add(new Entry(lastSeq, ByteBuffer.wrap(frame.clone())));
        });
        return entries;
    }

    public EventStream connect() {
        return new Connection();
    }

    /** One node's way in. */
    private final class Connection implements EventStream {
        private boolean closed;

        private void requireOpen() throws IOException {
            if (closed) throw new IOException("closed");
        }

        @Override
        public Appended append(long epoch, long formerSeq, long lastSeq, ByteBuffer frame, long trimThroughSeq)
                throws IOException {
            requireOpen();
            return MemoryStream.this.append(epoch, formerSeq, lastSeq, frame, trimThroughSeq);
        }

        @Override
        public Stand claim(long epoch) throws IOException {
            requireOpen();
            return MemoryStream.this.claim(epoch);
        }

        @Override
        public long restart(long epoch, long seq) throws IOException {
            requireOpen();
            return MemoryStream.this.restart(epoch, seq);
        }

        @Override
        public Stand stand() throws IOException {
            requireOpen();
            return MemoryStream.this.stand();
        }

        @Override
        public boolean moved() throws IOException {
            requireOpen();
            return MemoryStream.this.moved();
        }

        @Override
        public List<Entry> read(long afterSeq, int max) throws IOException {
            requireOpen();
            return MemoryStream.this.read(afterSeq, max);
        }

        @Override
        public boolean reachable() {
            return !closed;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
