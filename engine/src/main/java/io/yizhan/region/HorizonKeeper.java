package io.yizhan.region;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Horizon;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.config.StartFailed;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.VenueCommand;
import io.yizhan.secret.DrawSecrets;
import io.yizhan.sequencer.Caller;
import io.yizhan.sequencer.Inbox;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the slots of the days ahead open: at the start, at each local midnight, and when the catalogue has changed it defines the venues,
 * opens what the schedules say, and retires what is over. All of it may be repeated: what is open stays as it is.
 */
public final class HorizonKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HorizonKeeper.class);

    /** Yesterday's slots can still be looked at. */
    private static final int DAYS_KEPT = 1;

    private static final long RETRY_MS = 10_000;

    private final Supplier<Directory> present;
    private final DrawSecrets secrets;
    private final Caller caller;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("horizon").daemon().unstarted(task));
    /** By which catalogue it was last tried; null before the first time. */
    private @Nullable Directory directory;

    private long nextMs;
    private volatile @Nullable String trouble;

    /**
     * @param present may give another catalogue at any time: its slots are opened within a second
     * @param secrets that draws commit to, which come with their slots
     */
    public HorizonKeeper(Supplier<Directory> present, DrawSecrets secrets, Inbox inbox, InstantSource clock) {
        this.secrets = secrets;
        this.present = present;
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

    /** Nothing is defined or opened while this runs. */
    synchronized <T extends @Nullable Object> T undisturbed(Supplier<T> change) {
        return change.get();
    }

    private synchronized void rollAtMidnight() {
        long nowMs = nextMs;
        try {
            nowMs = clock.millis();
            if (nowMs < nextMs && directory == present.get()) return;
            roll();
            return;
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

    /** Defines and opens by the present catalogue what is to be open now, and returns when that is durable, or refused. */
    synchronized Outcome roll() {
        Directory by = present.get();
        directory = by;
        Horizon horizon = new Horizon(by);
        long nowMs = clock.millis();
        long beganNs = System.nanoTime();
        LocalDate today = horizon.dateAt(nowMs);
        Outcome outcome = caller.callAll(commands(by, horizon, today, new PlannedDraws(by, secrets, nowMs)));
        if (outcome instanceof Refusal) {
            trouble = outcome.toString();
            nextMs = nowMs + RETRY_MS;
            LOG.warn("the slots of {} can't be opened yet: {}", today, outcome);
            return outcome;
        }
        trouble = null;
        nextMs = horizon.nextMidnightMs(nowMs);
        LOG.info(
                "slots of {} to {} are open, {} ms",
                today,
                today.plusDays(by.city().horizonDays() - 1L),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs));
        return outcome;
    }

    private static List<Command> commands(Directory directory, Horizon horizon, LocalDate today, PlannedDraws draws) {
        List<Command> commands = new ArrayList<>();
        for (Station station : directory.stations()) {
            for (Venue venue : station.venues()) {
                int venueNo = directory.venueNo(venue.id());
                commands.add(new VenueCommand.DefineVenue(venueNo, horizon.terms(station, venue)));
                for (LocalDate date : horizon.days(today)) {
                    VenueCommand.OpenSlots slots = horizon.slots(venueNo, date);
                    if (slots.startMin().length > 0) commands.add(draws.with(slots));
                }
                commands.addAll(horizon.coursesAhead(venueNo, today));
            }
        }
        for (int venueNo = 1; venueNo < directory.venueNoEnd(); venueNo++)
            if (directory.venue(venueNo) == null) commands.add(new VenueCommand.WithdrawVenue(venueNo));
        commands.add(new VenueCommand.RetireSlots(horizon.startOfDayMin(today.minusDays(DAYS_KEPT))));
        return commands;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
