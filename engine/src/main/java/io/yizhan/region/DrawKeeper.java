package io.yizhan.region;

import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawOutcome.DrawsFound;
import io.yizhan.core.DrawView;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reveals the operator's secret of each draw as soon as its entries are fixed. What was revealed is in the books, so whoever takes the region over
 * goes on with what is left.
 */
final class DrawKeeper extends Chore {
    private static final Logger LOG = LoggerFactory.getLogger(DrawKeeper.class);

    private final DrawSecrets secrets;
    private final Caller caller;
    /** Whose secret this node does not have, or has too late: told once. */
    private final Set<String> hopeless = new HashSet<>();

    DrawKeeper(DrawSecrets secrets, Inbox inbox, InstantSource clock) {
        super("draws", "draws can't be gone on with", clock);
        this.secrets = secrets;
        this.caller = new Caller(inbox);
    }

    /** Returns when what was revealed is durable, or was refused. */
    @Override
    void look() {
        if (!(caller.call(new DrawCommand.ListDraws(0, true)) instanceof DrawsFound found)) return;
        for (DrawView draw : found.draws()) if (draw.firstSecret().isEmpty()) reveal(draw);
    }

    private void reveal(DrawView draw) {
        String name = draw.terms().drawId() + " " + draw.terms().round();
        if (hopeless.contains(name)) return;
        String secret = secrets.secret(draw.terms().drawId(), draw.terms().round());
        Outcome outcome = caller.call(new DrawCommand.RevealDraw(draw.slotKey(), secret));
        if (!(outcome instanceof Refusal.DrawPartUnfit unfit)) return;
        hopeless.add(name);
        LOG.warn(
                "the secret of draw {} does not count: {}; another window for entries can be opened",
                name,
                unfit.why());
    }
}
