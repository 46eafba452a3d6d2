package io.yizhan.core.closure;

import static io.yizhan.core.Refusal.ClosureUnknown.CLOSURE_UNKNOWN;

import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Event;
import io.yizhan.core.Outcome;
import io.yizhan.core.Refusal;
import io.yizhan.core.table.VenueTable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What operators ask: to close venues, to open them again, to see what is closed. */
public final class ClosureCommands {
    /** In force, or remembered by what they cancelled: years of a city's repairs. */
    static final int CLOSURES_MAX = 1_000;

    private final VenueTable venues;
    private final Closures closures;

    public ClosureCommands(VenueTable venues, Closures closures) {
        this.venues = venues;
        this.closures = closures;
    }

    public Outcome carryOut(ClosureCommand.CloseVenues command, long nowMs, Consumer<Event> events) {
        Refusal refusal = refusal(command);
        if (refusal != null) return refusal;
        Closure same = same(command);
        if (same != null) return new Outcome.ClosureStands(same, true);
        int no = closures.nextNo();
        events.accept(new Event.ClosureBegan(
                nowMs, no, command.fromMin(), command.toMin(), command.cancels(), command.reason()));
        for (int venueNo : command.venues()) events.accept(new Event.VenueClosed(nowMs, no, venueNo));
        return stands(no, false);
    }

    /** What speaks against it; null where nothing does. */
    public @Nullable Refusal refusal(ClosureCommand.CloseVenues command) {
        for (int venueNo : command.venues()) if (!venues.has(venueNo)) return new Refusal.VenueUnknown(venueNo);
        if (closures.sizeOfAsked() < CLOSURES_MAX || same(command) != null) return null;
        return new Refusal.ClosuresExceeded(CLOSURES_MAX);
    }

    /** The one in force that this would repeat: whoever asks again has missed the answer. */
    private @Nullable Closure same(ClosureCommand.CloseVenues command) {
        for (Closure one : closures.all()) if (one.state().inForce() && one.same(command)) return one;
        return null;
    }

    public Outcome carryOut(ClosureCommand.LiftClosure command, long nowMs, Consumer<Event> events) {
        Closure closure = closures.find(command.closureNo());
        if (closure == null || !closure.state().inForce()) return CLOSURE_UNKNOWN;
        if (closure.isOfMachine()) return new Refusal.ClosureOfMachine(closure.machine());
        events.accept(new Event.ClosureLifted(nowMs, closure.no()));
        return new Outcome.ClosureStands(closure.with(Closure.State.LIFTED), false);
    }

    public Outcome answer(ClosureCommand.ListClosures query) {
        return new Outcome.ClosuresFound(
                closures.all().stream().filter(one -> one.state().inForce()).toList());
    }

    private Outcome stands(int no, boolean existed) {
        Closure closure = closures.find(no);
        if (closure == null) throw new IllegalStateException("closure " + no + " is not in the books");
        return new Outcome.ClosureStands(closure, existed);
    }
}
