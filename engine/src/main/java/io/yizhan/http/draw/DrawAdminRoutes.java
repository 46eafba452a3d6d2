package io.yizhan.http.draw;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.core.DrawCommand;
import io.yizhan.core.DrawTerms;
import io.yizhan.core.DrawView;
import io.yizhan.core.SlotKey;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.secret.DrawSecrets;

/**
 * What operators see and say of draws: which are not carried out and what is missing, what a second keeper or the outside source has said, and that
 * people enter once more where something came too late. An operator at the stations of its token, an admin everywhere.
 */
public final class DrawAdminRoutes {
    private static final int STATION_ID_MAX = 64;
    private static final long MINUTE_MS = 60_000;

    private final Commands commands;
    private final DrawSecrets secrets;

    public DrawAdminRoutes(Commands commands, DrawSecrets secrets) {
        this.commands = commands;
        this.secrets = secrets;
    }

    public void list(Exchange exchange, Principal caller) {
        Query query = new Query(exchange);
        String stationId = query.text("station", STATION_ID_MAX);
        if (query.answered()) return;
        int stationNo = stationId == null ? 0 : exchange.directory().stationNo(stationId);
        if (stationId != null && (stationNo == 0 || !caller.operates(stationId))) {
            exchange.problem(Problem.stationForeign(stationId));
            return;
        }
        commands.submit(exchange, new DrawCommand.ListDraws(stationNo, false), found -> {
            JsonOut json = exchange.json(64 + DrawJson.BYTES * found.draws().size())
                    .object()
                    .array("draws");
            for (DrawView draw : found.draws())
                if (operates(exchange, caller, draw.slotKey()))
                    DrawJson.fields(json.object(), draw, exchange).end();
            exchange.personal(200, json.endArray().end());
        });
    }

    private static boolean operates(Exchange exchange, Principal caller, long slot) {
        String stationId = exchange.directory().stationId(exchange.directory().stationNoOfVenue(SlotKey.venueNo(slot)));
        return stationId != null && caller.operates(stationId);
    }

    /** The slot, if it is at a station of the caller's; where not, that is answered. */
    private static long own(Exchange exchange, String id, Principal caller) {
        long slot = DrawRoutes.slot(exchange, id);
        if (slot == SlotIds.UNKNOWN || operates(exchange, caller, slot)) return slot;
        String stationId = exchange.directory().stationId(exchange.directory().stationNoOfVenue(SlotKey.venueNo(slot)));
        exchange.problem(Problem.stationForeign(String.valueOf(stationId)));
        return SlotIds.UNKNOWN;
    }

    public void part(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        JsonBody.read(exchange, BodyReader.SHORT_BYTES_MAX, DrawPartRequest::parse, DrawPartRequest.class, request -> {
            long slot = own(exchange, id, caller);
            if (slot == SlotIds.UNKNOWN) return;
            var change = new DrawCommand.GivePart(slot, request.part(), request.value(), preview);
            commands.change(exchange, caller, change, request.reason(), stands -> answer(exchange, stands.draw()));
        });
    }

    public void window(Exchange exchange, String id, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        JsonBody.read(
                exchange, BodyReader.SHORT_BYTES_MAX, DrawWindowRequest::parse, DrawWindowRequest.class, request -> {
                    long slot = own(exchange, id, caller);
                    if (slot == SlotIds.UNKNOWN) return;
                    commands.submit(
                            exchange,
                            new DrawCommand.FindDraw(slot),
                            stands -> open(exchange, caller, stands.draw(), request, preview));
                });
    }

    private void open(Exchange exchange, Principal caller, DrawView draw, DrawWindowRequest request, boolean preview) {
        DrawTerms former = draw.terms();
        int round = former.round() + 1;
        int closesMin = (int) (exchange.nowMs() / MINUTE_MS) + request.windowMin();
        int revealMin = former.hasSource() ? Math.max(1, request.revealMin()) : request.revealMin();
        DrawTerms next = new DrawTerms(
                former.drawId(),
                round,
                closesMin,
                revealMin == 0 ? 0 : closesMin + revealMin,
                former.weightMax(),
                secrets.commitment(former.drawId(), round),
                former.source());
        var change = new DrawCommand.OpenWindow(draw.slotKey(), next, preview);
        commands.change(exchange, caller, change, request.reason(), stands -> answer(exchange, stands.draw()));
    }

    private static void answer(Exchange exchange, DrawView draw) {
        exchange.personal(
                200,
                DrawJson.fields(exchange.json(DrawJson.BYTES).object(), draw, exchange)
                        .end());
    }
}
