package io.yizhan.core.visit;

import io.yizhan.core.Visit;
import io.yizhan.core.Visit.Ending;
import io.yizhan.core.Visit.Oddity;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Makes visits of the passages of one reservation: whoever goes out by a pass is the one who has been inside by it for longest. It looks at when people went
 * through, and never at when that was heard of; so the visits are the same in whatever order gates report.
 */
final class Pairing {
    private final int party;
    private final LongUnaryOperator staysUntilMs;
    private final List<Pair> pairs = new ArrayList<>();

    private static final class Pair {
        final @Nullable Passage entry;
        final int companion;

        @Nullable
        Passage exit;

        long leftAtMs;
        Ending ending;
        final Oddity oddity;

        Pair(@Nullable Passage entry, int companion, Ending ending, Oddity oddity) {
            this.companion = companion;
            this.entry = entry;
            this.ending = ending;
            this.oddity = oddity;
        }

        void leave(Passage by) {
            exit = by;
            leftAtMs = by.atMs();
            ending = Ending.EXIT;
        }

        Visit visit() {
            return new Visit(
                    entry == null ? 0 : entry.atMs(),
                    entry == null ? "" : entry.gate(),
                    entry != null && entry.reported(),
                    leftAtMs,
                    exit == null ? "" : exit.gate(),
                    exit != null && exit.reported(),
                    ending,
                    oddity,
                    companion);
        }
    }

    private Pairing(int party, LongUnaryOperator staysUntilMs) {
        this.party = party;
        this.staysUntilMs = staysUntilMs;
    }

    /**
     * The visits, by when they began; one of which that is not known, by when it ended.
     *
     * @param passages in their order
     * @param party as many as may be inside by the pass of the reservation itself; a companion's pass lets in one
     * @param staysUntilMs until when somebody stays at most who has come in then
     */
    static Visit[] visits(List<Passage> passages, int party, LongUnaryOperator staysUntilMs, long nowMs) {
        Pairing pairing = new Pairing(party, staysUntilMs);
        for (Passage it : passages) pairing.take(it);
        pairing.endOverdue(nowMs);
        Visit[] visits = new Visit[pairing.pairs.size()];
        for (int i = 0; i < visits.length; i++) visits[i] = pairing.pairs.get(i).visit();
        return visits;
    }

    private void take(Passage it) {
        endOverdue(it.atMs());
        if (it.in()) enter(it);
        else leave(it);
    }

    private void enter(Passage it) {
        if (it.oddity() == Oddity.OTHER_STATION) {
            pairs.add(new Pair(it, it.companion(), Ending.UNKNOWN, it.oddity()));
        } else if (inside(it.companion()) < (it.companion() == 0 ? party : 1)) {
            pairs.add(new Pair(it, it.companion(), Ending.INSIDE, it.oddity()));
        } else {
            Oddity oddity = it.oddity() == Oddity.NONE ? Oddity.PASS_INSIDE_ALREADY : it.oddity();
            pairs.add(new Pair(it, it.companion(), Ending.UNKNOWN, oddity));
        }
    }

    private void leave(Passage it) {
        for (Pair pair : pairs) {
            if (pair.ending != Ending.INSIDE || pair.companion != it.companion()) continue;
            pair.leave(it);
            return;
        }
        Pair unseen = new Pair(null, it.companion(), Ending.EXIT, Oddity.NO_ENTRY);
        unseen.leave(it);
        pairs.add(unseen);
    }

    private int inside(int companion) {
        int inside = 0;
        for (Pair pair : pairs) if (pair.ending == Ending.INSIDE && pair.companion == companion) inside++;
        return inside;
    }

    private void endOverdue(long nowMs) {
        for (Pair pair : pairs) {
            if (pair.ending != Ending.INSIDE || pair.entry == null) continue;
            long untilMs = staysUntilMs.applyAsLong(pair.entry.atMs());
            if (untilMs > nowMs) continue;
            pair.leftAtMs = untilMs;
            pair.ending = Ending.LONGEST_STAY;
        }
    }
}
