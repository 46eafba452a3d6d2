package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Books;
import io.yizhan.core.Region;
import io.yizhan.journal.stream.EventStream;
import io.yizhan.lease.Lease;
import io.yizhan.region.RegionRows;
import io.yizhan.region.cluster.Standby;
import io.yizhan.region.cluster.TakeOver;
import io.yizhan.writebehind.RowBatch;
import io.yizhan.writebehind.RowSink;
import io.yizhan.writebehind.RowSinkAwayException;
import io.yizhan.writebehind.RowsRefusedException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One process of a node, from its start to its death: it does about the region what {@code RegionSteward} does, when the seed says so, at
 * wrong moments too.
 */
final class ClusterProcess {
    private static final long CANDIDATE_PAUSE_MS = 50;
    private static final long FOLLOW_PAUSE_MS = 200;
    private static final long FAILURE_PAUSE_MS = 500;

    final Life life = new Life();
    final List<Fiber> fibers = new ArrayList<>();
    private final ClusterNode node;
    private final ClusterSurroundings around;
    private final long seed;
    private final Consumer<String> trace;
    private final SimLease lease;
    private final List<long[]> unable = new ArrayList<>();

    /** It should own the region. */
    boolean wants;
    /** It should give the region away in good order. */
    boolean handsOver;
    /** It forgets to renew its lease so many times. */
    int renewalsForgotten;

    private @Nullable TakeOver attempt;
    private @Nullable Standby standby;
    private @Nullable OwnedDesk owned;
    private long renewAtMs;
    private long leasedUntilMs;
    /** As the rows said when they were last asked. */
    private long servedEpoch;

    ClusterProcess(ClusterNode node, ClusterSurroundings around, long seed, Consumer<String> trace) {
        this.node = node;
        this.around = around;
        this.seed = seed;
        this.trace = trace;
        lease = new SimLease(
                around.redis(),
                around.clock(),
                "n" + node.no + "/" + seed,
                ClusterSurroundings.LEASE_MS,
                node.redis,
                around.current());
        lease.lies = around.leaseLies();
        fiber(this::run);
    }

    Fiber fiber(Runnable work) {
        Fiber fiber = new Fiber(life, work);
        fibers.add(fiber);
        return fiber;
    }

    void rest(long ms) {
        around.current().get().rest(around.clock().passedMs() + ms);
    }

    /** What this node's wall clock shows. */
    InstantSource clock() {
        return () -> Instant.ofEpochMilli(around.clock().millis() - node.clockBehindMs);
    }

    @Nullable
    OwnedDesk owned() {
        return owned;
    }

    /** Its steward, its writer and its rows had no chance in this time. */
    void unable(long fromMs, long untilMs) {
        unable.add(new long[] {fromMs, untilMs});
    }

    /** For how long, of this time, it was alive and at work, and the rows within its reach. */
    long ableMs(long fromMs, long untilMs) {
        long ms = untilMs - fromMs;
        for (long[] span : unable) ms -= Math.max(0, Math.min(untilMs, span[1]) - Math.max(fromMs, span[0]));
        return ms;
    }

    private void run() {
        while (true) {
            long pauseMs;
            try {
                pauseMs = turn();
            } catch (SQLException | IOException failure) {
                if (attempt != null) say("fails: " + failure.getMessage());
                boolean tried = attempt != null;
                attempt = null;
                standby = null;
                if (tried) lease.release();
                pauseMs = FAILURE_PAUSE_MS;
            }
            rest(pauseMs);
        }
    }

    private void say(String what) {
        trace.accept("    n" + node.no + " " + what);
    }

    private long turn() throws SQLException, IOException {
        OwnedDesk present = owned;
        if (present != null) return keep(present);
        if (wants) return takeOver();
        attempt = null;
        return follow() ? 0 : FOLLOW_PAUSE_MS;
    }

