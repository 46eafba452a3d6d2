package io.yizhan.http.exchange;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Bundle;
import io.yizhan.sequencer.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Several bookings of one request, decided in one turn of the writer, whose one answer waits for all of them. Of one event loop. */
final class AskedTogether {
    private final Commands commands;
    private final Exchange exchange;
    private final List<? extends Command.For<Outcome.Placed>> asked;
    private final Consumer<Outcome[]> then;
    private final Outcome[] outcomes;
    private int answered;

    AskedTogether(
            Commands commands,
            Exchange exchange,
            List<? extends Command.For<Outcome.Placed>> asked,
            Consumer<Outcome[]> then) {
        this.commands = commands;
        this.exchange = exchange;
        this.asked = asked;
        this.then = then;
        outcomes = new Outcome[asked.size()];
    }

    /** Answers come after this, never within. */
    void submit() {
        if (asked.isEmpty()) {
            then.accept(outcomes);
            return;
        }
        List<Each> parts = new ArrayList<>(asked.size());
        for (int i = 0; i < asked.size(); i++) parts.add(new Each(this, i));
        Refusal notTaken = commands.region.sources.inbox().offer(new Bundle(parts));
        if (notTaken != null) commands.refused(exchange, asked.getFirst(), notTaken);
    }

    private static final class Each extends Submission {
        private final AskedTogether together;
        private final int at;

        Each(AskedTogether together, int at) {
            super(together.asked.get(at), together.commands.region.mailbox);
            this.together = together;
            this.at = at;
        }

        @Override
        protected void answered(Outcome outcome) {
            together.outcomes[at] = outcome;
            together.answered++;
            if (together.answered == together.outcomes.length) together.exchange.guarded(AskedTogether::end, together);
        }
    }

    /** Where the region has stopped, another node may have it and answer the whole. */
    private void end() {
        for (int i = 0; i < outcomes.length; i++) {
            if (outcomes[i] instanceof Refusal.RegionStopped stopped) {
                commands.refused(exchange, asked.get(i), stopped);
                return;
            }
        }
        then.accept(outcomes);
    }
}
