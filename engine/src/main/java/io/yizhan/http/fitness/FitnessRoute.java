package io.yizhan.http.fitness;

import io.yizhan.catalogue.Dates;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.Command;
import io.yizhan.core.Reservation;
import io.yizhan.core.Workout;
import io.yizhan.fitness.FitnessRecords;
import io.yizhan.fitness.FitnessSummary;
import io.yizhan.fitness.FitnessSummary.Stay;
import io.yizhan.fitness.Weights;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.member.MemberRecords;
import io.yizhan.member.MemberRecords.VisitQuestion;
import io.yizhan.member.MemberVisit;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/me/fitness}: what a member's visits and workouts came to; and {@code GET /v1/me/workouts}: these one by one. The books say which
 * reservations are the member's, the rows the rest. Of one event loop.
 */
public final class FitnessRoute {
    private static final int DAYS = 28;
    private static final int DAYS_MAX = 366;
    private static final int PAGE_MAX = 1_000;
    private static final int PAGE = 200;
    /** More than the books remember of anybody. */
    private static final int IN_BOOKS_MAX = 1_000;

    private static final int VISITS_MAX = 30_000;
    private static final long DAY_MS = 86_400_000;

    private final Commands commands;
    private final MemberRecords members;
    private final FitnessRecords records;
    private final MemberRows rows = new MemberRows();

    public FitnessRoute(Commands commands, MemberRecords members, FitnessRecords records) {
        this.commands = commands;
        this.members = members;
        this.records = records;
    }

    private record Asked(LocalDate from, LocalDate to, LocalDate today) {}

    private record Found(List<Workout> workouts, List<Stay> stays, List<BodyCheck> checks) {}

    private record Done(List<Workout> workouts, List<BodyCheck> checks, List<MemberVisit> visits) {}

    public void summary(Exchange exchange, Principal member) {
        Query query = new Query(exchange);
        Asked asked = asked(exchange, query);
        FitnessSummary.By by =
                Objects.requireNonNullElse(query.word("by", FitnessSummary.By.class), FitnessSummary.By.DAY);
        if (asked == null || query.answered()) return;
        commands.submit(
                exchange,
                new Command.ListReservations(member.subject(), 0, 0, 0, IN_BOOKS_MAX),
                books -> rows.ask(
                        exchange,
                        () -> found(exchange.region.sources.region(), member.subject(), books.reservations()),
                        found -> answer(exchange, asked, by, found)));
    }

    private static @Nullable Asked asked(Exchange exchange, Query query) {
        LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
        LocalDate to = Objects.requireNonNullElse(query.date("to"), today);
        LocalDate from = Objects.requireNonNullElseGet(query.date("from"), () -> firstDay(to));
        if (to.isBefore(from) || to.isAfter(from.plusDays(DAYS_MAX - 1)))
            query.wrong("to", "from … from + " + (DAYS_MAX - 1));
        return query.answered() ? null : new Asked(from, to, today);
    }

    private static LocalDate firstDay(LocalDate to) {
        LocalDate from = to.minusDays(DAYS - 1);
        return from.isBefore(Dates.MIN) ? Dates.MIN : from;
    }

    /** All there is: bests and streaks are of all time. */
    private Found found(String region, String member, List<Reservation> inBooks) throws IOException {
        VisitQuestion question = new VisitQuestion(member, ids(inBooks), 0, Long.MAX_VALUE, VISITS_MAX);
        List<Stay> stays = members.visits(region, question).stream()
                .map(FitnessRoute::stay)
                .toList();
        return new Found(
                records.workouts(region, member, 0, Long.MAX_VALUE, FitnessRecords.WORKOUTS_MAX),
                stays,
                records.bodyChecks(region, member));
    }

    private static Stay stay(MemberVisit visit) {
        return new Stay(visit.enteredAtMs(), visit.leftAtMs() == 0 ? 0 : visit.leftAtMs() - visit.enteredAtMs());
    }

    private static void answer(Exchange exchange, Asked asked, FitnessSummary.By by, Found found) {
        Weights weights = new Weights(found.checks());
        FitnessSummary summary = FitnessSummary.of(
                new FitnessSummary.Question(asked.from(), asked.to(), by, exchange.zone(), asked.today()),
                found.workouts(),
                found.stays(),
                weights);
        JsonOut json = exchange.json(SummaryJson.BYTES * (2 + summary.periods().size()))
                .object()
                .field("from", asked.from().toString())
                .field("to", asked.to().toString())
                .field("by", by.name());
        SummaryJson.write(json, summary);
        json.object("weight")
                .field("kg", weights.kgAt((int) asked.to().toEpochDay()))
                .field("by", weights.isKnown() ? "BODY_CHECK" : "DEFAULT")
                .end();
        exchange.personal(200, json.end());
    }

    public void workouts(Exchange exchange, Principal member) {
        Query query = new Query(exchange);
        Asked asked = asked(exchange, query);
        int limit = query.integer("limit", 1, PAGE_MAX, PAGE);
        if (asked == null || query.answered()) return;
        commands.submit(
                exchange,
                new Command.ListReservations(member.subject(), 0, 0, 0, IN_BOOKS_MAX),
                books -> rows.ask(
                        exchange,
                        () -> done(exchange, member.subject(), books.reservations(), asked, limit),
                        done -> answer(exchange, done, limit)));
    }

    private Done done(Exchange exchange, String member, List<Reservation> inBooks, Asked asked, int limit)
            throws IOException {
        String region = exchange.region.sources.region();
        long fromMs = startMs(exchange, asked.from());
        long toMs = startMs(exchange, asked.to().plusDays(1));
        // Whoever did something on the first day may have come on the day before.
        VisitQuestion question = new VisitQuestion(member, ids(inBooks), fromMs - DAY_MS, toMs, VISITS_MAX);
        return new Done(
                records.workouts(region, member, fromMs, toMs, limit + 1),
                records.bodyChecks(region, member),
                members.visits(region, question));
    }

    private static long[] ids(List<Reservation> reservations) {
        return reservations.stream().mapToLong(Reservation::id).toArray();
    }

    private static void answer(Exchange exchange, Done done, int limit) {
        boolean more = done.workouts().size() > limit;
        List<Workout> shown = more ? done.workouts().subList(0, limit) : done.workouts();
        JsonOut json =
                exchange.json(FitnessJson.WORKOUT_BYTES * (1 + shown.size())).object();
        Weights weights = new Weights(done.checks());
        json.array("workouts");
        for (Workout it : shown) {
            FitnessJson.workout(json.object(), exchange, it, weights);
            MemberVisit visit = visit(it, done.visits());
            if (visit != null) json.field("reservationId", ReservationIds.format(visit.reservationId()));
            json.end();
        }
        json.endArray();
        if (more) json.field("more", true);
        exchange.personal(200, json.end());
    }

    /** During which it was done; null where no gate has seen its member there. */
    private static @Nullable MemberVisit visit(Workout workout, List<MemberVisit> visits) {
        for (MemberVisit it : visits)
            if (it.stationNo() == workout.stationNo()
                    && it.enteredAtMs() <= workout.endMs()
                    && (it.leftAtMs() == 0 || it.leftAtMs() >= workout.startMs())) return it;
        return null;
    }

    private static long startMs(Exchange exchange, LocalDate day) {
        return day.atStartOfDay(exchange.zone()).toInstant().toEpochMilli();
    }
}
