package io.yizhan.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** A journal's folder on a real file system. */
public final class FolderDisk implements JournalDisk {
    private static final String LOCK_FILE = "lock";
    private static final int HOLDER_BYTES_MAX = 512;

    /**
     * Folders locked by this process, and since when. The system's lock is the process's, and is lost when the process closes any
     * channel of the file: so a second opener in here must not come as far as opening it.
     */
    private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

    private final Path folder;

    /** Makes the folder where there is none. */
    public FolderDisk(Path folder) throws IOException {
        Path parent = folder.toAbsolutePath().getParent();
        boolean made = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        this.folder = folder.toRealPath();
        if (made && parent != null) force(parent);
    }

    @Override
    public Closeable lock() throws IOException {
        String holder = holder();
        String holderHere = HELD_HERE.putIfAbsent(folder, holder);
        if (holderHere != null) throw held(holderHere);
        try {
            FileChannel channel = lockFile(holder);
            return () -> {
                channel.close();
                HELD_HERE.remove(folder);
            };
        } catch (IOException | RuntimeException e) {
            HELD_HERE.remove(folder);
            throw e;
        }
    }

    private FileChannel lockFile(String holder) throws IOException {
        FileChannel channel = FileChannel.open(folder.resolve(LOCK_FILE), CREATE, READ, WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) throw held(readHolder(channel));
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(holder.getBytes(UTF_8)), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private JournalUnusable held(String holder) {
        return new JournalUnusable("the journal in " + folder + " is in use by " + holder + ": stop that first");
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(HOLDER_BYTES_MAX);
        channel.read(text, 0);
        String holder = new String(text.array(), 0, text.position(), UTF_8);
        return holder.isEmpty() ? "a process that has not yet said who it is" : holder;
    }

    private static String holder() {
        return "pid " + ProcessHandle.current().pid() + " on " + host() + " since "
                + Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "a host without a name";
        }
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new ChannelFile(FileChannel.open(folder.resolve(name), READ, WRITE));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        return new ChannelFile(FileChannel.open(folder.resolve(name), CREATE, TRUNCATE_EXISTING, READ, WRITE));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void syncDirectory() throws IOException {
        force(folder);
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, READ)) {
            channel.force(true);
        }
    }

    @Override
    public String path(String name) {
        return folder.resolve(name).toString();
    }

    private record ChannelFile(FileChannel channel) implements DiskFile {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public int read(ByteBuffer into, long offset) throws IOException {
            return channel.read(into, offset);
        }

        @Override
        public void write(ByteBuffer from, long offset) throws IOException {
            long at = offset;
            while (from.hasRemaining()) at += channel.write(from, at);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
