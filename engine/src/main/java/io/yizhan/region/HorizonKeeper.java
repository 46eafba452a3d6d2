package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the slots of the days ahead open: at the start and at each local midnight it defines the venues, opens what the schedules say, and
 * retires what is over. All of it may be repeated: what is open stays as it is.
 */
final class HorizonKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HorizonKeeper.class);

    /** Yesterday's slots can still be looked at. */
    private static final int DAYS_KEPT = 1;

    private static final long RETRY_MS = 10_000;

    private final Directory directory;
    private final Horizon horizon;
    private final Caller caller;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("horizon").daemon().unstarted(task));
    private long nextMs;
    private volatile @Nullable String trouble;

    HorizonKeeper(Directory directory, Inbox inbox, InstantSource clock) {
        this.directory = directory;
        this.horizon = new Horizon(directory);
        this.caller = new Caller(inbox);
        this.clock = clock;
    }

    /** Opens what is to be open now, and returns when that is durable; then goes on by itself. */
    void start() throws StartFailed {
        Outcome outcome = roll();
        if (outcome instanceof Refusal refusal) throw new StartFailed("the slots can't be opened: " + refusal);
        begin();
    }

    /** Returns at once, and opens what is to be open as soon as it can. */
    void begin() {
        // Looks at the clock instead of waiting for a moment, since the clock may be set.
        var unused = timer.scheduleWithFixedDelay(this::rollAtMidnight, 0, 1, TimeUnit.SECONDS);
    }

    private void rollAtMidnight() {
        long nowMs = nextMs;
        try {
            nowMs = clock.millis();
            if (nowMs < nextMs) return;
            Outcome outcome = roll();
            trouble = outcome instanceof Refusal ? outcome.toString() : null;
            if (trouble == null) return;
            LOG.warn("the slots of the new day can't be opened yet: {}", outcome);
        } catch (RuntimeException | Error failure) {
            // Errors too: a timer that throws is not run again, and no day would ever be opened.
            LOG.error("the slots of the new day can't be opened", failure);
            trouble = failure.toString();
        }
        nextMs = nowMs + RETRY_MS;
    }

    /** Why what is to be open is not; null where it is. Any thread. */
    @Nullable
    String trouble() {
        return trouble;
    }

    private Outcome roll() {
        long nowMs = clock.millis();
        long beganNs = System.nanoTime();
        LocalDate today = horizon.dateAt(nowMs);
        Outcome outcome = caller.callAll(commands(today));
        nextMs = horizon.nextMidnightMs(nowMs);
        LOG.info(
                "slots of {} to {} are open, {} ms",
                today,
                today.plusDays(directory.city().horizonDays() - 1L),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs));
        return outcome;
    }

    private List<Command> commands(LocalDate today) {
        List<Command> commands = new ArrayList<>();
        for (Station station : directory.stations()) {
            for (Venue venue : station.venues()) {
                int venueNo = directory.venueNo(venue.id());
                commands.add(new Command.DefineVenue(venueNo, horizon.terms(station, venue)));
                for (LocalDate date : horizon.days(today)) {
                    Command.OpenSlots slots = horizon.slots(venueNo, date);
                    if (slots.startMin().length > 0) commands.add(slots);
                }
            }
        }
        for (int venueNo = 1; venueNo < directory.venueNoEnd(); venueNo++)
            if (directory.venue(venueNo) == null) commands.add(new Command.WithdrawVenue(venueNo));
        commands.add(new Command.RetireSlots(horizon.startOfDayMin(today.minusDays(DAYS_KEPT))));
        return commands;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
