package io.yizhan.app;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who listens on a port of this machine, as Linux tells it: the sockets that listen are in /proc/net, whose they are in each process's folder. */
final class PortHolder {
    private static final String LISTENING = "0A";
    private static final Path PROC = Path.of("/proc");

    private PortHolder() {}

    /** For instance {@code java (pid 4711)}; null where it can't be told: another user's process, or another system. */
    static @Nullable String of(InetAddress address, int port) {
        try {
            Set<String> sockets = new HashSet<>();
            for (String table : new String[] {"tcp", "tcp6"})
                addListening(PROC.resolve("net").resolve(table), address, port, sockets);
            return sockets.isEmpty() ? null : ownerOf(sockets);
        } catch (IOException noSuchTable) {
            return null;
        }
    }

    /** Lines like {@code 0: 0100007F:1F90 00000000:0000 0A … inode …}; addresses byte by byte in the machine's own order. */
    private static void addListening(Path table, InetAddress address, int port, Set<String> sockets)
            throws IOException {
        if (!Files.exists(table)) return;
        String ours = hex(address);
        for (String line : Files.readAllLines(table)) {
            String[] columns = line.strip().split("\\s+", -1);
            if (columns.length < 10 || !columns[3].equals(LISTENING)) continue;
            int colon = columns[1].indexOf(':');
            if (colon < 0 || Integer.parseInt(columns[1].substring(colon + 1), 16) != port) continue;
            String theirs = columns[1].substring(0, colon);
            boolean everywhere = theirs.chars().allMatch(digit -> digit == '0');
            if (everywhere || address.isAnyLocalAddress() || theirs.endsWith(ours))
                sockets.add("socket:[" + columns[9] + "]");
        }
    }

    /** Four bytes at a time, the last one first. An IPv4 address is the end of its IPv6 form. */
    private static String hex(InetAddress address) {
        byte[] bytes = address.getAddress();
        StringBuilder hex = new StringBuilder();
        for (int word = 0; word < bytes.length; word += 4) {
            for (int i = word + 3; i >= word; i--) hex.append(String.format(Locale.ROOT, "%02X", bytes[i]));
        }
        return hex.toString();
    }

    private static @Nullable String ownerOf(Set<String> sockets) throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path process : processes) {
                if (!hasOneOf(process.resolve("fd"), sockets)) continue;
                long pid = Long.parseLong(process.getFileName().toString());
                return name(pid) + " (pid " + pid + ")";
            }
        }
        return null;
    }

    private static boolean hasOneOf(Path descriptors, Set<String> sockets) {
        try (Stream<Path> all = Files.list(descriptors)) {
            return all.anyMatch(descriptor -> sockets.contains(target(descriptor)));
        } catch (IOException | RuntimeException othersOrGone) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException gone) {
            return "";
        }
    }

    private static String name(long pid) {
        ProcessHandle.Info process =
                ProcessHandle.of(pid).map(ProcessHandle::info).orElse(null);
        if (process == null) return "a process";
        if (process.commandLine().orElse("").contains("yizhan.jar")) return "another Yizhan";
        Path command = Path.of(process.command().orElse("a process")).getFileName();
        return command == null ? "a process" : command.toString();
    }
}
