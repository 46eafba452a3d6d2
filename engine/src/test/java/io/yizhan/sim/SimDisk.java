package io.yizhan.sim;

import io.yizhan.disk.Inode;
import io.yizhan.journal.JournalUnusable;
import io.yizhan.journal.file.DiskFile;
import io.yizhan.journal.file.JournalDisk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** A folder on a {@link Platter}, as one process sees it. */
final class SimDisk implements JournalDisk {
    private final Platter platter;
    private final Life life;
    private final CrashPoints points;
    private boolean locked;

    SimDisk(Platter platter, Life life, CrashPoints points) {
        this.platter = platter;
        this.life = life;
        this.points = points;
    }

    @Override
    public Closeable lock() throws IOException {
        if (locked) throw new JournalUnusable("locked by this very process");
        locked = true;
        return () -> locked = false;
    }

    @Override
    public List<String> list() {
        life.require();
        return List.copyOf(platter.names.keySet());
    }

    @Override
    public DiskFile open(String name) throws IOException {
        life.require();
        Inode inode = platter.names.get(name);
        if (inode == null) throw new NoSuchFileException(name);
        return new OpenFile(inode);
    }

    @Override
    public DiskFile create(String name) throws IOException {
        life.require();
        points.pass("create " + name);
        platter.failIfFull(1);
        Inode inode = new Inode();
        platter.link(name, inode);
        points.pass("created " + name);
        return new OpenFile(inode);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        life.require();
        points.pass("rename to " + to);
        Inode inode = platter.names.get(from);
        if (inode == null) throw new NoSuchFileException(from);
        platter.rename(from, to, inode);
        points.pass("renamed to " + to);
    }

    @Override
    public void delete(String name) {
        life.require();
        points.pass("delete " + name);
        platter.unlink(name);
        points.pass("deleted " + name);
    }

    @Override
    public void syncDirectory() throws IOException {
        life.require();
        points.pass("sync directory");
        platter.syncDirectory();
        points.pass("synced directory");
    }

    @Override
    public String path(String name) {
        return "disk/" + name;
    }

    private final class OpenFile implements DiskFile {
        private final Inode inode;
        private boolean open = true;

        OpenFile(Inode inode) {
            this.inode = inode;
        }

        private void use() throws IOException {
            life.require();
            if (!open) throw new IOException("closed");
        }

        @Override
        public long size() throws IOException {
            use();
            return inode.bytes().length;
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            use();
            int length = (int) Math.min(into.remaining(), inode.bytes().length - offset);
            if (length <= 0) return -1;
            into.put(inode.bytes(), (int) offset, length);
            return length;
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            use();
            points.pass("write");
            byte[] bytes = new byte[from.remaining()];
            from.get(bytes);
            platter.write(inode, (int) offset, bytes);
            points.pass("written");
        }

        @Override
        public void force() throws IOException {
            use();
            points.pass("sync");
            platter.force(inode);
            points.pass("synced");
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
