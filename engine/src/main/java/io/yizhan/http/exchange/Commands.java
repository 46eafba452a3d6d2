package io.yizhan.http.exchange;

import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.RefusalProblems;
import io.yizhan.sequencer.Submission;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Takes commands to the writer of one region, and its answers back. Of one event loop. */
public final class Commands {
    private static final Command NO_SLOTS = new ClosureCommand.ListClosures();

    final RegionOnLoop region;
    private final Predicate<Exchange> elsewhere;

    /** @param elsewhere lets another node answer; false where the region is still here, or the request can't be sent on */
    public Commands(RegionOnLoop region, Predicate<Exchange> elsewhere) {
        this.region = region;
        this.elsewhere = elsewhere;
    }

    /**
     * Sends a command to the writer. Its answer comes on this event loop, to the exchange's own guard; a refusal is answered as a problem.
     */
    public <A extends Outcome> void submit(Exchange exchange, Command.For<A> command, Consumer<A> then) {
        submit(exchange, command, then, refusal -> answerRefused(exchange, command, refusal));
    }

    /**
     * The same.
     *
     * @param otherwise what to answer where it is refused, unless another node answers
     */
    public <A extends Outcome> void submit(
            Exchange exchange, Command.For<A> command, Consumer<A> then, Consumer<Refusal> otherwise) {
        if (command instanceof Command.Change<?>) throw new IllegalArgumentException("nobody changes it: " + command);
        Asked<A> asked = new Asked<>(this, exchange, command, then, otherwise);
        Refusal refusal = region.sources.inbox().offer(asked);
        if (refusal != null) asked.take(refusal);
    }

    /**
     * The same of what an operator changes: the audit has who, and why.
     *
     * @param reason "" where none is given
     */
    public <A extends Outcome> void change(
            Exchange exchange, Principal operator, Command.Change<A> change, String reason, Consumer<A> then) {
        submit(exchange, new Command.ByOperator<>(operator.subject(), change, reason), then);
    }

    /**
     * Sends several bookings to the writer, in this order. {@code then} gets an outcome for each, refusals among them, when all were decided.
     * Where one was not, or may not have been, the whole request is answered so: it is for the bookings' keys that those which were carried
     * out are not done again.
     */
    public void submitAll(
            Exchange exchange, List<? extends Command.For<Outcome.Placed>> bookings, Consumer<Outcome[]> then) {
        new AskedTogether(this, exchange, bookings, then).submit();
    }

    private static final class Asked<A extends Outcome> extends Submission {
        private final Commands commands;
        private final Exchange exchange;
        private final Command.For<A> asked;
        private final Consumer<A> then;
        private final Consumer<Refusal> otherwise;

        Asked(
                Commands commands,
                Exchange exchange,
                Command.For<A> command,
                Consumer<A> then,
                Consumer<Refusal> otherwise) {
            super(command, commands.region.mailbox);
            this.commands = commands;
            this.exchange = exchange;
            asked = command;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        protected void answered(Outcome outcome) {
            exchange.guarded(this::take, outcome);
        }

        void take(Outcome outcome) {
            if (outcome instanceof Refusal refusal) {
                if (!commands.isAnsweredElsewhere(exchange, refusal)) otherwise.accept(refusal);
            } else then.accept(asked.answer().cast(outcome));
        }
    }

    /** Answers what was refused of a request that named no slots; or another node does, where the region has gone there. */
    public void refused(Exchange exchange, Refusal refusal) {
        refused(exchange, NO_SLOTS, refusal);
    }

    void refused(Exchange exchange, Command command, Refusal refusal) {
        if (!isAnsweredElsewhere(exchange, refusal)) answerRefused(exchange, command, refusal);
    }

    /** The region may have gone to another node since the request began. */
    private boolean isAnsweredElsewhere(Exchange exchange, Refusal refusal) {
        return refusal instanceof Refusal.RegionStopped && elsewhere.test(exchange);
    }

    private void answerRefused(Exchange exchange, Command command, Refusal refusal) {
        exchange.problem(RefusalProblems.of(command, refusal, exchange.index(), region.feed(), exchange.nowMs()));
    }
}
