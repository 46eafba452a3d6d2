package io.yizhan.http.event;

import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.trail.EventTrail;
import io.yizhan.trail.TrailEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * {@code GET /v1/events}: what has happened, in the one order that everything has. It is read from the rows, which all nodes share: so any node
 * answers, only what is durable is told, and the writer is not asked.
 */
public final class EventsRoute {
    private static final int PAGE = 100;
    private static final int PAGE_MAX = 1_000;
    private static final int WAIT_S_MAX = 30;
    private static final int SEQ_LENGTH_MAX = 18;
    private static final Pattern SEQ = Pattern.compile("0|[1-9][0-9]{0,17}");
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 4;

    private static final int RETRY_MS = 1_000;

    private final EventTrail trail;
    private final Pseudonyms pseudonyms;
    private final EventWaits waits;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.EVENTS_UNAVAILABLE);

    /** Of one event loop. */
    public EventsRoute(RegionOnLoop region, EventTrail trail, Pseudonyms pseudonyms) {
        this.trail = trail;
        this.pseudonyms = pseudonyms;
        waits = new EventWaits(region.loop, trail, region.sources.region());
    }

    /** @param untilNs when it is answered although nothing has come */
    private record Asked(Exchange exchange, Principal caller, long after, int limit, long untilNs) {}

    /** An event, and what it is to others. */
    private record Told(EventType type, TrailEvent event) {}

    public void handle(Exchange exchange, Principal caller) {
        Query query = new Query(exchange);
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        int waitS = query.integer("waitS", 0, WAIT_S_MAX, 0);
        long after = after(query);
        if (query.answered()) return;
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(waitS);
        ask(new Asked(exchange, caller, after, limit, untilNs));
    }

    private static long after(Query query) {
        String text = query.text("after", SEQ_LENGTH_MAX);
        if (text == null) return 0;
        if (SEQ.matcher(text).matches()) return Long.parseLong(text);
        query.wrong("after", "0–999999999999999999");
        return 0;
    }

    private void ask(Asked asked) {
        String region = asked.exchange.region.sources.region();
        questions.ask(asked.exchange, () -> trail.after(region, asked.after, asked.limit), page -> answer(asked, page));
    }

    private void answer(Asked asked, EventTrail.Page page) {
        if (asked.after > page.lastSeq()) {
            asked.exchange.problem(Problem.of(
                    ProblemCode.EVENTS_AHEAD,
                    json -> json.field("last", page.lastSeq()),
                    Long.toString(page.lastSeq())));
            return;
        }
        List<Told> told = new ArrayList<>();
        for (TrailEvent event : page.events()) {
            EventType type = EventType.ofKind(event.kind());
            if (type != null) told.add(new Told(type, event));
        }
        long next =
                page.events().isEmpty() ? asked.after : page.events().getLast().seq();
        if (told.isEmpty() && System.nanoTime() - asked.untilNs < 0) goOn(asked, next, page.lastSeq());
        else send(asked, told, next, page.lastSeq());
    }

    /** There was nothing to tell so far, and whoever asks has time. */
    private void goOn(Asked asked, long next, long lastSeq) {
        Asked rest = new Asked(asked.exchange, asked.caller, next, asked.limit, asked.untilNs);
        if (next < lastSeq) ask(rest);
        else if (!waits.await(next, asked.untilNs, () -> asked.exchange.guarded(this::ask, rest)))
            asked.exchange.problem(Problem.retry(ProblemCode.OVERLOADED, RETRY_MS));
    }

    private void send(Asked asked, List<Told> told, long next, long lastSeq) {
        Exchange exchange = asked.exchange;
        EventJson form = asked.caller.persons()
                ? EventJson.withPersons(exchange.index())
                : EventJson.withoutPersons(exchange.index(), pseudonyms);
        JsonOut json =
                exchange.json(EventJson.BYTES * (1 + told.size())).object().array("events");
        for (Told each : told) form.write(json, each.type, each.event);
        json.endArray().field("next", next).field("more", next < lastSeq);
        exchange.personal(200, json.end());
    }
}
