package io.yizhan.http.reservation;

import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.feed.Feed;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.region.DirectoryIndex;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the books have of one member's reservations, newest first, in pages. */
public final class ReservationPages {
    private static final int PAGE = 20;
    private static final int PAGE_MAX = 100;
    private static final int AFTER_LENGTH_MAX = 100;

    private ReservationPages() {}

    /** How one of them looks. */
    public interface Form {
        JsonOut write(JsonOut json, Reservation reservation, DirectoryIndex index, Feed feed);
    }

    /** @param stations only those of one of these; null for all */
    public static void answer(
            Exchange exchange, Commands commands, String member, @Nullable Set<Integer> stations, Form form) {
        Query query = new Query(exchange);
        int states = ReservationStates.read(query);
        long fromMs = query.timeMs("from");
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        long afterId = after(query);
        if (query.answered()) return;
        commands.submit(
                exchange,
                new Command.ListReservations(member, states, fromMs, afterId, limit, stations),
                page -> page(exchange, page, form));
    }

    private static long after(Query query) {
        String text = query.text("after", AFTER_LENGTH_MAX);
        if (text == null) return 0;
        long id = ReservationIds.parse(text);
        if (id == ReservationIds.NONE) query.wrong("after", "id");
        return id;
    }

    private static void page(Exchange exchange, Outcome.Page page, Form form) {
        List<Reservation> reservations = page.reservations();
        JsonOut json = exchange.json(ReservationJson.BYTES * (1 + reservations.size()))
                .object()
                .array("reservations");
        for (Reservation reservation : reservations)
            form.write(json, reservation, exchange.index(), exchange.region.feed());
        json.endArray();
        if (page.more() && !reservations.isEmpty())
            json.field("next", ReservationIds.format(reservations.getLast().id()));
        exchange.personal(200, json.end());
    }
}
