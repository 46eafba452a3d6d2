package io.yizhan.core;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Orders of booking partners, for {@link NaiveRegion}: each item is one more booking, and where one can't be made none is. */
final class NaiveOrders {
    private final NaiveRegion region;
    private final NaiveOrderRules rules;
    private final Map<OrderKey, Known> known = new HashMap<>();

    private static final class Known {
        OrderState state = OrderState.QUOTED;
        long digest;
        String details = "";
        String notice = "";
        List<NaiveBooking> items = List.of();
    }

    NaiveOrders(NaiveRegion region) {
        this.region = region;
        rules = new NaiveOrderRules(region);
    }

    String answer(Command.OfOrders<?> command, long nowMs) {
        return switch (command) {
            case OrderCommand.HoldOrder it -> hold(it, nowMs);
            case OrderCommand.BookOrder it -> book(it, nowMs);
            case OrderCommand.ReleaseOrder it -> {
                Known quote = find(it.key());
                if (quote != null && quote.state == OrderState.QUOTED) cancel(held(quote), nowMs);
                yield "done";
            }
            case OrderCommand.CancelOrderItems it -> cancelItems(it, nowMs);
            case OrderCommand.FindOrder it -> {
                Known order = find(it.key());
                yield order == null ? "order unknown" : stands(order);
            }
            case OrderCommand.EraseOrder it -> erase(it, nowMs);
            case OrderCommand.RehearseOrder it -> throw new IllegalStateException("nobody rehearses here: " + it);
        };
    }

    /** Null where nothing of it is held, or in the books. */
    private @Nullable Known find(OrderKey key) {
        Known order = known.get(key);
        if (order == null) return null;
        boolean stands = order.state == OrderState.QUOTED
                ? !held(order).isEmpty()
                : order.items.stream().anyMatch(this::isInBooks);
        return stands ? order : null;
    }

    private boolean isInBooks(NaiveBooking item) {
        return region.bookings.get(item.id) == item;
    }

    private static List<NaiveBooking> held(Known order) {
        return order.items.stream()
                .filter(it -> it.state == ReservationState.HELD)
                .toList();
    }

    private static void cancel(List<NaiveBooking> bookings, long nowMs) {
        for (NaiveBooking it : bookings) {
            it.state = ReservationState.CANCELLED;
            it.endedAtMs = nowMs;
        }
    }

    private String hold(OrderCommand.HoldOrder it, long nowMs) {
        Known former = find(it.key());
        if (former != null && former.state == OrderState.BOOKED) return "order booked";
        if (former != null && former.state == OrderState.ERASED) return "order erased";
        if (it.slots().length > 20) return "too many items 20";
        if (former != null
                && former.items.size() == it.slots().length
                && !inPlace(former, it.member(), it.slots()).contains(null)) return stands(former);
        return place(it.key(), former, it.member(), it.claims(), it.slots(), true, nowMs);
    }

    private String book(OrderCommand.BookOrder it, long nowMs) {
        Known former = find(it.key());
        if (former != null && former.state == OrderState.ERASED) return "order erased";
        if (former != null && former.state == OrderState.BOOKED)
            return former.digest == it.digestLo() ? stands(former) : "order booked";
        if (it.slots().length > 20) return "too many items 20";
        String answer;
        List<@Nullable NaiveBooking> inPlace = former == null ? List.of() : inPlace(former, it.member(), it.slots());
        if (former != null && !inPlace.contains(null)) {
            List<NaiveBooking> others = new ArrayList<>(held(former));
            others.removeAll(inPlace);
            cancel(others, nowMs);
            former.items = inPlace.stream().map(Objects::requireNonNull).toList();
            answer = "";
        } else {
            answer = place(it.key(), former, it.member(), it.claims(), it.slots(), false, nowMs);
            if (answer.startsWith("order refused")) return answer;
        }
        Known order = Objects.requireNonNull(known.get(it.key()));
        for (NaiveBooking item : order.items) {
            item.state = ReservationState.CONFIRMED;
            item.checkInByMs = region.arrivals.byMs(item.slots, nowMs);
        }
        order.state = OrderState.BOOKED;
        order.digest = it.digestLo();
        order.details = it.details();
        order.notice = "";
        return stands(order);
    }

    /** For each item a hold of the quote that is of its slot and member; null where there is none. */
    private static List<@Nullable NaiveBooking> inPlace(Known quote, String member, long[] wanted) {
        List<NaiveBooking> left = new ArrayList<>(held(quote));
        List<@Nullable NaiveBooking> inPlace = new ArrayList<>();
        for (long key : wanted) {
            NaiveBooking found = left.stream()
                    .filter(it -> it.member.equals(member) && it.slots.get(0) == key)
                    .findFirst()
                    .orElse(null);
            if (found != null) left.remove(found);
            inPlace.add(found);
        }
        return inPlace;
    }

