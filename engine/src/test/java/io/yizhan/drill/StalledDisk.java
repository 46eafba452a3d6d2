package io.yizhan.drill;

import io.yizhan.journal.DiskFile;
import io.yizhan.journal.JournalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A disk whose next sync takes its time when told to. */
final class StalledDisk implements JournalDisk {
    private final JournalDisk disk;
    private volatile long stallMs;
    private volatile boolean stalling;

    StalledDisk(JournalDisk disk) {
        this.disk = disk;
    }

    /** The next sync takes so long; those after it go on as ever. */
    void stallOnce(long ms) {
        stallMs = ms;
    }

    boolean stalling() {
        return stalling;
    }

    private void stall() throws IOException {
        long ms = stallMs;
        if (ms == 0) return;
        stallMs = 0;
        stalling = true;
        try {
            boolean unused = new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        } finally {
            stalling = false;
        }
    }

    private final class StalledFile implements DiskFile {
        private final DiskFile file;

        StalledFile(DiskFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return file.read(into, offset);
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            file.write(from, offset);
        }

        @Override
        public void force() throws IOException {
            stall();
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    @Override
    public Closeable lock() throws IOException {
        return disk.lock();
    }

    @Override
    public List<String> list() throws IOException {
        return disk.list();
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new StalledFile(disk.open(name));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new StalledFile(disk.create(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        disk.delete(name);
    }

    @Override
    public void syncDirectory() throws IOException {
        disk.syncDirectory();
    }

    @Override
    public String path(String name) {
        return disk.path(name);
    }
}
