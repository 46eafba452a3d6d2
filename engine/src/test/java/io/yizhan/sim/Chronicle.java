package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.Event;
import io.yizhan.core.Region;
import io.yizhan.journal.Journal;
import io.yizhan.rows.MemoryRows;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one history that all owners of a region write, and what each of them has added. What an owner calls durable must be in the history, or
 * go on where it ends; and whoever takes over must have found it.
 */
final class Chronicle {
    private static final long NOTICED_MS = 3_000;

    final Ledger ledger;
    private final Map<Long, Long> hashes = new HashMap<>();
    private final DoubleFault doubleFault;
    private final Map<Written, byte[]> written = new HashMap<>();
    private final Map<Long, Life> lives = new HashMap<>();
    private final List<Owner> owners = new ArrayList<>();

    private record Written(long epoch, long seq) {}

    /** Events that came of the same command as those before them. */
    private final Set<Written> continuing = new HashSet<>();

    Chronicle(Ledger ledger, DoubleFault doubleFault) {
        this.ledger = ledger;
        this.doubleFault = doubleFault;
    }

    /** An owner, from the moment it has the books until it is gone for good; what it does after it was superseded included. */
    final class Owner {
        final ClusterProcess process;
        final long epoch;
        private final ArrayDeque<Event> open = new ArrayDeque<>();
        /** The last event that it knows to be durable. */
        private long seq;

        private Owner(ClusterProcess process, long epoch, long seq) {
            this.process = process;
            this.epoch = epoch;
            this.seq = seq;
        }

        long seq() {
            return seq;
        }

        /** @param continues the command of the event before it */
        void appended(long number, Event event, boolean continues) {
            unless(
                    lives.get(epoch) == process.life,
                    "an epoch is one owner's",
                    "event " + number + " of epoch " + epoch);
            byte[] bytes = ledger.encoded(event);
            if (continues) continuing.add(new Written(epoch, number));
            byte[] former = written.putIfAbsent(new Written(epoch, number), bytes);
            unless(
                    former == null || Arrays.equals(former, bytes),
                    "a number stands for one event within an epoch",
                    number + " of epoch " + epoch + ": " + event);
            open.addLast(event);
        }

        void durable(long number) {
            for (; seq < number; seq++) promised(this, seq + 1, open.removeFirst());
        }
    }

    long newestEpoch() {
        return owners.isEmpty() ? 0 : owners.getLast().epoch;
    }

    private void promised(Owner owner, long seq, Event event) {
        if (seq <= ledger.lastSeq()) {
            ledger.same(seq, event);
            return;
        }
        if (owner.epoch != newestEpoch() && doubleFault.hidSuccessorFrom(owner)) return;
        unless(
                owner.epoch == newestEpoch(),
                "no owner goes on behind the back of the next",
                "event " + seq + " of epoch " + owner.epoch + ", whose successor is " + newestEpoch());
        add(seq, event);
    }

    private void add(long seq, Event event) {
        ledger.appended(seq, event, continues(seq, event));
        ledger.durable(seq);
        ledger.tell(seq);
        hashes.put(seq, ledger.shadowHash());
    }

    /** Whether whoever wrote this event wrote it behind another one of the same command. */
    private boolean continues(long seq, Event event) {
        byte[] bytes = ledger.encoded(event);
        for (Written one : continuing) if (one.seq == seq && Arrays.equals(written.get(one), bytes)) return true;
        return false;
    }

    /** A take-over is done. The rows have not moved since it raised their epoch, unless by its own. */
    Owner begin(ClusterProcess process, long epoch, long checkpoint, Journal journal, MemoryRows rows, Region books)
            throws IOException {
        Life former = lives.putIfAbsent(epoch, process.life);
        unless(former == null, "an epoch is one owner's", "epoch " + epoch);
        long end = journal.lastSeq();
        Owner owner = new Owner(process, epoch, end);
        boolean late = epoch < newestEpoch();
        if (!late) {
            requireAll(end);
            for (long seq = ledger.lastSeq() + 1; seq <= checkpoint; seq++)
                add(seq, rows.events().get((int) seq - 1));
        }
        @Nullable Event[] last = {checkpoint == 0 ? null : rows.events().get((int) checkpoint - 1)};
        try (Journal.Reader reader = journal.read(checkpoint)) {
            while (reader.next((seq, event) -> {
                        found(late, seq, event);
                        last[0] = event;
                    })
                    > 0) {}
        }
        if (last[0] != null) requireWhole(end, last[0]);
        if (late) return owner;
        books.checkInvariants();
        unless(
                books.stateHash() == ledger.shadowHash(),
                "a take-over finds the books as they were",
                "at event " + end + " of epoch " + epoch);
        owners.add(owner);
        return owner;
    }

    /** Whoever wrote the last event that is there has written nothing more of its command. */
    private void requireWhole(long end, Event last) {
        byte[] bytes = ledger.encoded(last);
        for (Written next : continuing)
            unless(
                    next.seq != end + 1 || !Arrays.equals(written.get(new Written(next.epoch, end)), bytes),
                    "a command's events are there as a whole or not at all",
                    last);
    }

    private void found(boolean late, long seq, Event event) {
        if (seq <= ledger.lastSeq()) ledger.same(seq, event);
        else if (!late) add(seq, event);
    }

    private void requireAll(long end) {
        if (end >= ledger.lastSeq()) return;
        for (long seq = end + 1; seq <= ledger.lastSeq(); seq++) {
            Owner holder = holder(seq);
            String verdict = doubleFault.verdict(seq, holder);
            unless(
                    DoubleFault.DECLARED.contains(verdict),
                    "no answered event is missing after a take-over",
                    "event " + seq + " of " + ledger.lastSeq() + " after a take-over at " + end + ": " + verdict);
        }
        throw new DoubleFault.Happened();
    }

    /** The last owner that had this event in its memory, or in its rows. */
    private Owner holder(long seq) {
        for (Owner owner : owners.reversed()) if (owner.seq >= seq) return owner;
        throw new Violation("the simulation works", "nobody ever had event " + seq);
    }

    /**
     * Books that follow hold what the history held there. Those that have not had the time to notice a new owner may be its predecessor's.
     */
    void follows(ClusterProcess process, Region books, long seq, long nowMs) {
        var raised = doubleFault.raisedAtMs.lastEntry();
        Long hash = hashes.get(seq);
        if (raised == null || hash == null || process.ableMs(raised.getValue(), nowMs) < NOTICED_MS) return;
        unless(
                books.stateHash() == hash,
                "a standby's books are the journal's up to where they stand",
                "at event " + seq);
    }
}
