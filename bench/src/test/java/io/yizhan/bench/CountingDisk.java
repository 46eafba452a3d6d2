package io.yizhan.bench;

import io.yizhan.journal.DiskFile;
import io.yizhan.journal.FolderDisk;
import io.yizhan.journal.JournalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A folder that counts writes and syncs instead of syncing; those of the thread that preallocates are another matter, and not counted. */
final class CountingDisk implements JournalDisk {
    final AtomicLong writes = new AtomicLong();
    final AtomicLong syncs = new AtomicLong();

    private final FolderDisk folder;
    private final String background;

    /** @param background name of the thread whose calls don't count */
    CountingDisk(FolderDisk folder, String background) {
        this.folder = folder;
        this.background = background;
    }

    private void count(AtomicLong what) {
        if (!Thread.currentThread().getName().equals(background)) what.incrementAndGet();
    }

    private DiskFile counted(DiskFile file) {
        return new DiskFile() {
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
                count(writes);
                file.write(from, offset);
            }

            @Override
            public void force() {
                count(syncs);
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    @Override
    public Closeable lock() throws IOException {
        return folder.lock();
    }

    @Override
    public List<String> list() throws IOException {
        return folder.list();
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return counted(folder.open(name));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return counted(folder.create(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        folder.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        folder.delete(name);
    }

    @Override
    public void syncDirectory() {
        count(syncs);
    }

    @Override
    public String path(String name) {
        return folder.path(name);
    }
}
