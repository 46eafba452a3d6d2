package io.yizhan.http.search;

import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/slots}: "any court near me at 19:00". Slots of all stations on one day that have not started, page by page. */
public final class SearchRoute {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 100;
    /** To look at a station, a venue or a slot takes about as long as to send so much. */
    private static final int BYTES_A_LOOK = 2;

    private SearchRoute() {}

    public static void handle(Exchange exchange) {
        Offers offers = Offers.of(exchange.index());
        Query query = new Query(exchange);
        String text = query.text("after", SearchCursor.LENGTH_MAX);
        SearchCursor after = text == null ? null : SearchCursor.read(text);
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        Question question = new QuestionReader(query, offers).read(usualDate(exchange, after));
        if (question == null) return;
        if (text != null && (after == null || !after.isWritten(text, question))) {
            query.wrong("after", "next");
            return;
        }
        SlotSearch.Found found = SlotSearch.find(
                offers, exchange.region.feed(), question, exchange.zone(), after, limit + 1, exchange.nowMs());
        exchange.chargeBesides(BYTES_A_LOOK * found.looks());
        ETags.send(exchange, Exchange.JSON, FoundSlotsJson.write(exchange, question, found.slots(), limit));
    }

    /** Today; on a later page the day of the first one, though midnight may have passed. */
    private static LocalDate usualDate(Exchange exchange, @Nullable SearchCursor after) {
        LocalDate begun = after == null ? null : after.date(exchange.zone());
        return begun == null ? LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone()) : begun;
    }
}
