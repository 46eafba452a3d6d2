package io.yizhan.disk;

import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** Another disk, as it is; for what changes some of it. */
public abstract class PassingDisk implements JournalDisk {
    private final JournalDisk disk;

    protected PassingDisk(JournalDisk disk) {
        this.disk = disk;
    }

    /** Every file that is opened or created goes through here. */
    protected abstract DiskFile file(DiskFile file);

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
        return file(disk.open(name));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return file(disk.create(name));
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

    /** A file of another disk, as it is. */
    public static class PassingFile implements DiskFile {
        private final DiskFile file;

        public PassingFile(DiskFile file) {
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
            file.force();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
