package io.yizhan.http.reservation;

import io.yizhan.catalogue.WeeklySlot;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.secret.DrawSecrets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code POST /v1/reservations/series}: the same slots some weeks running. Each week is a booking like any other, with a key of its own, so a
 * series is had by no other rules, and a retry goes on where a crash has cut it off. Of one event loop.
 */
public final class PlaceSeriesRoute {
    private final Commands commands;
    private final AskedBooking asked;
    private final KeyDigest digest = new KeyDigest();

    /** @param secrets as of {@link PlaceReservationRoute} */
    public PlaceSeriesRoute(Commands commands, DrawSecrets secrets) {
        this.commands = commands;
        asked = new AskedBooking(secrets);
    }

    public void handle(Exchange exchange, Principal member) {
        KeyedRequest.read(
                exchange,
                SeriesRequest::parse,
                SeriesRequest.class,
                (key, request) -> place(exchange, member, key, request));
    }

    private void place(Exchange exchange, Principal member, String key, SeriesRequest request) {
        SeriesWeek first = SeriesWeek.of(List.of(request.slots()), exchange.index().slotIds);
        String unknown = first.unknown();
        if (unknown != null) {
            exchange.problem(Problem.slotUnknown(unknown));
            return;
        }
        charge(member, request.weeks());
        List<SeriesWeek> weeks = weeks(exchange, first, request.weeks());
        List<Command.For<Outcome.Placed>> bookings = bookings(exchange, member, key, request, weeks);
        commands.submitAll(
                exchange,
                bookings,
                outcomes -> SeriesAnswer.of(exchange, weeks, bookings, outcomes).send());
    }

    /** As so many bookings. The first was paid for when the caller was let in; the others may put off what the caller asks next. */
    private static void charge(Principal member, int weeks) {
        if (weeks > 1) member.bucket().consumeIgnoringRateLimits(weeks - 1);
    }

    private static List<SeriesWeek> weeks(Exchange exchange, SeriesWeek first, int count) {
        List<WeeklySlot> series = new ArrayList<>();
        for (String slot : first.slots()) series.add(WeeklySlot.of(slot, exchange.zone()));
        List<SeriesWeek> weeks = new ArrayList<>(List.of(first));
        for (int week = 1; week < count; week++) weeks.add(SeriesWeek.of(series, week, exchange.index().slotIds));
        return weeks;
    }

    /** Of the weeks in which all slots can be. */
    private List<Command.For<Outcome.Placed>> bookings(
            Exchange exchange, Principal member, String key, SeriesRequest request, List<SeriesWeek> weeks) {
        List<Command.For<Outcome.Placed>> bookings = new ArrayList<>();
        for (int week = 0; week < weeks.size(); week++) {
            if (weeks.get(week).unknown() != null) continue;
            digest.ofWeek(member.subject(), key, week);
            bookings.add(asked.of(
                    exchange,
                    new Command.PlaceReservation(
                            member.subject(),
                            member.claims(),
                            digest.hi(),
                            digest.lo(),
                            weeks.get(week).keys(),
                            request.party(),
                            request.hold(),
                            request.waitlist(),
                            weeks.size() > 1)));
        }
        return bookings;
    }
}
