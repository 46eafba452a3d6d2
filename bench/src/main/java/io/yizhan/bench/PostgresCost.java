package io.yizhan.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What a PostgreSQL server has done up to now: two of these give what was done in between. Linux only, for the processor time comes from
 * {@code /proc}.
 *
 * @param cpuNs of all its processes, those that have ended included
 * @param walBytes written to its log
 * @param transactions that wrote something
 * @param diskBytes of the database
 */
record PostgresCost(long cpuNs, long walBytes, long transactions, long diskBytes) {
    /** The unit of /proc/…/stat on Linux, whatever the kernel's own tick is. */
    private static final long NS_PER_TICK = 10_000_000;

    /** @param data the server's data folder, which names its main process */
    static PostgresCost now(Connection connection, Path data) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint,
                          pg_snapshot_xmax(pg_current_snapshot())::text::bigint, pg_database_size(current_database())
                        """)) {
            row.next();
            return new PostgresCost(cpuNs(data), row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    PostgresCost since(PostgresCost before) {
        return new PostgresCost(
                cpuNs - before.cpuNs,
                walBytes - before.walBytes,
                transactions - before.transactions,
                diskBytes - before.diskBytes);
    }

    private static long cpuNs(Path data) throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
        long main = Long.parseLong(lines.getFirst().strip());
        // Of the main process also what its former children took.
        long ticks = ticks(main, 4);
        ProcessHandle server =
                ProcessHandle.of(main).orElseThrow(() -> new IOException("Postgres, pid " + main + ", is not running"));
        for (ProcessHandle child : server.children().toList()) ticks += ticks(child.pid(), 2);
        return ticks * NS_PER_TICK;
    }

    /** The first so many of: own time, own time in the kernel, and the same of children that have ended. */
    private static long ticks(long pid, int fields) throws IOException {
        String stat;
        try {
            stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        } catch (NoSuchFileException gone) {
            return 0;
        }
        // The name before it is in brackets and may hold blanks.
        String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 20);
        long sum = 0;
        for (int i = 0; i < fields; i++) sum += Long.parseLong(rest[11 + i]);
        return sum;
    }
}
