package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.journal.stream.EventStream;
import io.yizhan.journal.stream.MemoryStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A Redis with one region's stream and lease: one state, of which it may lose everything, or fall back to what it was a while ago, as a
 * failover to a copy that lags does, or a restart with a file that lags.
 */
final class SimRedis {
    private static final long REMEMBERED_MS = 6_000;
    private static final int REMEMBERED_MAX = 60;

    private final SimClock clock;
    private final ArrayDeque<State> past = new ArrayDeque<>();
    /** By a batch's last event, the event before its first. */
    private final TreeMap<Long, Long> formerSeqs = new TreeMap<>();
    /** When it lost an event that it had, without anybody having asked for that. */
    final TreeMap<Long, Long> lostAtMs = new TreeMap<>();

    /** An array, so that everybody's {@link Line} sees it. */
    final boolean[] away = {false};

    private final MemoryStream stream = new MemoryStream();
    private Lock lock = Lock.NONE;
    /** The highest epoch that the stream was under since it last lost something. */
    private long epoch;

    /**
     * Who holds the lease.
     *
     * @param token how often it has changed hands
     */
    record Lock(String holder, long untilMs, long token) {
        static final Lock NONE = new Lock("", 0, 0);
    }

    private long lostMs = -1;

    /** The latest claim of the stream that it lost. */
    private Claim lostClaim = Claim.NONE;

    /**
     * That of an owner, lost.
     *
     * @param afterLossMs how long after another loss; -1 where that was the first
     */
    private record Claim(long epoch, long afterLossMs) {
        static final Claim NONE = new Claim(0, -1);
    }

    private record State(long atMs, MemoryStream stream, Lock lock) {}

    SimRedis(SimClock clock) {
        this.clock = clock;
    }

    MemoryStream stream() {
        return stream;
    }

    EventStream connect() {
        return stream.connect();
    }

    Lock lock() {
        return lock;
    }

    void lock(Lock next) {
        remember();
        lock = next;
    }

    /** To be called before each change. */
    void remember() {
        past.addLast(new State(clock.passedMs(), stream.copy(), lock));
        while (past.size() > REMEMBERED_MAX || past.getFirst().atMs() < clock.passedMs() - REMEMBERED_MS)
            past.removeFirst();
    }

    void appending(long formerSeq, long lastSeq) {
        remember();
        formerSeqs.put(lastSeq, formerSeq);
    }

    /** As long as it loses nothing, only a higher epoch takes the place of another. */
    void requireRisen() {
        long now = stream.stand().epoch();
        unless(now >= epoch, "epochs only rise", "at the stream " + now + " after " + epoch);
        epoch = now;
    }

    /** Begins the stream anew, whoever's it is: for a bug. */
    void overwrite(long epoch, long seq) throws IOException {
        remember();
        MemoryStream fresh = new MemoryStream();
        fresh.connect().restart(epoch, seq);
        stream.set(fresh);
    }

    /** Loses everything. */
    void flush() {
        become(new MemoryStream(), Lock.NONE);
        past.clear();
    }

    /** Is as it was so many changes ago, or so many milliseconds. */
    void fallBack(int changes, long ms) {
        State back = null;
        for (int i = 0; i < changes || (!past.isEmpty() && past.getLast().atMs() > clock.passedMs() - ms); i++) {
            if (past.isEmpty()) break;
            back = past.removeLast();
        }
        if (back != null) become(back.stream(), back.lock());
    }

    private void become(MemoryStream other, Lock itsLock) {
        Set<Long> before = events();
        long claimed = stream.stand().epoch();
        stream.set(other);
        lock = itsLock;
        epoch = stream.stand().epoch();
        if (claimed > epoch) lostClaim = new Claim(claimed, lostMs < 0 ? -1 : clock.passedMs() - lostMs);
        lostMs = clock.passedMs();
        Set<Long> after = events();
        for (long seq : before) if (!after.contains(seq)) lostAtMs.put(seq, clock.passedMs());
        for (long seq : after) lostAtMs.remove(seq);
    }

    /** When it last became another state than it was; -1 for never. */
    long lostMs() {
        return lostMs;
    }

    /** Whether it lost a claim of the stream by somebody after this epoch, so shortly after another loss, and nobody has claimed it since. */
    boolean lostClaimAfter(long knownEpoch, long ms) {
        boolean twice = lostClaim.afterLossMs() >= 0 && lostClaim.afterLossMs() <= ms;
        return twice && lostClaim.epoch() > knownEpoch && stream.stand().epoch() <= knownEpoch;
    }

    private Set<Long> events() {
        Set<Long> events = new TreeSet<>();
        for (long last : stream.batches())
            for (long seq = formerSeqs.getOrDefault(last, last - 1) + 1; seq <= last; seq++) events.add(seq);
        return events;
    }
}
