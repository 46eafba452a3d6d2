package io.yizhan.disk;

import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import io.yizhan.journal.frame.Frame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A planted bug: whatever stands behind a frame's header has the right checksum, so that nothing seems ever to be torn or rotten. */
public final class ChecksumBlindDisk extends PassingDisk {
    private final Frame frame = new Frame();

    public ChecksumBlindDisk(JournalDisk disk) {
        super(disk);
    }

    /** Gives every frame with a header the checksum of the events that are there. */
    private ByteBuffer believed(DiskFile file) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) file.size()).order(ByteOrder.LITTLE_ENDIAN);
        while (all.hasRemaining() && file.read(all, all.position()) >= 0) {}
        all.clear();
        for (int at = 0; at + Frame.HEADER_BYTES <= all.capacity(); at += Frame.ALIGNMENT) {
            if (!frame.headerHolds(all, at)) continue;
            int bytes = Frame.eventBytes(all, at);
            if (at + Frame.HEADER_BYTES + bytes > all.capacity()) continue;
            frame.seal(all, at, bytes, Frame.firstSeq(all, at), Frame.count(all, at));
        }
        return all;
    }

    @Override
    protected DiskFile file(DiskFile file) {
        return new PassingFile(file) {
            @Override
            public int read(ByteBuffer into, long offset) throws IOException {
                ByteBuffer all = believed(file);
                int length = (int) Math.min(into.remaining(), all.capacity() - offset);
                if (length <= 0) return -1;
                into.put(all.limit((int) offset + length).position((int) offset));
                return length;
            }
        };
    }
}
