package io.yizhan.http.station;

import io.yizhan.catalogue.Station;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.occupancy.OccupancyHistory;
import io.yizhan.occupancy.OccupancyHistory.Point;
import io.yizhan.occupancy.OccupancyHistory.Usual;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * {@code GET /v1/stations/{id}/occupancy/history} and {@code …/week}: how full a station was, and usually is. Read from the rows, so not on the
 * event loop. Of one event loop.
 */
public final class OccupancyHistoryRoutes {
    private static final int DAYS_MAX = 31;
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 4;

    private static final int POINT_BYTES = 80;
    private static final int HALF_HOURS_A_DAY = 48;

    private final OccupancyHistory history;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.HISTORY_UNAVAILABLE);

    public OccupancyHistoryRoutes(OccupancyHistory history) {
        this.history = history;
    }

    /** From one date to another, both included. */
    public void points(Exchange exchange, String both) {
        Station station = StationRoutes.known(exchange, both);
        if (station == null) return;
        Query query = new Query(exchange);
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
        LocalDate to = Objects.requireNonNullElse(query.date("to"), today);
        LocalDate from = Objects.requireNonNullElse(query.date("from"), to);
        if (to.isBefore(from) || to.isAfter(from.plusDays(DAYS_MAX - 1)))
            query.wrong("to", "from … from + " + (DAYS_MAX - 1));
        if (query.answered()) return;
        String region = exchange.region.sources.region();
        int stationNo = exchange.directory().stationNo(station.id());
        long fromMs = startMs(exchange, from);
        long toMs = startMs(exchange, to.plusDays(1));
        questions.ask(
                exchange,
                () -> history.points(region, stationNo, fromMs, toMs),
                points -> answer(exchange, station, points));
    }

    private static long startMs(Exchange exchange, LocalDate date) {
        return date.atStartOfDay(exchange.zone()).toInstant().toEpochMilli();
    }

    private static void answer(Exchange exchange, Station station, List<Point> points) {
        JsonOut json = exchange.json(64 + POINT_BYTES * points.size())
                .object()
                .field("stationId", station.id())
                .field("everyMin", OccupancyHistory.BUCKET_MIN)
                .array("points");
        for (Point each : points)
            json.object()
                    .time("at", each.atMs())
                    .field("inside", each.inside())
                    .field("confidence", each.confidence().name().toLowerCase(Locale.ROOT))
                    .end();
        ETags.send(exchange, Exchange.JSON, json.endArray().end());
    }

    /** As it usually is. */
    public void week(Exchange exchange, String id) {
        Station station = StationRoutes.known(exchange, id);
        if (station == null) return;
        String region = exchange.region.sources.region();
        int stationNo = exchange.directory().stationNo(id);
        long untilMs = exchange.nowMs();
        questions.ask(
                exchange,
                () -> history.week(region, stationNo, exchange.zone(), untilMs),
                week -> answerWeek(exchange, station, week));
    }

    private static void answerWeek(Exchange exchange, Station station, List<Usual> week) {
        JsonOut json = exchange.json(16 * 1_024)
                .object()
                .field("stationId", station.id())
                .field("weeksMax", OccupancyHistory.WEEKS)
                .array("days");
        for (DayOfWeek day : DayOfWeek.values()) {
            json.object().field("day", day.name()).array("halfHours");
            for (int i = 0; i < HALF_HOURS_A_DAY; i++) {
                Usual usual = week.get((day.getValue() - 1) * HALF_HOURS_A_DAY + i);
                json.object().field("from", String.format(Locale.ROOT, "%02d:%02d", i / 2, i % 2 * 30));
                if (usual.isKnown()) json.field("inside", usual.inside());
                else json.fieldNull("inside");
                json.field("weeks", usual.weeks()).end();
            }
            json.endArray().end();
        }
        ETags.send(exchange, Exchange.JSON, json.endArray().end());
    }
}
