package io.yizhan.disk;

import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
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
public final class FaultyDisk implements JournalDisk {
    private Map<String, Inode> names = new TreeMap<>();
    private Map<String, Inode> durableNames = new TreeMap<>();
    private boolean locked;

    public int writes;
    public int forces;
    public int readBytesMax;
    public volatile boolean failWrites;
    public volatile boolean failForces;
    public volatile @Nullable CountDownLatch stall;

    /** What is left after a power cut: of each unforced write the sectors that the seed says; names as last synced. */
    public synchronized FaultyDisk crash(SplittableRandom random, boolean keepSome) {
        FaultyDisk after = new FaultyDisk();
        durableNames.forEach(
                (name, inode) -> after.put(name, inode.afterPowerCut(() -> keepSome && random.nextBoolean())));
        return after;
    }

    /** All as it is, durable, and for a new process. */
    public synchronized FaultyDisk copy() {
        FaultyDisk copy = new FaultyDisk();
        names.forEach((name, inode) -> copy.put(name, inode.bytes().clone()));
        return copy;
    }

    public synchronized byte[] bytes(String name) {
        return file(name).bytes();
    }

    public synchronized void put(String name, byte[] bytes) {
        put(name, new Inode(bytes));
    }

    private void put(String name, Inode inode) {
        names.put(name, inode);
        durableNames.put(name, inode);
    }

    private Inode file(String name) {
        Inode inode = names.get(name);
        if (inode == null) throw new IllegalArgumentException(name);
        return inode;
    }

    public List<String> segments() {
        return list().stream().filter(it -> it.endsWith(".journal")).toList();
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
                return inode.bytes().length;
            }
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            synchronized (FaultyDisk.this) {
                use();
                readBytesMax = Math.max(readBytesMax, into.remaining());
                int length = (int) Math.min(into.remaining(), inode.bytes().length - offset);
                if (length <= 0) return -1;
                into.put(inode.bytes(), (int) offset, length);
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
                inode.write((int) offset, bytes);
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
                inode.force();
            }
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
