package io.yizhan.sim;

import io.yizhan.core.Books;
import io.yizhan.region.RegionRows;
import io.yizhan.rows.MemoryRows;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowSink;
import io.yizhan.writebehind.RowSinkAwayException;
import io.yizhan.writebehind.RowsRefusedException;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A database server with one region: {@link MemoryRows}, and what may happen on the way to them. A transaction whose connection is lost may
 * still be under way at the server; it is over, one way or the other, before the region is read or taken over again, because it has its row
 * locked.
 */
class SimPostgres {
    private final SimClock clock;
    private final CrashPoints points;
    private final SplittableRandom dice;
    private MemoryRows rows = new MemoryRows();
    private @Nullable MemoryRows underWay;

    private boolean away;
    private int resets;
    private int lostAnswers;
    private int lateCommits;
    private int slow;

    SimPostgres(SimClock clock, CrashPoints points, long seed) {
        this.clock = clock;
        this.points = points;
        dice = new SplittableRandom(seed);
    }

    void away(boolean isAway) {
        away = isAway;
    }

    boolean isAway() {
        return away;
    }

    void resets(int count) {
        resets = count;
    }

    void lostAnswers(int count) {
        lostAnswers = count;
    }

    void lateCommits(int count) {
        lateCommits = count;
    }

    void slow(int count) {
        slow = count;
    }

    void heal() {
        away = false;
        resets = 0;
        lostAnswers = 0;
        lateCommits = 0;
        slow = 0;
    }

    /** What is committed. */
    MemoryRows rows() {
        return rows;
    }

    void set(MemoryRows committed) {
        rows = committed;
    }

    private void settle() {
        MemoryRows late = underWay;
        underWay = null;
        if (late != null && dice.nextBoolean()) rows = late;
    }

    private void requireServer(Life life) throws SQLException {
        life.require();
        if (away) throw new SQLException("connection refused");
    }

    /** The way in for a starting process. */
    RegionRows region(Life life) {
        return new RegionRows() {
            @Override
            public Ownership stand() throws SQLException {
                requireServer(life);
                return new Ownership(rows.epoch, rows.seq, rows.servedEpoch);
            }

            @Override
            public Ownership takeOver(ZoneId zone) throws SQLException {
                requireServer(life);
                points.pass("take over");
                settle();
                rows = rows.owned();
                points.pass("taken over");
                return new Ownership(rows.epoch, rows.seq, rows.servedEpoch);
            }

            @Override
            public Figures load(Books books) throws SQLException {
                requireServer(life);
                points.pass("load");
                return rows.load(books);
            }
        };
    }

    /** As {@code JournalHome.moveTo} does, for an owner that is about to serve. */
    void serve(long epoch) throws SQLException {
        settle();
        if (rows.epoch != epoch) throw new SQLException("the region has a newer owner than epoch " + epoch);
        rows = rows.served();
    }

    /** The way in for the write-behind of one owner. */
    RowSink sink(Life life, long epoch) {
        return new Connection(life, epoch);
    }

    /** Makes the rows those after a batch. */
    void commit(long epoch, RowBatch batch) throws RowsRefusedException {
        MemoryRows next = rows.with(epoch, batch);
        underWay = next;
        points.pass("commit");
        underWay = null;
        rows = next;
    }

    private final class Connection implements RowSink {
        private final Life life;
        private final long epoch;
        private boolean open;

        Connection(Life life, long epoch) {
            this.life = life;
            this.epoch = epoch;
        }

        @Override
        public long connect() throws RowSinkAwayException, RowsRefusedException {
            life.require();
            open = false;
            if (away) throw lost("connection refused");
            settle();
            if (rows.epoch != epoch) throw new RowsRefusedException("the region has another owner", true, null);
            open = true;
            return rows.seq;
        }

        @Override
        public int write(RowBatch batch) throws RowSinkAwayException, RowsRefusedException {
            life.require();
            if (!open) throw new IllegalStateException("not connected");
            if (away) throw lost("connection reset");
            if (slow > 0) {
                slow--;
                clock.pass(1 + dice.nextInt(2_000));
            }
            points.pass("begin");
            if (resets > 0) {
                resets--;
                rows.with(epoch, batch);
                throw lost("connection reset inside the transaction");
            }
            if (lateCommits > 0) {
                lateCommits--;
                underWay = rows.with(epoch, batch);
                throw lost("connection reset at the commit");
            }
            commit(epoch, batch);
            if (lostAnswers > 0) {
                lostAnswers--;
                throw lost("connection reset behind the commit");
            }
            points.pass("committed");
            return 1;
        }

        private RowSinkAwayException lost(String why) {
            open = false;
            return new RowSinkAwayException(why, new java.io.IOException(why));
        }

        @Override
        public void close() {
            open = false;
        }
    }
}