    private String place(
            OrderKey key,
            @Nullable Known former,
            String member,
            Claims claims,
            long[] wanted,
            boolean hold,
            long nowMs) {
        List<NaiveBooking> quoted = former == null ? List.of() : held(former);
        List<String> texts = new ArrayList<>();
        List<Long> beside = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            beside.add(wanted[i]);
            String no = rules.refusal(member, claims, beside, quoted, hold, nowMs);
            if (no.isEmpty()) continue;
            beside.removeLast();
            long slot = wanted[i];
            String full = no.startsWith("full") ? left(no) + " " + leased(slot, quoted) : "0 0";
            texts.add((i + 1) + ": " + OrderText.kind(no) + " " + full);
        }
        if (!texts.isEmpty()) return "order refused " + texts;
        List<NaiveBooking> yielding = rules.yielding(member, beside, quoted);
        long untilMs = region.holdsUntilMs(beside, yielding, nowMs);
        List<@Nullable NaiveBooking> inPlace =
                hold || former == null ? new ArrayList<>() : inPlace(former, member, wanted);
        List<NaiveBooking> ending = new ArrayList<>(yielding);
        ending.removeAll(inPlace);
        cancel(ending, nowMs);
        Known order = new Known();
        List<NaiveBooking> items = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            NaiveBooking item = inPlace.isEmpty() ? null : inPlace.get(i);
            items.add(item == null ? rules.placeItem(member, claims, wanted[i], hold, untilMs, nowMs) : item);
        }
        order.items = items;
        known.put(key, order);
        return stands(order);
    }

    private static String left(String full) {
        return full.replaceAll(",.*", "").replaceAll(".* ", "");
    }

    /** That quotes of others hold. */
    private int leased(long slot, List<NaiveBooking> quoted) {
        int leased = 0;
        for (Known order : known.values())
            if (order.state == OrderState.QUOTED)
                for (NaiveBooking it : held(order))
                    if (it.slots.get(0) == slot && !quoted.contains(it)) leased += it.places.get(0);
        return leased;
    }

    private String cancelItems(OrderCommand.CancelOrderItems it, long nowMs) {
        Known order = find(it.key());
        if (order == null || order.state == OrderState.QUOTED) return "order unknown";
        if (order.state == OrderState.ERASED) return "order erased";
        List<String> refusals = new ArrayList<>();
        List<NaiveBooking> cancelled = new ArrayList<>();
        for (int number = 0; number <= 30; number++) {
            for (int wanted : it.numbers()) {
                if (wanted != number) continue;
                if (number < 1 || number > order.items.size()) return "item unknown " + number;
                NaiveBooking item = order.items.get(number - 1);
                boolean late = item.state == ReservationState.CONFIRMED && nowMs >= item.cancelClosesAtMs;
                String no = !isInBooks(item)
                        ? "wrong state COMPLETED"
                        : late
                                ? "cancellation closed"
                                : item.state == ReservationState.CONFIRMED || item.state == ReservationState.CANCELLED
                                        ? ""
                                        : "wrong state " + item.state;
                if (!no.isEmpty()) refusals.add(number + ": " + no + " 0 0");
                else if (item.state == ReservationState.CONFIRMED) cancelled.add(item);
                break;
            }
        }
        if (!refusals.isEmpty()) return "order refused " + refusals;
        cancel(cancelled, nowMs);
        return stands(order);
    }

    private String erase(OrderCommand.EraseOrder it, long nowMs) {
        Known order = find(it.key());
        if (order == null || order.state == OrderState.QUOTED) return "order unknown";
        order.state = OrderState.ERASED;
        order.details = "";
        order.notice = "";
        cancel(
                order.items.stream()
                        .filter(item -> item.state == ReservationState.CONFIRMED)
                        .toList(),
                nowMs);
        return stands(order);
    }

    String answer(OrderCommand.GiveNotice it) {
        NaiveBooking booking = region.bookings.get(it.reservationId());
        if (booking == null || (it.stations() != null && !it.stations().contains(booking.stationNo))) return "unknown";
        for (Known order : known.values()) {
            if (order.state != OrderState.BOOKED || !order.items.contains(booking)) continue;
            if (!it.preview()) order.notice = it.notice();
            return stands(order);
        }
        return "no order";
    }

    /** An item of some order rather than anything, as long as there are any. */
    long likely(long id) {
        List<NaiveBooking> items = known.values().stream()
                .flatMap(order -> order.items.stream())
                .filter(this::isInBooks)
                .sorted(Comparator.comparingLong(it -> it.id))
                .toList();
        return items.isEmpty() || id % 4 == 0
                ? Math.max(1, region.newestId() + id)
                : items.get(Math.floorMod(id, items.size())).id;
    }

    private String stands(Known order) {
        long untilMs = 0;
        List<String> items = new ArrayList<>();
        for (NaiveBooking it : order.items) {
            items.add(it.id + " " + (isInBooks(it) ? it.state : "gone"));
            if (order.state == OrderState.QUOTED && it.state == ReservationState.HELD)
                untilMs = untilMs == 0 ? it.holdExpiresAtMs : Math.min(untilMs, it.holdExpiresAtMs);
        }
        return "order " + order.state + " [" + String.join(", ", items) + "] until " + untilMs + ": " + order.details
                + "; " + order.notice;
    }
}
