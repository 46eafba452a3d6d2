package io.yizhan.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * In memory. Who ends one session after the other is remembered by the time of the last but few: all that had begun by then are ended with
 * it, so that nobody takes more memory than anybody else.
 */
public final class EndedSessions implements SessionEnds {
    static final int EACH_MAX = 8;

    private final ConcurrentHashMap<String, Ends> bySubject = new ConcurrentHashMap<>();

    /** @param beforeMs all that had begun until then have ended */
    private record Ends(long beforeMs, List<SessionEnd> single, long forgetAtMs) {
        static final Ends NONE = new Ends(Long.MIN_VALUE, List.of(), Long.MIN_VALUE);

        Ends and(SessionEnd end) {
            long forgetAt = Math.max(forgetAtMs, end.forgetAtMs());
            if (end.session() == null) return new Ends(Math.max(beforeMs, end.endedAtMs()), single, forgetAt);
            if (single.contains(end)) return this;
            List<SessionEnd> all = new ArrayList<>(single);
            all.add(end);
            if (all.size() <= EACH_MAX) return new Ends(beforeMs, List.copyOf(all), forgetAt);
            long latest = all.stream().mapToLong(SessionEnd::endedAtMs).max().orElseThrow();
            return new Ends(Math.max(beforeMs, latest), List.of(), forgetAt);
        }

        boolean has(String session, long begunAtMs) {
            if (begunAtMs <= beforeMs) return true;
            for (SessionEnd end : single) if (session.equals(end.session())) return true;
            return false;
        }
    }

    @Override
    public boolean hasEnded(String subject, String session, long begunAtMs) {
        if (bySubject.isEmpty()) return false;
        Ends ends = bySubject.get(subject);
        return ends != null && ends.has(session, begunAtMs);
    }

    /** Durable nowhere. */
    @Override
    public void end(SessionEnd end) {
        bySubject.merge(end.subject(), Ends.NONE.and(end), (before, one) -> before.and(end));
    }

    /** Those that say nothing any more. */
    public void forget(long nowMs) {
        bySubject.values().removeIf(ends -> ends.forgetAtMs <= nowMs);
    }

    /** Of so many members. */
    public int size() {
        return bySubject.size();
    }
}
