package io.yizhan.journal.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import io.yizhan.journal.JournalUnusable;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A journal's folder on a real file system. */
public final class FolderDisk implements JournalDisk {
    private static final String LOCK_FILE = "lock";
    private static final int HOLDER_BYTES_MAX = 512;

    /** What {@link #holder} writes: pid, host, since when. */
    private static final Pattern HOLDER = Pattern.compile("pid (\\d{1,18}) on (.*) since (\\S+Z)");

    /**
     * Folders locked by this process, and since when. The system's lock is the process's, and is lost when the process closes any
     * channel of the file: so a second opener in here must not come as far as opening it.
     */
    private static final Map<Path, String> HELD_HERE = new ConcurrentHashMap<>();

    private final Path folder;
    private final boolean readOnly;

    /** Looks at a folder that exists: whatever would change it throws {@link UnsupportedOperationException}, locking it too. */
    public static FolderDisk readOnly(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) throw new NoSuchFileException(folder.toString(), null, "no such folder");
        return new FolderDisk(folder.toRealPath(), true);
    }

    private FolderDisk(Path folder, boolean readOnly) {
        this.folder = folder;
        this.readOnly = readOnly;
    }

    /** Makes the folder where there is none. */
    public FolderDisk(Path folder) throws IOException {
        this.readOnly = false;
        Path parent = folder.toAbsolutePath().getParent();
        boolean made = !Files.isDirectory(folder);
        Files.createDirectories(folder);
        this.folder = folder.toRealPath();
        if (made && parent != null) force(parent);
    }

    @Override
    public Closeable lock() throws IOException {
        requireWritable();
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
        FileChannel channel;
        try {
            channel = FileChannel.open(folder.resolve(LOCK_FILE), CREATE, READ, WRITE);
        } catch (FileSystemException refused) {
            throw new JournalUnusable(folder + " can't be written (" + reason(refused) + ") by user "
                    + System.getProperty("user.name") + ": it needs a folder of its own that it may write to");
        }
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

    private void requireWritable() {
        if (readOnly) throw new UnsupportedOperationException(folder + " is only looked at");
    }

    /**
     * Who has a folder, as far as can be told without touching its lock: the process that its lock file names, if that lives, and lived
     * already when the file was written; one of another host is taken at its word. Null where nobody has.
     */
    public static @Nullable String holderOf(Path folder) throws IOException {
        String text;
        try (FileChannel channel = FileChannel.open(folder.resolve(LOCK_FILE), READ)) {
            text = readHolder(channel);
        } catch (NoSuchFileException never) {
            return null;
        }
        Matcher said = HOLDER.matcher(text);
        if (!said.matches() || !said.group(2).equals(host())) return text;
        Instant since = Instant.parse(said.group(3));
        boolean lives = ProcessHandle.of(Long.parseLong(said.group(1)))
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(start -> start.isBefore(since.plusSeconds(2)))
                .orElse(false);
        return lives ? text : null;
    }

    private JournalUnusable held(String holder) {
        return new JournalUnusable("the journal in " + folder + " is in use by " + holder + ": stop that first");
    }

    private static String reason(FileSystemException refused) {
        if (refused.getReason() != null) return refused.getReason();
        return refused instanceof AccessDeniedException ? "permission denied" : refused.toString();
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
        Path file = folder.resolve(name);
        return new ChannelFile(readOnly ? FileChannel.open(file, READ) : FileChannel.open(file, READ, WRITE));
    }

    @Override
    public DiskFile create(String name) throws IOException {
        requireWritable();
        return new ChannelFile(FileChannel.open(folder.resolve(name), CREATE, TRUNCATE_EXISTING, READ, WRITE));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        requireWritable();
        Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String name) throws IOException {
        requireWritable();
        Files.deleteIfExists(folder.resolve(name));
    }

    @Override
    public void syncDirectory() throws IOException {
        requireWritable();
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
