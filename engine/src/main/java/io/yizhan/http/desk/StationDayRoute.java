package io.yizhan.http.desk;

import io.yizhan.catalogue.Directory;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome.StationDay;
import io.yizhan.core.Reservation;
import io.yizhan.core.Visit;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.http.reservation.ReservationJson;
import io.yizhan.http.reservation.ReservationStates;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code GET /v1/admin/stations/{id}/reservations}: who has, or had, something on one day. An operator sees so of the stations of its token, an
 * admin of all. The writer is asked part by part, so what was answered a moment ago is there.
 */
public final class StationDayRoute {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 100;
    private static final int ID_LENGTH_MAX = 64;
    private static final int POSITION_LENGTH_MAX = 13;
    private static final int RADIX = 36;

    private final Commands commands;

    /** Of one event loop. */
    public StationDayRoute(Commands commands) {
        this.commands = commands;
    }

    public void handle(Exchange exchange, String station, Principal caller) {
        int stationNo = exchange.directory().stationNo(station);
        if (stationNo == 0) {
            exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, station));
        } else if (!caller.operates(station)) {
            exchange.problem(Problem.stationForeign(station));
        } else {
            Query query = new Query(exchange);
            LocalDate asked = query.date("date");
            int venueNo = venue(query, exchange.directory(), stationNo);
            int states = ReservationStates.read(query);
            int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
            long after = after(query);
            if (query.answered()) return;
            LocalDate day = asked == null ? today(exchange) : asked;
            int localDay = (int) day.toEpochDay();
            new Asked(exchange, station, day)
                    .ask(new Command.ListStationDay(stationNo, localDay, venueNo, states, after, limit));
        }
    }

    private static LocalDate today(Exchange exchange) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
    }

    /** 0 for all of the station. */
    private static int venue(Query query, Directory directory, int stationNo) {
        String id = query.text("venue", ID_LENGTH_MAX);
        if (id == null) return 0;
        int venueNo = directory.venueNo(id);
        if (venueNo == 0 || directory.stationNoOfVenue(venueNo) != stationNo) query.wrong("venue", "id");
        return venueNo;
    }

    /** 0 from the first. */
    private static long after(Query query) {
        String text = query.text("after", POSITION_LENGTH_MAX);
        if (text == null) return 0;
        long position = position(text);
        if (position == 0) query.wrong("after", "next");
        return position;
    }

    /** 0 for a text that nobody was given. */
    private static long position(String text) {
        try {
            long position = Long.parseLong(text, RADIX);
            return position > 0 && text.equals(Long.toString(position, RADIX)) ? position : 0;
        } catch (NumberFormatException nonsense) {
            return 0;
        }
    }

    /** One page, whose parts are asked for one after the other. */
    private final class Asked {
        private final Exchange exchange;
        private final String station;
        private final LocalDate day;
        private final List<Reservation> found = new ArrayList<>();
        /** By the pass of each of these. */
        private final List<Visit[]> visits = new ArrayList<>();

        Asked(Exchange exchange, String station, LocalDate day) {
            this.exchange = exchange;
            this.station = station;
            this.day = day;
        }

        void ask(Command.ListStationDay query) {
            commands.submit(exchange, query, part -> {
                found.addAll(part.reservations());
                visits.addAll(part.visits());
                Command.ListStationDay rest = query.behind(part);
                if (part.more() && rest.limit() > 0) ask(rest);
                else answer(part);
            });
        }

        private void answer(StationDay last) {
            JsonOut json = exchange.json(ReservationJson.BYTES * (1 + found.size()))
                    .object()
                    .field("stationId", station)
                    .field("date", day.toString())
                    .array("reservations");
            for (int i = 0; i < found.size(); i++)
                ReservationJson.withVisits(json, found.get(i), visits.get(i), exchange.index(), exchange.region.feed());
            json.endArray();
            if (last.more()) json.field("next", Long.toString(last.next(), RADIX));
            exchange.personal(200, json.end());
        }
    }
}