    private long keep(OwnedDesk present) throws IOException {
        String stopped = present.stopped();
        if (stopped != null) {
            stepDown(present, stopped);
            return FAILURE_PAUSE_MS;
        }
        if (handsOver && present.rowsFollow()) {
            say("hands over");
            handsOver = false;
            wants = false;
            present.leave();
            rest(50);
            present.settle();
            end(present);
            return 0;
        }
        if (around.clock().passedMs() >= renewAtMs) {
            renewAtMs = around.clock().passedMs() + ClusterSurroundings.LEASE_MS / 3;
            if (renewalsForgotten > 0) renewalsForgotten--;
            else {
                String lost = renew(present);
                if (lost != null) {
                    stepDown(present, lost);
                    return FAILURE_PAUSE_MS;
                }
            }
        }
        return 2 * CANDIDATE_PAUSE_MS;
    }

    private @Nullable String renew(OwnedDesk present) {
        long askedMs = around.clock().passedMs();
        boolean gapless = askedMs < leasedUntilMs && !around.leaseLies();
        Lease.Attempt attempted = lease.acquire();
        if (attempted == Lease.Attempt.TAKEN) return "another node holds the lease";
        boolean held = attempted == Lease.Attempt.HELD;
        if (!held || !gapless) {
            try {
                if (rows().stand().epoch() != present.epoch) return "the rows have another owner";
            } catch (SQLException away) {
                return null;
            }
        }
        if (held) leasedUntilMs = askedMs + ClusterSurroundings.LEASE_MS;
        return null;
    }

    private void stepDown(OwnedDesk present, String why) throws IOException {
        say("steps down: " + why);
        wants = false;
        present.leave();
        present.stream.abandon();
        present.settle();
        end(present);
    }

    private void end(OwnedDesk present) {
        present.close();
        owned = null;
        lease.release();
    }

    private long takeOver() throws SQLException, IOException {
        TakeOver current = attempt;
        if (current == null) attempt = current = begin();
        return switch (current.step()) {
            case TakeOver.Progress.Going going -> {
                say("takes a step");
                yield 0;
            }
            case TakeOver.Progress.Waiting waiting -> {
                requireLost();
                yield Math.min(waiting.ms(), ClusterSurroundings.LEASE_MS / 4);
            }
            case TakeOver.Progress.NotOurs notOurs -> {
                attempt = null;
                yield CANDIDATE_PAUSE_MS;
            }
            case TakeOver.Progress.Done done -> {
                own(done);
                yield 0;
            }
        };
    }

    /** Else the candidate waits, and shouts of a loss, for nothing. */
    private void requireLost() {
        long servedMs = around.doubleFault().raisedAtMs.getOrDefault(servedEpoch, 0L);
        unless(
                around.redis().lostMs() >= servedMs,
                "nobody waits for a stream that has lost nothing",
                "since " + servedMs + ", when epoch " + servedEpoch + " was raised, which served");
    }

    private TakeOver begin() {
        return new TakeOver(
                new TakeOver.Terms(
                        ClusterSurroundings.REGION,
                        ZoneOffset.UTC,
                        around.journal(),
                        true,
                        around.mutation().graceMs(ClusterSurroundings.GRACE_MS)),
                lease,
                around.mutation().rows(rows(), around),
                around.mutation().stream(stream(), around),
                () -> new Region(SimNode.RULES),
                standby,
                around.clock()::nanoTime);
    }

    private void own(TakeOver.Progress.Done done) throws SQLException, IOException {
        sql(() -> {
            around.mutation().serve(done.epoch(), around);
            return done;
        });
        attempt = null;
        standby = null;
        say("owns: epoch " + done.epoch() + ", event " + done.journal().lastSeq() + ", rows at " + done.checkpoint()
                + (done.followed() ? ", followed" : ""));
        if (around.chronicle().ledger.naive.draws.isHalfDone()) say("goes on with a draw");
        leasedUntilMs = around.clock().passedMs();
        done.journal().leased(() -> around.leaseLies() || around.clock().passedMs() < leasedUntilMs);
        owned = new OwnedDesk(this, around, done, seed + done.epoch());
        renewAtMs = around.clock().passedMs();
    }

    /** Whether there is more to do at once. */
    private boolean follow() throws SQLException, IOException {
        Standby following = standby;
        if (following == null)
            standby = following = new Standby(rows(), stream(), () -> new Region(SimNode.RULES), new Follows());
        return following.step();
    }

