package io.yizhan.sim;

import static io.yizhan.sim.Violation.unless;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.CompanionOutcome;
import io.yizhan.core.GateCommand;
import io.yizhan.core.OrderOutcome;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.Reservation;
import io.yizhan.sequencer.Mailbox;
import io.yizhan.sequencer.Submission;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who asks, and the network in between: messages are late, overtake each other, come twice, are lost; whoever hears nothing asks again with
 * the same key. Whatever leaves the engine is held against what it said before.
 */
final class Clients {
    private static final long RESET_HEARD_MS = 20;

    private final SimClock clock;
    private final Ledger ledger;
    private final History history;
    private final List<Op> ops = new ArrayList<>();
    private final OrderAnswers orders;
    private final Map<Long, Reservation> saidByKey = new HashMap<>();
    private final PriorityQueue<Due> network =
            new PriorityQueue<>(Comparator.comparingLong(Due::atMs).thenComparingLong(Due::order));
    private long order;
    /** Where a request ends up that arrives now; decided anew for each, since where a region is may change. */
    private Function<SplittableRandom, @Nullable Desk> way = dice -> null;
    /** Of 100 answers, so many are lost. */
    private int lossPercent;
    /** What the answers have broken last. */
    private @Nullable Violation broken;

    private record Due(long atMs, long order, Runnable what) {}

    Clients(SimClock clock, Ledger ledger, History history) {
        this.clock = clock;
        this.ledger = ledger;
        this.history = history;
        orders = new OrderAnswers(ledger, this::agrees);
    }

    void lossPercent(int percent) {
        lossPercent = percent;
    }

    List<Op> ops() {
        return ops;
    }

    /** Whom requests reach from now on; null for nobody. */
    void connect(@Nullable Desk fresh) {
        route(dice -> fresh);
        reset();
    }

    void route(Function<SplittableRandom, @Nullable Desk> byDice) {
        way = byDice;
    }

    /** Whoever waited for a process that is gone sees its connection reset. */
    void reset() {
        for (Op op : ops) {
            for (Op.Attempt attempt : op.attempts) {
                Life accepted = attempt.accepted;
                if (accepted == null || attempt.said != null || !accepted.over()) continue;
                attempt.accepted = null;
                if (op.answer == null) later(RESET_HEARD_MS, () -> retry(op, attempt));
            }
        }
    }

    private void later(long ms, Runnable what) {
        network.add(new Due(clock.passedMs() + ms, order++, what));
    }

    /** When the next message arrives; {@link Long#MAX_VALUE} where none is on its way. */
    long nextMs() {
        Due next = network.peek();
        return next == null ? Long.MAX_VALUE : next.atMs();
    }

    /**
     * Lets everything arrive that should have by now.
     *
     * @throws Violation an answer since the last time has broken a promise
     */
    void deliver() {
        if (broken != null) throw broken;
        for (Due next = network.peek(); next != null && next.atMs() <= clock.passedMs(); next = network.peek()) {
            network.remove();
            next.what().run();
        }
    }

    Op ask(Command command, long seed) {
        Op op = new Op(ops.size(), command, seed);
        ops.add(op);
        send(op);
        return op;
    }

    /** One more message with the same words, though nobody waits for it. */
    void duplicate(Op op) {
        send(op);
    }

    private void send(Op op) {
        Op.Attempt attempt = new Op.Attempt(history.moment());
        op.attempts.add(attempt);
        later(op.dice.nextInt(4) == 0 ? op.dice.nextInt(400) : op.dice.nextInt(5), () -> arrive(op, attempt));
        later(100 + op.dice.nextInt(2_000), () -> retry(op, attempt));
    }

    private void retry(Op op, Op.Attempt attempt) {
        if (op.answer == null && op.attempts.getLast() == attempt) send(op);
    }

    private void arrive(Op op, Op.Attempt attempt) {
        Desk there = way.apply(op.dice);
        if (there == null || there.life().over()) return; // Refused; the retry comes with the timeout.
        attempt.accepted = there.life();
        Refusal refusal = there.offer(new Submission(NaiveActs.by(op.command), mailbox(there)) {
            @Override
            protected void answered(Outcome outcome) {
                if (there.life().over()) return;
                there.answers(attempt, outcome);
                said(op, attempt, outcome);
            }
        });
        if (refusal != null) said(op, attempt, refusal);
    }

    /** The engine passes over what a mailbox throws, so a promise that an answer breaks is told by {@link #deliver}. */
    private Mailbox mailbox(Desk there) {
        return new Mailbox() {
            @Override
            public void put(Submission submission) {
                if (there.life().over()) return;
                try {
                    submission.answer();
                } catch (Violation violation) {
                    broken = violation;
                }
            }

            @Override
            public void flush() {}
        };
    }

    private void said(Op op, Op.Attempt attempt, Outcome outcome) {
        unless(attempt.said == null, "a request is answered once", op.command);
        attempt.said = outcome;
        check(op, outcome);
        if (!attempt.outdated && outcome instanceof OrderOutcome it) orders.check(op.command, it);
        if (op.dice.nextInt(100) < lossPercent) return;
        later(op.dice.nextInt(4) == 0 ? op.dice.nextInt(300) : op.dice.nextInt(3), () -> hear(op, attempt, outcome));
    }

