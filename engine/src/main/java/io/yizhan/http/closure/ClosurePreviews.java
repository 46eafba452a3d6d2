package io.yizhan.http.closure;

import io.yizhan.core.Closure;
import io.yizhan.core.Command;
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

    void answer(Exchange exchange, Command.CloseVenues closing) {
        new Asked(exchange, closing).ask(0);
    }

    private final class Asked {
        private final Exchange exchange;
        private final Command.CloseVenues closing;
        private int affected;
        private List<Reservation> oldest = List.of();

        Asked(Exchange exchange, Command.CloseVenues closing) {
            this.exchange = exchange;
            this.closing = closing;
        }

        void ask(int from) {
            commands.submit(exchange, new Command.PreviewClosure(closing, from), this::take);
        }

        private void take(ClosurePreviewed part) {
            affected += part.affected();
            List<Reservation> both = new ArrayList<>(oldest);
            both.addAll(part.oldest());
            both.sort(Comparator.comparingLong(Reservation::id));
            oldest = List.copyOf(both.subList(0, Math.min(both.size(), LISTED_MAX)));
            if (part.next() == 0) answer();
            else ask(part.next());
        }

        private void answer() {
            Closure closure = Closure.of(closing);
            JsonOut json = exchange.json(ClosureJson.BYTES + AffectedReservations.BYTES * oldest.size())
                    .object();
            ClosureJson.asked(json, closure, exchange.directory()).field("affected", affected);
            new AffectedReservations(
                            exchange.index(),
                            exchange.region.feed(),
                            exchange.nowMs(),
                            (slot, endMs) -> closes(closure, slot, endMs))
                    .write(json, oldest, affected);
            exchange.personal(200, json.end());
        }
    }

    private static boolean closes(Closure closure, long slot, long endMs) {
        return closure.during(SlotKey.startMin(slot), Math.toIntExact(endMs / MINUTE_MS))
                && closure.has(SlotKey.venueNo(slot));
    }
}
