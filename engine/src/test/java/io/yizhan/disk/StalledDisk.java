package io.yizhan.disk;

import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A disk whose next sync takes its time when told to. */
public final class StalledDisk extends PassingDisk {
    private volatile long stallMs;
    private volatile boolean stalling;

    public StalledDisk(JournalDisk disk) {
        super(disk);
    }

    /** The next sync takes so long; those after it go on as ever. */
    public void stallOnce(long ms) {
        stallMs = ms;
    }

    public boolean stalling() {
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

    @Override
    protected DiskFile file(DiskFile file) {
        return new PassingFile(file) {
            @Override
            public void force() throws IOException {
                stall();
                super.force();
            }
        };
    }
}
