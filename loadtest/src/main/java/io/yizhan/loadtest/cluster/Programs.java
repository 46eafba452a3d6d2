package io.yizhan.loadtest.cluster;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Programs of this machine. */
public final class Programs {
    /** Where Debian has servers; not on the path of everybody. */
    private static final String SERVERS = "/usr/sbin";

    private Programs() {}

    /** Null where there is none. */
    public static @Nullable String onPath(String name) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + SERVERS;
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path program = Path.of(folder.isEmpty() ? "." : folder, name);
            if (Files.isRegularFile(program) && Files.isExecutable(program)) return program.toString();
        }
        return null;
    }

    /** The command out of reach of the terminal's Ctrl-C: what stands on others is to end before them. */
    static List<String> apart(List<String> command) {
        String setsid = onPath("setsid");
        if (setsid == null) return command;
        List<String> whole = new ArrayList<>(command);
        whole.addFirst(setsid);
        return whole;
    }
}
