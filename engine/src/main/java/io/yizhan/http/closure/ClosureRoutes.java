package io.yizhan.http.closure;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Directory;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Venue;
import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Outcome;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.http.json.ReasonRequest;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v1/admin/closures}. An operator closes at the stations of its token, an admin everywhere. */
public final class ClosureRoutes {
    public static final int BODY_BYTES_MAX = 32 * 1024;

    private static final String PATH = "/v1/admin/closures/";
    private static final int SLOT_BYTES = 32;

    private final Commands commands;
    private final ClosurePreviews previews;

    public ClosureRoutes(Commands commands) {
        this.commands = commands;
        previews = new ClosurePreviews(commands);
    }

    public void close(Exchange exchange, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        JsonBody.read(
                exchange,
                BODY_BYTES_MAX,
                ClosureRequest::parse,
                ClosureRequest.class,
                request -> close(exchange, caller, request, preview));
    }

    private void close(Exchange exchange, Principal caller, ClosureRequest request, boolean preview) {
        int[] venues = venues(exchange, request);
        if (venues == null) return;
        Directory directory = exchange.directory();
        for (int venueNo : venues) {
            String stationId = directory.stationId(directory.stationNoOfVenue(venueNo));
            if (stationId == null || !caller.operates(stationId)) {
                exchange.problem(Problem.stationForeign(stationId == null ? "" : stationId));
                return;
            }
        }
        ClosureCommand.CloseVenues closing = new ClosureCommand.CloseVenues(
                venues, request.fromMin(), request.toMin(), request.cancels(), request.reason());
        if (preview) previews.answer(exchange, closing);
        else commands.change(exchange, caller, closing, request.reason(), stands -> closed(exchange, stands));
    }

    /** Their numbers; null where there is one that is not, and that was answered. */
    private static int @Nullable [] venues(Exchange exchange, ClosureRequest request) {
        Directory directory = exchange.directory();
        List<String> ids = request.venues();
        if (!request.station().isEmpty()) {
            Station station = directory.station(directory.stationNo(request.station()));
            if (station == null) {
                exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, request.station()));
                return null;
            }
            int count = station.venues().size();
            if (count == 0 || count > Closure.VENUES_MAX) {
                exchange.problem(Problem.bodyInvalid("station", "with 1–" + Closure.VENUES_MAX + " venues"));
                return null;
            }
            ids = station.venues().stream().map(Venue::id).toList();
        }
        int[] venues = new int[ids.size()];
        for (int i = 0; i < venues.length; i++) {
            String id = ids.get(i);
            venues[i] = directory.venueNo(id);
            if (directory.venue(venues[i]) == null) {
                exchange.problem(Problem.venueUnknown(id));
                return null;
            }
        }
        return venues;
    }

    private static void closed(Exchange exchange, Outcome.ClosureStands stands) {
        exchange.header(
                HttpHeaders.LOCATION,
                PATH + NumberedIds.CLOSURE.format(stands.closure().no()));
        one(exchange, stands.existed() ? 200 : 201, stands.closure());
    }

    private static void one(Exchange exchange, int status, Closure closure) {
        exchange.personal(status, ClosureJson.write(exchange.json(ClosureJson.BYTES), closure, exchange.directory()));
    }

    public void list(Exchange exchange, Principal caller) {
        commands.submit(exchange, new ClosureCommand.ListClosures(), found -> list(exchange, caller, found));
    }

    private static void list(Exchange exchange, Principal caller, Outcome.ClosuresFound found) {
        JsonOut json = exchange.json(ClosureJson.BYTES * (1 + found.closures().size()))
                .object()
                .array("closures");
        for (Closure closure : found.closures())
            if (foreign(exchange.directory(), caller, closure) == null)
                ClosureJson.write(json, closure, exchange.directory());
        exchange.personal(200, json.endArray().end());
    }

    /** A station of the closure that is not the caller's; null for none. What is no longer in the catalogue is anybody's. */
    private static @Nullable String foreign(Directory directory, Principal caller, Closure closure) {
        for (int venueNo : closure.venues()) {
            String stationId = directory.stationId(directory.stationNoOfVenue(venueNo));
            if (stationId != null && !caller.operates(stationId)) return stationId;
        }
        return null;
    }

    /** Which venues a closure has never changes: it is looked up first, to see whether the caller may. */
    public void lift(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        int no = Math.toIntExact(NumberedIds.CLOSURE.parse(id));
        JsonBody.readOptional(
                exchange,
                ReasonRequest::parseOptional,
                ReasonRequest.class,
                request -> commands.submit(exchange, new ClosureCommand.ListClosures(), found -> {
                    if (!isCallers(exchange, caller, no, found.closures())) return;
                    if (preview)
                        commands.submit(exchange, new ClosureCommand.PreviewLift(no), it -> opening(exchange, it));
                    else lift(exchange, caller, no, request.reason());
                }));
    }

    private void lift(Exchange exchange, Principal caller, int no, String reason) {
        commands.change(
                exchange,
                caller,
                new ClosureCommand.LiftClosure(no),
                reason,
                lifted -> one(exchange, 200, lifted.closure()));
    }

    /** False where that was answered. */
    private static boolean isCallers(Exchange exchange, Principal caller, int no, List<Closure> closures) {
        for (Closure closure : closures) {
            if (closure.no() != no) continue;
            String foreign = foreign(exchange.directory(), caller, closure);
            if (foreign != null) exchange.problem(Problem.stationForeign(foreign));
            return foreign == null;
        }
        exchange.problem(Problem.of(ProblemCode.CLOSURE_UNKNOWN));
        return false;
    }

    private static void opening(Exchange exchange, Outcome.LiftPreviewed preview) {
        JsonOut json = exchange.json(ClosureJson.BYTES + SLOT_BYTES * preview.first().length)
                .object();
        ClosureJson.fields(json, preview.closure(), exchange.directory())
                .field("opening", preview.opening())
                .array("slotsOpening");
        for (long slot : preview.first()) json.value(exchange.index().slotIds.format(slot));
        json.endArray().field("more", preview.opening() > preview.first().length);
        exchange.personal(200, json.end());
    }
}
