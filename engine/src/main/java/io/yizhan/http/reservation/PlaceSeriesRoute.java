package io.yizhan.http.reservation;

import io.yizhan.catalogue.SlotIds;
import io.yizhan.catalogue.WeeklySlot;
import io.yizhan.core.Command;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /v1/reservations/series}: the same slots some weeks running. Each week is a booking like any other, with a key of its own, so a
 * series is had by no other rules, and a retry goes on where a crash has cut it off. Of one event loop.
 */
public final class PlaceSeriesRoute {
    private final Commands commands;
    private final KeyDigest digest = new KeyDigest();

    public PlaceSeriesRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, Principal member) {
        KeyedRequest.read(
                exchange,
                SeriesRequest::parse,
                SeriesRequest.class,
                (key, request) -> place(exchange, member, key, request));
    }

    private void place(Exchange exchange, Principal member, String key, SeriesRequest request) {
        String unknown = new SeriesWeek(List.of(request.slots())).unknown(exchange.index().slotIds);
        if (unknown != null) {
            exchange.problem(Problem.slotUnknown(unknown));
            return;
        }
        charge(member, request.weeks());
        List<SeriesWeek> weeks = weeks(exchange, request);
        List<Command.PlaceReservation> bookings = bookings(exchange, member, key, request, weeks);
        commands.submitAll(
                exchange,
                bookings,
                outcomes -> SeriesAnswer.of(exchange, weeks, bookings, outcomes).send());
    }

    /** As so many bookings. The first was paid for when the caller was let in; the others may put off what the caller asks next. */
    private static void charge(Principal member, int weeks) {
        if (weeks > 1) member.bucket().consumeIgnoringRateLimits(weeks - 1);
    }

    private static List<SeriesWeek> weeks(Exchange exchange, SeriesRequest request) {
        List<WeeklySlot> series = new ArrayList<>();
        for (String slot : request.slots()) series.add(WeeklySlot.of(slot, exchange.zone()));
        List<SeriesWeek> weeks = new ArrayList<>();
        for (int week = 0; week < request.weeks(); week++) weeks.add(SeriesWeek.of(series, week));
        return weeks;
    }

    /** Of the weeks in which all slots can be. */
    private List<Command.PlaceReservation> bookings(
            Exchange exchange, Principal member, String key, SeriesRequest request, List<SeriesWeek> weeks) {
        SlotIds slotIds = exchange.index().slotIds;
        List<Command.PlaceReservation> bookings = new ArrayList<>();
        for (int week = 0; week < weeks.size(); week++) {
            if (weeks.get(week).unknown(slotIds) != null) continue;
            digest.ofWeek(member.subject(), key, week);
            bookings.add(new Command.PlaceReservation(
                    member.subject(),
                    member.claims(),
                    digest.hi(),
                    digest.lo(),
                    weeks.get(week).keys(slotIds),
                    request.party(),
                    request.hold(),
                    request.waitlist()));
        }
        return bookings;
    }
}
