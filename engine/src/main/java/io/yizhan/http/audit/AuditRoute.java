package io.yizhan.http.audit;

import io.yizhan.audit.Audit;
import io.yizhan.audit.AuditQuestion;
import io.yizhan.http.auth.BrokersMember;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.OperatedStations;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/admin/audit}: the newest first. An operator sees what was at the stations of its token and nowhere else, an admin all. It is
 * read from the rows, which takes as long as the database does, so not on the event loop.
 */
public final class AuditRoute {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 100;
    private static final int ID_LENGTH_MAX = 20;
    private static final int NAME_LENGTH_MAX = 64;
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 4;

    private final Audit audit;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.AUDIT_UNAVAILABLE);

    /** Of one event loop. */
    public AuditRoute(Audit audit) {
        this.audit = audit;
    }

    public void handle(Exchange exchange, Principal caller) {
        Query query = new Query(exchange);
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        long before = before(query);
        String actor = name(query, "actor", NAME_LENGTH_MAX, Principal::isSubject);
        String subject = name(query, "subject", BrokersMember.LENGTH_MAX, BrokersMember::orSubject);
        int station = station(query, exchange, caller);
        if (query.answered()) return;
        Set<Integer> within = OperatedStations.of(exchange, caller);
        find(exchange, new AuditQuestion(within, station, actor, subject, before, limit));
    }

    private static long before(Query query) {
        String text = query.text("after", ID_LENGTH_MAX);
        if (text == null) return 0;
        long seq = NumberedIds.ACT.parse(text);
        if (seq == NumberedIds.NONE) query.wrong("after", "id");
        return seq;
    }

    private static String name(Query query, String name, int lengthMax, Predicate<String> form) {
        String text = query.text(name, lengthMax);
        if (text != null && !form.test(text)) query.wrong(name, "1–64 ASCII");
        return text == null ? "" : text;
    }

    /** 0 for all of the caller's. */
    private static int station(Query query, Exchange exchange, Principal caller) {
        String id = query.text("station", NAME_LENGTH_MAX);
        if (id == null) return 0;
        int no = exchange.directory().stationNo(id);
        if (no == 0) exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, id));
        else if (!caller.operates(id)) exchange.problem(Problem.stationForeign(id));
        return no;
    }

    private void find(Exchange exchange, AuditQuestion question) {
        String region = exchange.region.sources.region();
        questions.ask(exchange, () -> audit.find(region, question), page -> answer(exchange, page));
    }

    private static void answer(Exchange exchange, Audit.Page page) {
        JsonOut json = exchange.json(ActJson.BYTES * (1 + page.entries().size()))
                .object()
                .array("acts");
        for (Audit.Entry entry : page.entries()) ActJson.write(json, entry, exchange.index());
        json.endArray();
        String next = next(page);
        if (next != null) json.field("next", next);
        if (page.asOfMs() != 0) json.time("asOf", page.asOfMs());
        exchange.personal(200, json.end());
    }

    private static @Nullable String next(Audit.Page page) {
        return page.more() ? NumberedIds.ACT.format(page.entries().getLast().seq()) : null;
    }
}
