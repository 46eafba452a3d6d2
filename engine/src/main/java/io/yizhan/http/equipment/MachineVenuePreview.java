package io.yizhan.http.equipment;

import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.EquipmentMark;
import io.yizhan.core.Outcome.ClosurePreviewed;
import io.yizhan.core.Reservation;
import io.yizhan.core.SettleMachineVenues;
import io.yizhan.core.SlotKey;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.AffectedReservations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Whom it would leave without a place if a machine that is a venue were out of order: the writer is asked part by part, as of any closure. */
final class MachineVenuePreview {
    private static final int LISTED_MAX = ClosurePreviewed.LISTED_MAX;
    private static final long MINUTE_MS = 60_000;

    private final Commands commands;
    private final Exchange exchange;
    private final ClosureCommand.CloseVenues closing;
    private int affected;
    private final List<Reservation> met = new ArrayList<>();

    MachineVenuePreview(Commands commands, Exchange exchange, int venueNo, EquipmentMark mark) {
        this.commands = commands;
        this.exchange = exchange;
        int nowMin = Math.toIntExact(exchange.nowMs() / MINUTE_MS);
        // A slot that begins within the minute begins soon enough, so that no slot is met that stays open, nor one left
        // out.
        int toMin = Math.toIntExact(Math.ceilDiv(exchange.nowMs(), MINUTE_MS)) + SettleMachineVenues.AHEAD_MIN;
        closing = new ClosureCommand.CloseVenues(new int[] {venueNo}, nowMin, toMin, true, mark.reason());
    }

    /** @param answer is called once all is known */
    void ask(Runnable answer) {
        ask(0, answer);
    }

    private void ask(int from, Runnable answer) {
        commands.submit(exchange, new ClosureCommand.PreviewClosure(closing, from), part -> {
            affected += part.affected();
            met.addAll(part.oldest());
            if (part.next() != 0) ask(part.next(), answer);
            else answer.run();
        });
    }

    /** About how many it writes. */
    int bytes() {
        return Math.min(met.size(), LISTED_MAX) * AffectedReservations.BYTES;
    }

    /** As fields of the object that is open. */
    void write(JsonOut json) {
        Closure closure = Closure.of(closing);
        met.sort(Comparator.comparingLong(Reservation::id));
        json.field("closesVenue", String.valueOf(exchange.directory().venueId(closing.venues()[0])))
                .field("affected", affected);
        new AffectedReservations(
                        exchange.index(),
                        exchange.region.feed(),
                        exchange.nowMs(),
                        (slot, endMs) -> closure.during(SlotKey.startMin(slot), Math.toIntExact(endMs / MINUTE_MS))
                                && closure.has(SlotKey.venueNo(slot)))
                .write(json, List.copyOf(met.subList(0, Math.min(met.size(), LISTED_MAX))), affected);
    }
}