    private void hear(Op op, Op.Attempt attempt, Outcome outcome) {
        attempt.heardAt = history.moment();
        if (outcome instanceof Refusal.Overloaded || outcome instanceof Refusal.RegionStopped)
            later(50 + op.dice.nextInt(200), () -> retry(op, attempt));
        else if (op.answer == null) op.answer = outcome;
    }

    /** What leaves the engine must agree with the command, with the ledger, and with what left it before. */
    private void check(Op op, Outcome outcome) {
        Command command = op.command;
        Command.PlaceReservation booking = op.booking();
        if (outcome instanceof Outcome.Placed placed && booking != null) {
            Reservation it = placed.reservation();
            unless(
                    Arrays.equals(it.slots(), booking.slots())
                            && it.party() == booking.party()
                            && it.member().equals(booking.member()),
                    "the answer is to the question",
                    outcome);
            agrees(it);
            Reservation former = saidByKey.put(booking.keyLo(), it);
            unless(
                    former == null
                            || forgotten(former)
                            || (former.id() == it.id() && former.state() == it.state())
                            || it.createdAtMs() - former.createdAtMs() >= SimNode.RULES.keyWindowMs(),
                    "a key is answered in one way",
                    former + " and " + it);
        }
        if (outcome instanceof Outcome.ClosureStands it) {
            unless(
                    !(command instanceof ClosureCommand.CloseVenues asked)
                            || Arrays.equals(asked.venues(), it.closure().venues()),
                    "the answer is to the question",
                    outcome);
            ledger.naive.closures.agree(it.closure());
        }
        if (outcome instanceof Outcome.CapacityStands it && command instanceof Command.ChangeCapacity asked) {
            unless(
                    it.slotKey() == asked.slotKey() && it.capacity() == asked.capacity(),
                    "the answer is to the question",
                    outcome);
            ledger.naive.capacities.agree(it, asked.reason(), op.attempts.size() > 1);
            it.affected().forEach(this::agrees);
        }
        if (outcome instanceof Outcome.Done && command instanceof Command.NoteCatalogue asked)
            unless(
                    ledger.naive.acts.catalogueSaid >= asked.version(),
                    "what is answered was said, by this command or before it",
                    command);
        if (outcome instanceof CompanionOutcome.CompanionshipStands it)
            ledger.naive.companions.agree(it.companionship());
        if (outcome instanceof Outcome.Stands stands) agrees(stands.reservation());
        if (outcome instanceof Outcome.Page page) page.reservations().forEach(this::agrees);
        if (outcome instanceof Outcome.GateReceipt receipt && command instanceof GateCommand.RecordGateEvents sent)
            unless(
                    receipt.accepted() + receipt.duplicates() == sent.seqs().length,
                    "the answer is to the question",
                    outcome);
    }

    private boolean forgotten(Reservation it) {
        NaiveBooks.Booking booking = ledger.naive.archived.get(it.id());
        return booking != null && booking.erased;
    }

    private void agrees(Reservation it) {
        NaiveBooks.Booking booking = ledger.naive.bookings.get(it.id());
        if (booking == null) booking = ledger.naive.archived.get(it.id());
        unless(
                booking != null
                        && booking.placed.member().equals(it.member())
                        && Arrays.equals(booking.placed.slots(), it.slots())
                        && booking.placed.party() == it.party()
                        && booking.placed.atMs() == it.createdAtMs()
                        && booking.placed.holdExpiresAtMs() == it.holdExpiresAtMs()
                        && booking.placed.stationNo() == it.stationNo()
                        && booking.placed.cancelClosesMin() * 60_000L == it.cancelClosesAtMs()
                        && booking.endsMin * 60_000L == it.endsAtMs(),
                "an answered reservation is in the journal, as answered",
                it);
    }

    /** Accepted by this process and not yet answered. */
    int owedBy(Life life) {
        int owed = 0;
        for (Op op : ops)
            for (Op.Attempt attempt : op.attempts) if (attempt.accepted == life && attempt.said == null) owed++;
        return owed;
    }

    String unanswered() {
        List<String> some = new ArrayList<>();
        for (Op op : ops) if (op.answer == null && some.size() < 5) some.add(text(op.command));
        return some + ", " + network.size() + " on their way";
    }

    /** In words, for a person. */
    String askedSince(int count) {
        var text = new StringBuilder();
        for (Op op : ops.subList(count, ops.size()))
            text.append(" #").append(op.no).append(' ').append(text(op.command));
        return text.toString();
    }

    private static String text(Command command) {
        return switch (command) {
            case Command.PlaceReservation it ->
                it.member() + " " + Arrays.toString(it.slots()) + " for " + it.party() + (it.hold() ? ", held" : "");
            case Command.EnterDraw it -> "enters: " + text(it.booking());
            case GateCommand.RecordGateEvents it -> it.gate() + "/" + it.boot() + " " + Arrays.toString(it.seqs());
            case ClosureCommand.CloseVenues it ->
                "closes " + Arrays.toString(it.venues()) + " from " + it.fromMin() + " to " + it.toMin()
                        + (it.cancels() ? ", cancels" : "");
            case Command.OfOrders<?> it -> OrderRequests.text(it);
            default -> command.toString();
        };
    }

    /** Whether everybody knows, and nothing is on its way. */
    boolean quiet() {
        return network.isEmpty() && ops.stream().allMatch(op -> op.answer != null);
    }
}
