package io.yizhan.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.http.auth.Authenticator;
import io.yizhan.http.auth.DevTokens;
import io.yizhan.sequencer.Submission;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the handlers of one region on one event loop share. On that event loop only, but for what says otherwise. */
final class Loop {
    final NodeLoop node;
    final Vertx vertx;
    final Context context;
    final EdgeSources sources;
    final RegionSources region;
    final EdgeOptions options;
    final HttpMetrics metrics;
    final Messages messages;
    final Directories directories;
    final Authenticator authenticator;
    final @Nullable DevTokens devTokens;
    final EventLoopMailbox mailbox;
    final Deadlines deadlines;
    final PassDesk passDesk;
    final Languages languages = new Languages();
    /** While a request is handed to the routes anew: how it stood before. */
    @Nullable
    Exchange again;
    /** The region's routes, where it has any. */
    Forwarder.@Nullable Local local;

    final Admission admission = new Admission(this);

    Loop(NodeLoop node, Served served) {
        this.node = node;
        vertx = node.vertx;
        context = node.context;
        Shared shared = node.shared;
        sources = shared.sources();
        options = shared.options();
        metrics = shared.metrics();
        messages = shared.messages();
        authenticator = shared.authenticator();
        devTokens = shared.devTokens();
        region = served.sources();
        directories = served.directories();
        deadlines = node.deadlines;
        mailbox = new EventLoopMailbox(context);
        passDesk = new PassDesk(this);
    }

    /**
     * What all event loops and regions share; for any thread.
     *
     * @param devTokens null unless tokens are given out here
     */
    record Shared(
            EdgeSources sources,
            EdgeOptions options,
            HttpMetrics metrics,
            Messages messages,
            Authenticator authenticator,
            @Nullable DevTokens devTokens) {}

    /** Lets another node answer where the region is no longer here; false where it is, or the request can't be sent again. */
    boolean sendOn(Exchange exchange) {
        return local != null && node.forwarder.takeOver(exchange, local);
    }

    /**
     * Sends a command to the writer. Its answer comes on this event loop, to the exchange's own guard; a refusal is answered as a problem.
     */
    <A extends Outcome> void submit(Exchange exchange, Command.For<A> command, Consumer<A> then) {
        Asked<A> asked = new Asked<>(exchange, command, then);
        Refusal refusal = region.inbox().offer(asked);
        if (refusal != null) asked.take(refusal);
    }

    private static final class Asked<A extends Outcome> extends Submission {
        private final Exchange exchange;
        private final Command.For<A> asked;
        private final Consumer<A> then;

        Asked(Exchange exchange, Command.For<A> command, Consumer<A> then) {
            super(command, exchange.loop.mailbox);
            this.exchange = exchange;
            asked = command;
            this.then = then;
        }

        @Override
        protected void answered(Outcome outcome) {
            exchange.guarded(this::take, outcome);
        }

        void take(Outcome outcome) {
            if (outcome instanceof Refusal refusal) exchange.problem(RefusalProblems.of(asked, refusal, exchange.index(), exchange.loop.region.feed(), exchange.nowMs()));
            else then.accept(asked.answer().cast(outcome));
        }
    }
}
