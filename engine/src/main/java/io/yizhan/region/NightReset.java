package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.core.Command;
import io.yizhan.core.GateCommand;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says at night, at the city's local hour, that nobody is inside any more; and at the start for the last such moment, which may have passed
 * while no engine ran. Said again it changes nothing, so nobody needs to remember whether it was.
 */
final class NightReset implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NightReset.class);
    private static final long RETRY_MS = 10_000;

    private final Supplier<Directory> present;
    private final Caller caller;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("night").daemon().unstarted(task));
    /** The last moment that was said. */
    private long saidMs;

    private long notBeforeMs;

    NightReset(Supplier<Directory> present, Inbox inbox, InstantSource clock) {
        this.present = present;
        this.caller = new Caller(inbox);
        this.clock = clock;
    }

    void begin() {
        // Looks at the clock instead of waiting for a moment, since the clock may be set.
        var unused = timer.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            sayWhereDue();
        } catch (RuntimeException | Error failure) {
            // Errors too: a timer that throws is not run again.
            LOG.error("the numbers of people inside can't be reset", failure);
            notBeforeMs = clock.millis() + RETRY_MS;
        }
    }

    /** Says what is to be said now, and returns when that is durable, or refused. */
    void sayWhereDue() {
        long nowMs = clock.millis();
        if (nowMs < notBeforeMs) return;
        Directory by = present.get();
        long nightMs = new Horizon(by).lastNightMs(nowMs);
        if (nightMs <= saidMs) return;
        List<Command> commands = new ArrayList<>();
        for (Station station : by.stations())
            commands.add(new GateCommand.ResetOccupancy(by.stationNo(station.id()), nightMs));
        Outcome outcome = commands.isEmpty() ? Outcome.Done.DONE : caller.callAll(commands);
        if (outcome instanceof Refusal) {
            LOG.warn("the numbers of people inside can't be reset yet: {}", outcome);
            notBeforeMs = nowMs + RETRY_MS;
        } else {
            saidMs = nightMs;
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
