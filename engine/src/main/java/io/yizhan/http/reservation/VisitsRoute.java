package io.yizhan.http.reservation;

import io.yizhan.catalogue.Dates;
import io.yizhan.core.Command;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.member.MemberRecords;
import io.yizhan.member.MemberRecords.VisitQuestion;
import io.yizhan.member.MemberVisit;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * {@code GET /v1/me/visits}: when a member was at which station. The books say which reservations are the member's, the rows which visits they
 * were of. Of one event loop.
 */
public final class VisitsRoute {
    private static final int DAYS = 31;
    private static final int DAYS_MAX = 366;
    private static final int PAGE_MAX = 1_000;
    private static final int PAGE = 200;
    /** More than the books remember of anybody. */
    private static final int IN_BOOKS_MAX = 1_000;

    private static final int VISIT_BYTES = 160;
    private static final Duration ROWS_MAX = Duration.ofSeconds(10);
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 4;

    private final Commands commands;
    private final MemberRecords records;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.VISITS_UNAVAILABLE);

    public VisitsRoute(Commands commands, MemberRecords records) {
        this.commands = commands;
        this.records = records;
    }

    public void handle(Exchange exchange, Principal member) {
        Query query = new Query(exchange);
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
        LocalDate to = Objects.requireNonNullElse(query.date("to"), today);
        LocalDate from = Objects.requireNonNullElseGet(query.date("from"), () -> firstDay(to));
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        if (to.isBefore(from) || to.isAfter(from.plusDays(DAYS_MAX - 1)))
            query.wrong("to", "from … from + " + (DAYS_MAX - 1));
        if (query.answered()) return;
        commands.submit(
                exchange,
                new Command.ListReservations(member.subject(), 0, 0, 0, IN_BOOKS_MAX),
                books -> find(exchange, question(exchange, member, books, from, to, limit)));
    }

    private static LocalDate firstDay(LocalDate to) {
        LocalDate from = to.minusDays(DAYS - 1);
        return from.isBefore(Dates.MIN) ? Dates.MIN : from;
    }

    private static VisitQuestion question(
            Exchange exchange, Principal member, Outcome.Page books, LocalDate from, LocalDate to, int limit) {
        return new VisitQuestion(
                member.subject(),
                books.reservations().stream().mapToLong(Reservation::id).toArray(),
                startMs(exchange, from),
                startMs(exchange, to.plusDays(1)),
                limit);
    }

    private static long startMs(Exchange exchange, LocalDate day) {
        return day.atStartOfDay(exchange.zone()).toInstant().toEpochMilli();
    }

    private void find(Exchange exchange, VisitQuestion question) {
        String region = exchange.region.sources.region();
        // What has left the books by now was published before the answer: the rows must have come so far.
        long throughSeq = exchange.region.feed().seq();
        questions.ask(
                exchange,
                () -> {
                    if (!exchange.region.sources.rows().through(throughSeq, ROWS_MAX))
                        throw new IOException("the rows of " + region + " have not come to event " + throughSeq);
                    return records.visits(region, question);
                },
                found -> answer(exchange, found, question.limit()));
    }

    private static void answer(Exchange exchange, List<MemberVisit> found, int limit) {
        List<MemberVisit> shown = found.size() > limit ? found.subList(0, limit) : found;
        JsonOut json = write(exchange.json(VISIT_BYTES * (1 + shown.size())).object(), exchange, shown);
        if (found.size() > limit) json.field("more", true);
        exchange.personal(200, json.end());
    }

    /** As the field {@code visits} of the object that is open. */
    static JsonOut write(JsonOut json, Exchange exchange, List<MemberVisit> visits) {
        json.array("visits");
        for (MemberVisit it : visits) {
            json.object().field("reservationId", ReservationIds.format(it.reservationId()));
            String station = exchange.directory().stationId(it.stationNo());
            if (station != null) json.field("stationId", station);
            json.time("in", it.enteredAtMs());
            if (it.leftAtMs() != 0)
                json.time("out", it.leftAtMs()).field("minutes", (it.leftAtMs() - it.enteredAtMs()) / 60_000);
            json.field("how", it.ending().name()).end();
        }
        return json.endArray();
    }
}
