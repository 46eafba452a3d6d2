package io.yizhan.bench;

import io.yizhan.disk.PassingDisk;
import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.FolderDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** A folder that counts writes and syncs instead of syncing; those of the thread that preallocates are another matter, and not counted. */
final class CountingDisk extends PassingDisk {
    final AtomicLong writes = new AtomicLong();
    final AtomicLong syncs = new AtomicLong();

    private final String background;

    /** @param background name of the thread whose calls don't count */
    CountingDisk(FolderDisk folder, String background) {
        super(folder);
        this.background = background;
    }

    private void count(AtomicLong what) {
        if (!Thread.currentThread().getName().equals(background)) what.incrementAndGet();
    }

    @Override
    protected DiskFile file(DiskFile file) {
        return new PassingFile(file) {
            @Override
            public void write(ByteBuffer from, long offset) throws IOException {
                count(writes);
                super.write(from, offset);
            }

            @Override
            public void force() {
                count(syncs);
            }
        };
    }

    @Override
    public void syncDirectory() {
        count(syncs);
    }
}
