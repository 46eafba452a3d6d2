package io.yizhan.http.search;

import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.DirectoryIndex;
import io.yizhan.http.region.SlotJson;
import java.util.Objects;

/** A page of slots that were found, as the public gets it. For one answer. */
final class FoundSlotsJson {
    private static final int BYTES_OF_ONE = 448;

    private final Exchange exchange;
    private final DirectoryIndex index;
    private final VenueTexts texts;
    private final Question question;
    private final JsonOut json;

    private FoundSlotsJson(Exchange exchange, Question question, int count) {
        this.exchange = exchange;
        this.question = question;
        index = exchange.index();
        texts = VenueTexts.of(index);
        json = exchange.json(BYTES_OF_ONE * (1 + count));
    }

    /**
     * So many of them, and where to go on if there are more.
     *
     * @param limit at least 1
     */
    static JsonOut write(Exchange exchange, Question question, Shortlist slots, int limit) {
        int count = Math.min(limit, slots.size());
        FoundSlotsJson page = new FoundSlotsJson(exchange, question, count);
        page.json.object().field("date", question.date().toString()).array("slots");
        for (int i = 0; i < count; i++) page.slot(slots.hit(i));
        page.json.endArray();
        if (slots.size() > limit) page.next(slots.hit(limit - 1));
        return page.json.end();
    }

    private void slot(Hit hit) {
        json.object()
                .field("id", index.slotIds.format(hit.slotKey()))
                .fields(texts.fields(exchange, hit.venueNo()))
                .time("start", hit.day().startMs(hit.at()))
                .time("end", hit.day().endMs(hit.at()));
        SlotJson.standing(json, hit.day(), hit.at(), hit.remaining(), hit.state(), exchange.nowMs());
        if (question.near() != null) json.field("distanceM", hit.metres());
        json.end();
    }

    private void next(Hit last) {
        String venueId = Objects.requireNonNull(index.directory.venueId(last.venueNo()));
        json.field("next", SearchCursor.of(last, venueId).text(question));
    }
}
