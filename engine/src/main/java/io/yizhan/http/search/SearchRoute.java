package io.yizhan.http.search;

import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.SlotJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/slots}: "any court near me at 19:00". Slots of all stations on one day that have not started, page by page. */
public final class SearchRoute {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 100;
    private static final int BYTES_OF_ONE = 448;
    /** To look at a station, a venue or a slot takes about as long as to send so much. */
    private static final int BYTES_A_LOOK = 2;

    private SearchRoute() {}

    public static void handle(Exchange exchange) {
        DirectoryIndex index = exchange.index();
        Offers offers = Offers.of(index);
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
        ETags.send(exchange, Exchange.JSON, write(exchange, index, question, found.slots(), limit));
    }

    /** Today; on a later page the day of the first one, though midnight may have passed. */
    private static LocalDate usualDate(Exchange exchange, @Nullable SearchCursor after) {
        LocalDate begun = after == null ? null : after.date(exchange.zone());
        return begun == null ? LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone()) : begun;
    }

    private static JsonOut write(
            Exchange exchange, DirectoryIndex index, Question question, Shortlist slots, int limit) {
        int count = Math.min(limit, slots.size());
        JsonOut json = exchange.json(BYTES_OF_ONE * (1 + count))
                .object()
                .field("date", question.date().toString())
                .array("slots");
        for (int i = 0; i < count; i++) slot(exchange, index, json, slots.hit(i), question.near() != null);
        json.endArray();
        if (slots.size() > limit) {
            Hit last = slots.hit(limit - 1);
            String venueId = Objects.requireNonNull(index.directory.venueId(last.venueNo()));
            json.field("next", SearchCursor.of(last, venueId).text(question));
        }
        return json.end();
    }

    private static void slot(Exchange exchange, DirectoryIndex index, JsonOut json, Hit hit, boolean near) {
        json.object()
                .field("id", index.slotIds.format(hit.slotKey()))
                .fields(VenueTexts.of(exchange, hit.venueNo()))
                .time("start", hit.day().startMs(hit.at()))
                .time("end", hit.day().endMs(hit.at()));
        SlotJson.standing(json, hit.day(), hit.at(), hit.remaining(), hit.state(), exchange.nowMs());
        if (near) json.field("distanceM", hit.metres());
        json.end();
    }
}
