package io.yizhan.http.notice;

import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.notice.Notice;
import io.yizhan.notice.Notices;

/** {@code GET /v1/me/notifications}: a member's inbox, the newest first, by the rows that all nodes share. */
public final class NoticesRoute {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 100;
    private static final int ID_LENGTH_MAX = 20;
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 4;

    private final Notices notices;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.NOTIFICATIONS_UNAVAILABLE);

    /** Of one event loop. */
    public NoticesRoute(Notices notices) {
        this.notices = notices;
    }

    public void handle(Exchange exchange, Principal member) {
        Query query = new Query(exchange);
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        long before = before(query);
        if (query.answered()) return;
        String region = exchange.region.sources.region();
        questions.ask(
                exchange,
                () -> notices.before(region, member.subject(), before, limit),
                page -> answer(exchange, page));
    }

    private static long before(Query query) {
        String text = query.text("after", ID_LENGTH_MAX);
        if (text == null) return Long.MAX_VALUE;
        long no = NumberedIds.NOTICE.parse(text);
        if (no == NumberedIds.NONE) query.wrong("after", "id");
        return no;
    }

    private static void answer(Exchange exchange, Notices.Page page) {
        JsonOut json = exchange.json(NoticeJson.BYTES * (1 + page.notices().size()))
                .object()
                .array("notifications");
        for (Notice each : page.notices()) NoticeJson.write(json, each, exchange.index(), exchange.language());
        json.endArray();
        if (page.more())
            json.field(
                    "next", NumberedIds.NOTICE.format(page.notices().getLast().no()));
        exchange.personal(200, json.end());
    }
}
