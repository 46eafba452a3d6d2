package io.yizhan.core;

import io.yizhan.core.table.SlotTable;
import io.yizhan.core.table.VenueTable;
import io.yizhan.core.waitlist.Waitlists;
import java.util.function.Consumer;

/** What a catalogue says of venues, and what follows from another word for what shows their slots and for those who wait. Writer thread only. */
final class VenueDefinitions {
    private final VenueTable venues;
    private final SlotTable slots;
    private final Waitlists waitlists;
    private final Changes changes;

    VenueDefinitions(VenueTable venues, SlotTable slots, Waitlists waitlists, Changes changes) {
        this.venues = venues;
        this.slots = slots;
        this.waitlists = waitlists;
        this.changes = changes;
    }

    Outcome carryOut(VenueCommand.DefineVenue command, long nowMs, Consumer<Event> events) {
        return define(command.venueNo(), command.terms(), nowMs, events);
    }

    Outcome carryOut(VenueCommand.WithdrawVenue command, long nowMs, Consumer<Event> events) {
        VenueTerms terms = venues.find(command.venueNo());
        return terms == null ? Outcome.Done.DONE : define(command.venueNo(), terms.withdraw(), nowMs, events);
    }

    /** The definition that there is, once more: in a journal it stands for nothing else, as any other changes something. */
    Outcome carryOut(VenueCommand.TellSlotsAgain command, long nowMs, Consumer<Event> events) {
        VenueTerms terms = venues.find(command.venueNo());
        if (terms != null) events.accept(new Event.VenueDefined(nowMs, command.venueNo(), terms));
        return Outcome.Done.DONE;
    }

    private Outcome define(int venueNo, VenueTerms terms, long nowMs, Consumer<Event> events) {
        if (!terms.equals(venues.find(venueNo))) events.accept(new Event.VenueDefined(nowMs, venueNo, terms));
        return Outcome.Done.DONE;
    }

    void apply(int venueNo, VenueTerms terms) {
        VenueTerms former = venues.find(venueNo);
        venues.define(venueNo, terms);
        if (former == null) return;
        boolean again = former.equals(terms);
        if (!again) {
            waitlists.lookEverywhere();
            if (former.stationNo() != terms.stationNo()) changes.left(former.stationNo());
            if (SlotCursor.showsTheSame(former, terms)) return;
        }
        for (int cell = slots.newestOfVenue(venueNo); cell >= 0; cell = slots.nextOfVenue(cell))
            changes.opened(slots.key(cell));
    }
}