    /** Whether its books stand where the history ends; or the stream, which an owner without work does not begin anew. */
    boolean followed() {
        Standby following = standby;
        if (following == null || !following.ready()) return false;
        return following.seq() == around.chronicle().ledger.lastSeq()
                || following.seq() >= around.redis().stream().stand().endSeq();
    }

    /** For a person. */
    @Override
    public String toString() {
        Standby following = standby;
        OwnedDesk present = owned;
        return "n" + node.no + (wants ? " wants" : "")
                + (following == null ? "" : " follows " + following.seq() + (following.ready() ? "" : "?"))
                + (present == null ? "" : " owns " + present) + (attempt == null ? "" : " tries");
    }

    private final class Follows implements Standby.Audience {
        private @Nullable Region books;

        private void follows(Region present, long seq) {
            around.chronicle()
                    .follows(ClusterProcess.this, present, seq, around.clock().passedMs());
        }

        @Override
        public void loaded(Region fresh, long seq) {
            books = fresh;
            follows(fresh, seq);
        }

        @Override
        public void advanced(long seq) {
            Region present = books;
            if (present != null) follows(present, seq);
        }
    }

    private EventStream stream() {
        return new SimStream(around.redis(), node.redis, around.current());
    }

    private <T> T sql(Line.Call<T, SQLException> request) throws SQLException {
        try {
            return node.postgres.call(around.current().get(), around.dbAway(), request);
        } catch (IOException unreachable) {
            throw new SQLException(unreachable.getMessage(), unreachable);
        }
    }

    private RegionRows rows() {
        RegionRows rows = around.postgres().region(life);
        RegionRows late = around.postgres().region(new Life());
        return new RegionRows() {
            @Override
            public Ownership stand() throws SQLException {
                Ownership stands = sql(rows::stand);
                servedEpoch = stands.servedEpoch();
                return stands;
            }

            @Override
            public Ownership takeOver(ZoneId zone) throws SQLException {
                return sql(() -> {
                    long before = around.doubleFault().raisedAtMs.isEmpty()
                            ? 0
                            : around.doubleFault().raisedAtMs.lastKey();
                    Ownership ours = around.mutation().raise(late, zone, around);
                    unless(ours.epoch() > before, "epochs only rise", ours.epoch() + " after " + before);
                    around.doubleFault()
                            .raisedAtMs
                            .put(ours.epoch(), around.clock().passedMs());
                    return ours;
                });
            }

            @Override
            public Figures load(Books books) throws SQLException {
                return sql(() -> rows.load(books));
            }
        };
    }

    RowSink sink(long epoch) {
        RowSink sink = around.mutation().sink(epoch, around);
        return new RowSink() {
            @Override
            public long connect() throws RowSinkAwayException, RowsRefusedException {
                return ask(sink::connect);
            }

            @Override
            public int write(RowBatch batch) throws RowSinkAwayException, RowsRefusedException {
                return ask(() -> sink.write(batch));
            }

            @Override
            public void close() {
                sink.close();
            }
        };
    }

    private interface Ask<T> {
        T run() throws RowSinkAwayException, RowsRefusedException;
    }

    private static final class Said extends Exception {
        private static final long serialVersionUID = 1;

        Said(Exception what) {
            super(what);
        }
    }

    private <T> T ask(Ask<T> request) throws RowSinkAwayException, RowsRefusedException {
        try {
            return node.postgres.call(around.current().get(), around.dbAway(), () -> {
                try {
                    return request.run();
                } catch (RowSinkAwayException | RowsRefusedException said) {
                    throw new Said(said);
                }
            });
        } catch (IOException unreachable) {
            throw new RowSinkAwayException(String.valueOf(unreachable.getMessage()), unreachable);
        } catch (Said said) {
            if (said.getCause() instanceof RowsRefusedException refused) throw refused;
            if (said.getCause() instanceof RowSinkAwayException away) throw away;
            throw new IllegalStateException(said);
        }
    }
}
