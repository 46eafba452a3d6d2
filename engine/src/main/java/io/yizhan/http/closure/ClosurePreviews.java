package io.yizhan.http.closure;

import io.yizhan.core.Closure;
import io.yizhan.core.ClosureCommand;
import io.yizhan.core.Outcome.ClosurePreviewed;
import io.yizhan.core.Reservation;
import io.yizhan.core.SlotKey;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.region.AffectedReservations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** {@code POST /v1/admin/closures?preview=true}: asks the writer part by part, and tells it as one. */
final class ClosurePreviews {
    private static final int LISTED_MAX = ClosurePreviewed.LISTED_MAX;
    private static final int MINUTE_MS = 60_000;

    private final Commands commands;

    ClosurePreviews(Commands commands) {
        this.commands = commands;
    }

    void answer(Exchange exchange, ClosureCommand.CloseVenues closing) {
        new Asked(exchange, closing).ask(0);
    }

    private final class Asked {
        private final Exchange exchange;
        private final ClosureCommand.CloseVenues closing;
        private int affected;
        private List<Reservation> oldest = List.of();
        private int losingDates;
        private List<Reservation> oldestLosingDates = List.of();

        Asked(Exchange exchange, ClosureCommand.CloseVenues closing) {
            this.exchange = exchange;
            this.closing = closing;
        }

        void ask(int from) {
            commands.submit(exchange, new ClosureCommand.PreviewClosure(closing, from), this::take);
        }

        private void take(ClosurePreviewed part) {
            affected += part.affected();
            oldest = oldest(oldest, part.oldest());
            losingDates += part.losingDates();
            oldestLosingDates = oldest(oldestLosingDates, part.oldestLosingDates());
            if (part.next() == 0) answer();
            else ask(part.next());
        }

        private void answer() {
            Closure closure = Closure.of(closing);
            int listed = oldest.size() + oldestLosingDates.size();
            JsonOut json = exchange.json(ClosureJson.BYTES + AffectedReservations.BYTES * listed)
                    .object();
            ClosureJson.asked(json, closure, exchange.directory()).field("affected", affected);
            AffectedReservations reservations = new AffectedReservations(
                    exchange.index(),
                    exchange.region.feed(),
                    exchange.nowMs(),
                    (slot, endMs) -> closes(closure, slot, endMs));
            reservations.write(json, oldest, affected);
            reservations.writeLosingDates(json, oldestLosingDates, losingDates);
            exchange.personal(200, json.end());
        }
    }

    private static List<Reservation> oldest(List<Reservation> some, List<Reservation> others) {
        List<Reservation> both = new ArrayList<>(some);
        both.addAll(others);
        both.sort(Comparator.comparingLong(Reservation::id));
        return List.copyOf(both.subList(0, Math.min(both.size(), LISTED_MAX)));
    }

    private static boolean closes(Closure closure, long slot, long endMs) {
        return closure.during(SlotKey.startMin(slot), Math.toIntExact(endMs / MINUTE_MS))
                && closure.has(SlotKey.venueNo(slot));
    }
}
