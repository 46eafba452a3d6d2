package io.yizhan.http.exchange;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Submission;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Several bookings of one request, whose one answer waits for all of them. Of one event loop. */
final class AskedTogether {
    private final Commands commands;
    private final Exchange exchange;
    private final List<Command.PlaceReservation> asked;
    private final Consumer<Outcome[]> then;
    private final Outcome[] outcomes;
    private int offered;
    private int answered;
    /** Why the writer was not asked for those from {@link #offered} on. */
    private @Nullable Refusal notTaken;

    AskedTogether(
            Commands commands, Exchange exchange, List<Command.PlaceReservation> asked, Consumer<Outcome[]> then) {
        this.commands = commands;
        this.exchange = exchange;
        this.asked = asked;
        this.then = then;
        outcomes = new Outcome[asked.size()];
    }

    /** What is behind one that is not taken is not offered: it would be decided before it. Answers come after this, never within. */
    void submit() {
        while (notTaken == null && offered < asked.size()) {
            notTaken = commands.region.sources.inbox().offer(new Each(this, offered));
            if (notTaken == null) offered++;
        }
        if (offered == 0) end();
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
            if (together.answered == together.offered) together.exchange.guarded(AskedTogether::end, together);
        }
    }

    /** A region that stopped is told before an overload, since another node may have it and answer the whole. */
    private void end() {
        for (int i = 0; i < offered; i++) {
            if (outcomes[i] instanceof Refusal.RegionStopped stopped) {
                commands.refused(exchange, asked.get(i), stopped);
                return;
            }
        }
        if (notTaken == null) then.accept(outcomes);
        else commands.refused(exchange, asked.get(offered), notTaken);
    }
}
