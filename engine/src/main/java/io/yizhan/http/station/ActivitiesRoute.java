package io.yizhan.http.station;

import io.yizhan.catalogue.Activity;
import io.yizhan.catalogue.Dates;
import io.yizhan.catalogue.Occurrence;
import io.yizhan.feed.DayView;
import io.yizhan.feed.SlotState;
import io.yizhan.feed.StationFeed;
import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.SlotJson;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/activities}: classes, tournaments and lectures as they take place, with the places left. */
public final class ActivitiesRoute {
    private static final int DAYS = 7;
    private static final int DAYS_MAX = 31;
    private static final int PAGE = 100;
    private static final int PAGE_MAX = 500;
    private static final int ID_LENGTH_MAX = 64;

    private ActivitiesRoute() {}

    public static void handle(Exchange exchange) {
        Query query = new Query(exchange);
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
        LocalDate from = orElse(query.date("from"), today);
        LocalDate to = orElse(query.date("to"), lastOf(from));
        Activity.Kind kind = query.word("kind", Activity.Kind.class);
        String stationId = query.text("station", ID_LENGTH_MAX);
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        String after = query.text("after", ID_LENGTH_MAX);
        if (query.answered()) return;
        if (to.isBefore(from) || to.isAfter(from.plusDays(DAYS_MAX - 1))) {
            query.wrong("to", "from … from + " + (DAYS_MAX - 1));
            return;
        }
        if (stationId != null
                && exchange.directory().station(exchange.directory().stationNo(stationId)) == null) {
            query.wrong("station", "id");
            return;
        }
        ActivityCalendar.Found found =
                ActivityCalendar.find(exchange, new ActivityCalendar.Asked(stationId, kind, from, to));
        List<Occurrence> all = found.occurrences;
        int first = after == null ? 0 : 1 + position(exchange, all, after);
        if (after != null && first == 0) {
            query.wrong("after", "id");
            return;
        }
        int end = Math.min(all.size(), first + limit);
        JsonOut json = exchange.json(256 * (1 + end - first)).object().array("activities");
        for (int i = first; i < end; i++) write(exchange, json, found, i);
        json.endArray();
        if (end < all.size()) json.field("next", id(exchange, all.get(end - 1)));
        ETags.send(exchange, Exchange.JSON, json.end());
    }

    private static LocalDate lastOf(LocalDate from) {
        LocalDate last = from.plusDays(DAYS - 1);
        return last.isAfter(Dates.MAX) ? Dates.MAX : last;
    }

    private static LocalDate orElse(@Nullable LocalDate date, LocalDate other) {
        return date == null ? other : date;
    }

    private static int position(Exchange exchange, List<Occurrence> all, String slotId) {
        long slotKey = exchange.index().slotIds.parse(slotId);
        for (int i = 0; i < all.size(); i++) if (all.get(i).slotKey() == slotKey) return i;
        return -1;
    }

    private static String id(Exchange exchange, Occurrence occurrence) {
        return exchange.index().slotIds.format(occurrence.slotKey());
    }

    private static void write(Exchange exchange, JsonOut json, ActivityCalendar.Found found, int i) {
        Occurrence it = found.occurrences.get(i);
        json.object().field("id", it.activity().id()).fields(found.fields(exchange, i));
        StationFeed feed = exchange.region.feed().station(it.stationNo());
        DayView day = feed == null ? null : feed.dayOf(it.slotKey());
        if (day == null) {
            // Not opened yet, or past and gone.
            json.field("places", it.activity().places()).fieldNull("remaining").fieldNull("state");
        } else {
            int at = day.indexOf(it.slotKey());
            int remaining = day.remaining(at, exchange.nowMs());
            json.field("places", day.capacity(at)).field("remaining", remaining);
            SlotJson.forHost(json, day, at, remaining, exchange.nowMs());
            SlotState state = day.state(at, exchange.nowMs(), remaining);
            json.field("state", state.name());
            SlotJson.reason(json, day, at, state);
        }
        json.end();
    }
}
