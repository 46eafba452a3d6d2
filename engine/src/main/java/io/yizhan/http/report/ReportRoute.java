package io.yizhan.http.report;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.Dates;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.OperatedStations;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.head.MediaTypes;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.report.Grouping;
import io.yizhan.report.Report;
import io.yizhan.report.ReportQuestion;
import io.yizhan.report.Reports;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/admin/reports/{report}}: an operator sees what was at the stations of its token and nowhere else, an admin all. It is counted
 * from the rows, which takes as long as the database does, so not on the event loop. Of one event loop.
 */
public final class ReportRoute {
    private static final int DAYS = 28;
    private static final int DAYS_MAX = 366;
    /** Questions of one event loop that wait for the database at once: each may be a year of a city. */
    private static final int ASKED_MAX = 2;

    private static final String JSON = "application/json";
    private static final String CSV = "text/csv";

    private final Reports reports;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.REPORTS_UNAVAILABLE);

    public ReportRoute(Reports reports) {
        this.reports = reports;
    }

    public void handle(Exchange exchange, String name, Principal caller) {
        Report report = named(name);
        if (report == null) {
            exchange.problem(Problem.of(ProblemCode.NOT_FOUND));
            return;
        }
        int type = MediaTypes.accepted(HeaderList.of(exchange.request, HttpHeaders.ACCEPT), JSON, CSV);
        if (type < 0) {
            exchange.problem(Problem.of(ProblemCode.NOT_ACCEPTABLE, JSON + ", " + CSV));
            return;
        }
        ReportQuestion question = question(exchange, report, caller);
        if (question == null) return;
        String region = exchange.region.sources.region();
        questions.ask(exchange, () -> reports.find(region, question), answer -> {
            ReportAnswer it = new ReportAnswer(exchange, name, question, answer);
            if (type == 0) it.asJson();
            else it.asCsv();
        });
    }

    /** By what its path says: {@code no-shows}. */
    private static @Nullable Report named(String name) {
        for (Report each : Report.values())
            if (each.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(name)) return each;
        return null;
    }

    /** Null where something of it makes no sense, which is answered. */
    private static @Nullable ReportQuestion question(Exchange exchange, Report report, Principal caller) {
        Query query = new Query(exchange);
        LocalDate to = Objects.requireNonNullElseGet(query.date("to"), () -> yesterday(exchange));
        LocalDate from = Objects.requireNonNullElseGet(query.date("from"), () -> firstDay(report, to));
        Grouping by = Objects.requireNonNullElse(query.word("by", Grouping.class), Grouping.STATION);
        if (report == Report.SCORECARD && by != Grouping.STATION) query.wrong("by", "station");
        if (report != Report.EQUIPMENT && by.isOfMachines())
            query.wrong("by", "station, kind, district, day, week, month");
        if (to.isBefore(from) || to.isAfter(from.plusDays(DAYS_MAX - 1)))
            query.wrong("to", "from … from + " + (DAYS_MAX - 1));
        if (query.answered()) return null;
        return new ReportQuestion(report, by, from, to, OperatedStations.of(exchange, caller), exchange.directory());
    }

    /** The last day that is over. */
    private static LocalDate yesterday(Exchange exchange) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone())
                .minusDays(1);
    }

    private static LocalDate firstDay(Report report, LocalDate to) {
        LocalDate from = report == Report.SCORECARD ? to.withDayOfYear(1) : to.minusDays(DAYS - 1);
        return from.isBefore(Dates.MIN) ? Dates.MIN : from;
    }
}
