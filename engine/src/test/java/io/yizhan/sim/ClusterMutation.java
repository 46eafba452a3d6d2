package io.yizhan.sim;

import io.yizhan.journal.Commits;
import io.yizhan.journal.Journal;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.region.RegionRows;
import io.yizhan.writebehind.RowSink;
import java.sql.SQLException;
import java.time.ZoneId;

/** A bug that is put into the way in which a region changes hands, to see the simulation find it. This one is none. */
class ClusterMutation {
    static final ClusterMutation NONE = new ClusterMutation();

    long graceMs(long ms) {
        return ms;
    }

    RegionRows rows(RegionRows rows, ClusterSurroundings around) {
        return rows;
    }

    /** At the database itself. */
    RegionRows.Ownership raise(RegionRows rows, ZoneId zone, ClusterSurroundings around) throws SQLException {
        return rows.takeOver(zone);
    }

    /** At the database itself. */
    void serve(long epoch, ClusterSurroundings around) throws SQLException {
        around.postgres().serve(epoch);
    }

    RowSink sink(long epoch, ClusterSurroundings around) {
        return around.postgres().sink(new Life(), epoch);
    }

    SimPostgres postgres(SimClock clock, long seed) {
        return new SimPostgres(clock, new CrashPoints(where -> {}), seed);
    }

    /** That of a take-over, and of the owner after it. */
    EventStream stream(EventStream stream, ClusterSurroundings around) {
        return stream;
    }

    /** What the writer appends to. */
    Journal journal(Journal journal) {
        return journal;
    }

    Commits commits(Commits commits) {
        return commits;
    }
}
