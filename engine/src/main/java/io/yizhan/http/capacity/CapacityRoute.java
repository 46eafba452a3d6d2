package io.yizhan.http.capacity;

import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome.CapacityStands;
import io.yizhan.core.SlotKey;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.region.AffectedReservations;
import org.jspecify.annotations.Nullable;

/** {@code PUT /v1/admin/slots/{id}/capacity}. An operator changes what is at the stations of its token, an admin everything. */
public final class CapacityRoute {
    private static final int BYTES = 128;

    private final Commands commands;

    public CapacityRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                CapacityRequest::parse,
                CapacityRequest.class,
                request -> change(exchange, id, caller, request, preview));
    }

    private void change(Exchange exchange, String id, Principal caller, CapacityRequest request, boolean preview) {
        long slot = exchange.index().slotIds.parse(id);
        String stationId = slot == SlotIds.UNKNOWN ? null : stationId(exchange, slot);
        if (stationId == null) {
            exchange.problem(Problem.slotUnknown(id));
            return;
        }
        if (!caller.operates(stationId)) {
            exchange.problem(Problem.stationForeign(stationId));
            return;
        }
        int placesMax = placesMax(exchange, slot);
        if (request.capacity() > placesMax) {
            exchange.problem(exceedsStation(id, placesMax));
            return;
        }
        Command.ChangeCapacity change = new Command.ChangeCapacity(slot, request.capacity(), request.reason());
        if (preview) ask(exchange, new Command.PreviewCapacity(change));
        else commands.change(exchange, caller, change, request.reason(), stands -> answer(exchange, stands));
    }

    /** Part by part, until all is known. */
    private void ask(Exchange exchange, Command.PreviewCapacity query) {
        commands.submit(exchange, query, part -> {
            if (part.next() == 0) answer(exchange, part.stands());
            else ask(exchange, query.after(part));
        });
    }

    private static @Nullable String stationId(Exchange exchange, long slot) {
        return exchange.directory().stationId(exchange.directory().stationNoOfVenue(SlotKey.venueNo(slot)));
    }

    /** As many as its station lets in, as at an import. What one party has all of is refused by the books, whatever the number. */
    private static int placesMax(Exchange exchange, long slot) {
        Directory directory = exchange.directory();
        Venue venue = directory.venue(SlotKey.venueNo(slot));
        Station station = directory.station(directory.stationNoOfVenue(SlotKey.venueNo(slot)));
        boolean pooled = venue != null && venue.allocation() == Venue.Allocation.POOLED;
        return pooled && station != null ? station.occupancyMax() : Command.CAPACITY_MAX;
    }

    private static Problem exceedsStation(String slot, int placesMax) {
        return Problem.of(
                ProblemCode.CAPACITY_EXCEEDS_STATION,
                json -> json.field("slot", slot).field("limit", placesMax),
                slot,
                Integer.toString(placesMax));
    }

    private static void answer(Exchange exchange, CapacityStands stands) {
        int affected = stands.affected().size();
        JsonOut json = exchange.json(BYTES + AffectedReservations.BYTES * affected)
                .object()
                .field("slot", exchange.index().slotIds.format(stands.slotKey()))
                .field("capacity", stands.capacity())
                .field("affected", affected);
        new AffectedReservations(
                        exchange.index(),
                        exchange.region.feed(),
                        exchange.nowMs(),
                        (slot, endMs) -> slot == stands.slotKey())
                .write(json, stands.affected(), affected);
        exchange.personal(200, json.end());
    }
}
