package io.yizhan.journal.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Has the next segment's file ready before it is needed: full of zeros, and these durable, so that a later sync has no metadata to
 * write. Called by the writer; the work is done by an executor, or by the writer itself where that has not come to it.
 */
final class Preallocation {
    /** What the file is called until it is a segment. */
    static final String NAME = "next.preallocated";

    /** The same for one that is larger than others. */
    static final String OVERSIZED_NAME = "oversized.preallocated";

    private static final int WRITE_BYTES = 1024 * 1024;
    private static final int FORCE_EVERY_BYTES = 8 * WRITE_BYTES;

    private final JournalDisk disk;
    private final long bytes;
    private final Executor background;
    private volatile boolean closed;
    private @Nullable FutureTask<DiskFile> task;

    /** Made and not yet taken. Guarded by this. */
    private @Nullable DiskFile made;

    Preallocation(JournalDisk disk, long bytes, Executor background) {
        this.disk = disk;
        this.bytes = bytes;
        this.background = background;
    }

    static boolean isLeftover(String name) {
        return name.equals(NAME) || name.equals(OVERSIZED_NAME);
    }

    /** Begins with the next one. */
    void begin() {
        FutureTask<DiskFile> next = new FutureTask<>(this::allocate);
        task = next;
        try {
            background.execute(next);
        } catch (RejectedExecutionException e) {
            // The executor is stopping; should another segment be needed all the same, take() makes it.
            task = null;
        }
    }

    /**
     * The file, now the caller's, under {@link #NAME}.
     *
     * @throws IOException it can't be made, not at a second attempt either
     */
    DiskFile take() throws IOException {
        FutureTask<DiskFile> ready = task;
        task = null;
        DiskFile file = ready == null ? allocate() : await(ready);
        synchronized (this) {
            made = null;
        }
        return file;
    }

    private DiskFile await(FutureTask<DiskFile> ready) throws IOException {
        ready.run(); // nothing, where it has run or is running
        try {
            return ready.get();
        } catch (ExecutionException e) {
            return allocate();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the next segment", e);
        }
    }

    private synchronized DiskFile allocate() throws IOException {
        if (closed) throw new IOException("the journal is closed");
        DiskFile file = disk.create(NAME);
        try {
            fill(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        made = file;
        return file;
    }

    private void fill(DiskFile file) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(bytes, WRITE_BYTES));
        long unforced = 0;
        for (long at = 0; at < bytes; at += zeros.capacity()) {
            if (closed) throw new IOException("the journal is closed");
            zeros.clear().limit((int) Math.min(zeros.capacity(), bytes - at));
            unforced += zeros.remaining();
            file.write(zeros, at);
            if (unforced < FORCE_EVERY_BYTES) continue;
            file.force();
            unforced = 0;
        }
        file.force();
    }

    /** Stops what is under way, and waits for it. */
    void close() throws IOException {
        closed = true;
        synchronized (this) {
            if (made != null) made.close();
            made = null;
        }
    }
}
