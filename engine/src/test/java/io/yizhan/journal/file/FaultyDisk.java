package io.yizhan.journal.file;

import io.yizhan.journal.JournalUnusable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that keeps apart what was written and what is durable, and fails when told to. {@link #crash} gives the disk that the
 * next process would find.
 */
final class FaultyDisk implements JournalDisk {
    static final int SECTOR_BYTES = 512;

    private Map<String, Inode> names = new TreeMap<>();
    private Map<String, Inode> durableNames = new TreeMap<>();
    private boolean locked;

    int writes;
    int forces;
    int readBytesMax;
    volatile boolean failWrites;
    volatile boolean failForces;
    volatile @Nullable CountDownLatch stall;

    private record Write(int at, byte[] bytes) {}

    private static final class Inode {
        byte[] bytes = {};
        byte[] durable = {};
        final List<Write> unforced = new ArrayList<>();

        static byte[] with(byte[] bytes, int at, byte[] more, int from, int length) {
            byte[] result = at + length > bytes.length ? Arrays.copyOf(bytes, at + length) : bytes;
            System.arraycopy(more, from, result, at, length);
            return result;
        }
    }

    /** What is left after a power cut: of each unforced write the sectors that the seed says; names as last synced. */
    synchronized FaultyDisk crash(SplittableRandom random, boolean keepSome) {
        FaultyDisk after = new FaultyDisk();
        durableNames.forEach((name, inode) -> {
            Inode left = new Inode();
            byte[] bytes = inode.durable.clone();
            for (Write write : inode.unforced) {
                for (int from = 0; keepSome && from < write.bytes.length; ) {
                    int length = Math.min(SECTOR_BYTES - (write.at + from) % SECTOR_BYTES, write.bytes.length - from);
                    if (random.nextBoolean()) bytes = Inode.with(bytes, write.at + from, write.bytes, from, length);
                    from += length;
                }
            }
            left.bytes = bytes;
            left.durable = bytes.clone();
            after.names.put(name, left);
        });
        after.durableNames = new TreeMap<>(after.names);
        return after;
    }

    /** All as it is, durable, and for a new process. */
    synchronized FaultyDisk copy() {
        FaultyDisk copy = new FaultyDisk();
        names.forEach((name, inode) -> copy.put(name, inode.bytes.clone()));
        return copy;
    }

    synchronized byte[] bytes(String name) {
        return file(name).bytes;
    }

    synchronized void put(String name, byte[] bytes) {
        Inode inode = new Inode();
        inode.bytes = bytes;
        inode.durable = bytes.clone();
        names.put(name, inode);
        durableNames.put(name, inode);
    }

    private Inode file(String name) {
        Inode inode = names.get(name);
        if (inode == null) throw new IllegalArgumentException(name);
        return inode;
    }

    List<String> segments() {
        return list().stream().filter(Segment::isName).toList();
    }

    @Override
    public synchronized Closeable lock() throws IOException {
        if (locked) throw new JournalUnusable("in use by this test");
        locked = true;
        return () -> locked = false;
    }

    @Override
    public synchronized List<String> list() {
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized DiskFile open(String name) throws IOException {
        Inode inode = names.get(name);
        if (inode == null) throw new NoSuchFileException(name);
        return new MemoryFile(inode);
    }

    @Override
    public synchronized DiskFile create(String name) {
        Inode inode = new Inode();
        names.put(name, inode);
        return new MemoryFile(inode);
    }

    @Override
    public synchronized void rename(String from, String to) {
        names.put(to, file(from));
        names.remove(from);
    }

    @Override
    public synchronized void delete(String name) {
        names.remove(name);
    }

    @Override
    public synchronized void syncDirectory() {
        durableNames = new TreeMap<>(names);
    }

    @Override
    public String path(String name) {
        return "memory/" + name;
    }

    private final class MemoryFile implements DiskFile {
        private final Inode inode;
        private boolean open = true;

        MemoryFile(Inode inode) {
            this.inode = inode;
        }

        private void use() throws IOException {
            if (!open) throw new IOException("closed");
        }

        @Override
        public long size() throws IOException {
            synchronized (FaultyDisk.this) {
                use();
                return inode.bytes.length;
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            synchronized (FaultyDisk.this) {
                use();
                readBytesMax = Math.max(readBytesMax, into.remaining());
                int length = (int) Math.min(into.remaining(), inode.bytes.length - offset);
                if (length <= 0) return -1;
                into.put(inode.bytes, (int) offset, length);
                return length;
            }
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            synchronized (FaultyDisk.this) {
                use();
                writes++;
                if (failWrites) throw new IOException("EIO");
                byte[] bytes = new byte[from.remaining()];
                from.get(bytes);
                inode.bytes = Inode.with(inode.bytes, (int) offset, bytes, 0, bytes.length);
                inode.unforced.add(new Write((int) offset, bytes));
            }
        }

        @Override
        public void force() throws IOException {
            CountDownLatch gate = stall;
            try {
                if (gate != null) gate.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            synchronized (FaultyDisk.this) {
                use();
                forces++;
                if (failForces) throw new IOException("EIO");
                for (Write write : inode.unforced)
                    inode.durable = Inode.with(inode.durable, write.at, write.bytes, 0, write.bytes.length);
                inode.unforced.clear();
            }
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
