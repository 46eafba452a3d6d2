package io.yizhan.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A planted bug: whatever stands behind a frame's header has the right checksum, so that nothing seems ever to be torn or rotten. */
public final class ChecksumBlindDisk implements JournalDisk {
    private final JournalDisk disk;
    private final Frame frame = new Frame();

    public ChecksumBlindDisk(JournalDisk disk) {
        this.disk = disk;
    }

    /** Gives every frame with a header the checksum of the events that are there. */
    private ByteBuffer believed(DiskFile file) throws IOException {
        ByteBuffer all = ByteBuffer.allocate((int) file.size()).order(ByteOrder.LITTLE_ENDIAN);
        while (all.hasRemaining() && file.read(all, all.position()) >= 0) {}
        all.clear();
        for (int at = SegmentHeader.BYTES; at + Frame.HEADER_BYTES <= all.capacity(); at += Frame.ALIGNMENT) {
            if (!frame.headerHolds(all, at)) continue;
            int bytes = Frame.eventBytes(all, at);
            if (at + Frame.HEADER_BYTES + bytes > all.capacity()) continue;
            frame.seal(all, at, bytes, Frame.firstSeq(all, at), Frame.count(all, at));
        }
        return all;
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
        DiskFile file = disk.open(name);
        return new DiskFile() {
            @Override
            public long size() throws IOException {
                return file.size();
            }

            @Override
            public int read(ByteBuffer into, long offset) throws IOException {
                ByteBuffer all = believed(file);
                int length = (int) Math.min(into.remaining(), all.capacity() - offset);
                if (length <= 0) return -1;
                into.put(all.limit((int) offset + length).position((int) offset));
                return length;
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
        };
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return disk.create(name);
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
