package io.yizhan.disk;

import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A disk whose next sync, once told to, lasts until told to go on. */
public final class StalledDisk extends PassingDisk {
    private final CountDownLatch goesOn = new CountDownLatch(1);
    private volatile boolean stallsNext;
    private volatile boolean stalling;

    public StalledDisk(JournalDisk disk) {
        super(disk);
    }

    /** The next sync does not come back; those after it go on as ever. */
    public void stallNext() {
        stallsNext = true;
    }

    public void goOn() {
        goesOn.countDown();
    }

    public boolean stalling() {
        return stalling;
    }

    private void stall() throws IOException {
        if (!stallsNext) return;
        stallsNext = false;
        stalling = true;
        try {
            goesOn.await();
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
