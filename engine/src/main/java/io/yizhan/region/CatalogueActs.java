package io.yizhan.region;

import io.yizhan.catalogue.edition.Editions;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the books who has replaced the catalogue, of each replacement once and in order. Each is stored with its author before it is said.
 * What was stored by an owner that came to its end in between, whoever owns the region next says. Any thread.
 */
final class CatalogueActs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogueActs.class);
    private static final long LOOK_MS = 1_000;

    private final IntSupplier presentVersion;
    private final Retelling retelling;
    private final Caller caller;
    private final Editions editions;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("catalogue-acts").daemon().unstarted(task));
    /** Nothing is owed of this version and those before it. */
    private long saidThrough;

    private boolean owing;

    /** Has slots told again that are something else by the present edition than by the one of a version, or any since. */
    interface Retelling {
        /** @return null where that is durable; otherwise why it is not */
        @Nullable
        Refusal since(long version);
    }

    /**
     * @param presentVersion of the edition that is in force here
     * @param said see {@link io.yizhan.core.Region#catalogueSaid}, before the writer is at work
     */
    CatalogueActs(IntSupplier presentVersion, Retelling retelling, long said, Inbox inbox, Editions editions) {
        this.presentVersion = presentVersion;
        this.retelling = retelling;
        saidThrough = said;
        caller = new Caller(inbox);
        this.editions = editions;
    }

    /** Returns at once, and says what is owed as soon as it can, from now on. */
    void begin() {
        var unused = timer.scheduleWithFixedDelay(this::sayBehind, 0, LOOK_MS, TimeUnit.MILLISECONDS);
    }

    private void sayBehind() {
        try {
            Replacement refused = say();
            if (refused != null && !owing) LOG.warn("who replaced the catalogue can't be told yet: {}", refused);
            owing = refused != null;
        } catch (RuntimeException | Error failure) {
            // Errors too: a timer that throws is not run again.
            if (!owing) LOG.error("who replaced the catalogue can't be told", failure);
            owing = true;
        }
    }

    /**
     * Says what is owed of the edition that is in force and those before it.
     *
     * @return null where all of it is said, and durable; otherwise why it is not
     */
    synchronized @Nullable Replacement say() {
        int through = presentVersion.getAsInt();
        if (through <= saidThrough) return null;
        // First: of what is said, the next owner knows that all of it is done.
        Refusal untold = retelling.since(saidThrough);
        if (untold != null) return new Replacement.Declined(untold);
        try {
            for (Editions.Added added : editions.added(saidThrough, through)) {
                Outcome outcome = caller.call(new Command.ByOperator<>(
                        added.author().actor(),
                        new Command.NoteCatalogue(added.former(), added.version()),
                        added.author().reason()));
                if (outcome instanceof Refusal refusal) return new Replacement.Declined(refusal);
                saidThrough = added.version();
            }
        } catch (IOException away) {
            return new Replacement.Unavailable(String.valueOf(away.getMessage()));
        }
        saidThrough = through;
        return null;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
