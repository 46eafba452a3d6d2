package io.yizhan.http.reservation;

import io.vertx.core.http.HttpHeaders;
import io.yizhan.audit.Audit;
import io.yizhan.audit.AuditQuestion;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.Command;
import io.yizhan.core.Event.OperatorActed;
import io.yizhan.core.OperatorAct;
import io.yizhan.core.Outcome;
import io.yizhan.core.Reservation;
import io.yizhan.core.Workout;
import io.yizhan.fitness.EmployerConsents;
import io.yizhan.fitness.EmployerConsents.Consent;
import io.yizhan.fitness.FitnessRecords;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.fitness.EmployerRoutes;
import io.yizhan.http.fitness.FitnessJson;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.ReservationIds;
import io.yizhan.http.notice.ContactRoutes;
import io.yizhan.http.notice.NoticeJson;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.member.MemberCompanionship;
import io.yizhan.member.MemberRecords;
import io.yizhan.member.MemberRecords.VisitQuestion;
import io.yizhan.member.MemberVisit;
import io.yizhan.notice.Contact;
import io.yizhan.notice.Notice;
import io.yizhan.notice.Notices;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /v1/me/export}: all that is known of a member, as far back as anything is kept, for that member. The books say which of the
 * reservations they have; the rest is history, which the rows know. Of one event loop.
 */
public final class ExportRoute {
    private static final int PAGE = 500;
    private static final int ID_LENGTH_MAX = 20;
    /** More than the books remember of anybody. */
    private static final int IN_BOOKS_MAX = 1_000;

    /** Rows that pause at a peak, or are written for the first time, take some seconds. */
    private static final Duration ROWS_MAX = Duration.ofSeconds(10);

    private static final int ACTS_MAX = 1_000;
    private static final int NOTICES_MAX = 1_000;
    /** One a day, for a lifetime. */
    private static final int VISITS_MAX = 30_000;

    private static final int COMPANIONSHIPS_MAX = 10_000;
    /** Questions of one event loop that wait for the database at once. */
    private static final int ASKED_MAX = 2;

    private final Commands commands;
    private final MemberRecords records;
    private final FitnessRecords fitness;
    private final EmployerConsents consents;
    private final Audit audit;
    private final Notices notices;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.EXPORT_UNAVAILABLE);

    public ExportRoute(
            Commands commands,
            MemberRecords records,
            FitnessRecords fitness,
            EmployerConsents consents,
            Audit audit,
            Notices notices) {
        this.commands = commands;
        this.records = records;
        this.fitness = fitness;
        this.consents = consents;
        this.audit = audit;
        this.notices = notices;
    }

    private record Found(
            long asOfMs,
            MemberRecords.Page page,
            List<MemberCompanionship> companionships,
            List<MemberVisit> visits,
            List<Workout> workouts,
            List<BodyCheck> bodyChecks,
            @Nullable Consent consent,
            List<Audit.Entry> acts,
            List<Notice> notices,
            @Nullable Contact contact) {}

    public void handle(Exchange exchange, Principal member) {
        Query query = new Query(exchange);
        int limit = query.integer("limit", 1, PAGE, PAGE);
        long before = before(query);
        if (query.answered()) return;
        commands.submit(
                exchange,
                new Command.FindStanding(member.subject(), 0),
                standing -> commands.submit(
                        exchange,
                        new Command.ListReservations(member.subject(), 0, 0, 0, IN_BOOKS_MAX),
                        books -> find(exchange, member.subject(), standing, books, before, limit)));
    }

    private static long before(Query query) {
        String text = query.text("after", ID_LENGTH_MAX);
        if (text == null) return 0;
        long id = ReservationIds.parse(text);
        if (id == ReservationIds.NONE) query.wrong("after", "id");
        return id;
    }

    private void find(
            Exchange exchange, String member, Outcome.Standing standing, Outcome.Page books, long before, int limit) {
        String region = exchange.region.sources.region();
        long[] inBooks =
                books.reservations().stream().mapToLong(Reservation::id).toArray();
        // What has left the books by now was published before the answer: the rows must have come so far.
        long throughSeq = exchange.region.feed().seq();
        MemberRecords.Question question = new MemberRecords.Question(member, inBooks, before, limit);
        AuditQuestion aboutThem = new AuditQuestion(null, 0, "", member, 0, ACTS_MAX);
        VisitQuestion allVisits = new VisitQuestion(member, inBooks, 0, Long.MAX_VALUE, VISITS_MAX);
        long asOfMs = exchange.nowMs();
        questions.ask(
                exchange,
                () -> {
                    if (!exchange.region.sources.rows().through(throughSeq, ROWS_MAX))
                        throw new IOException("the rows of " + region + " have not come to event " + throughSeq);
                    return new Found(
                            asOfMs,
                            records.find(region, question),
                            before == 0 ? records.companionships(region, member, COMPANIONSHIPS_MAX) : List.of(),
                            before == 0 ? records.visits(region, allVisits) : List.of(),
                            before == 0
                                    ? fitness.workouts(region, member, 0, Long.MAX_VALUE, FitnessRecords.WORKOUTS_MAX)
                                    : List.of(),
                            before == 0 ? fitness.bodyChecks(region, member) : List.of(),
                            before == 0 ? consents.of(region, member) : null,
                            before == 0 ? audit.find(region, aboutThem).entries() : List.of(),
                            before == 0
                                    ? notices.before(region, member, Long.MAX_VALUE, NOTICES_MAX)
                                            .notices()
                                    : List.of(),
                            before == 0 ? notices.contact(region, member) : null);
                },
                found -> answer(exchange, member, standing, found));
    }

    private static void answer(Exchange exchange, String member, Outcome.Standing standing, Found found) {
        List<Reservation> reservations = found.page().reservations();
        JsonOut json = exchange.json(ReservationJson.BYTES * (2 + reservations.size()))
                .object()
                .field("subject", member)
                .field("region", exchange.region.sources.region())
                .time("asOf", found.asOfMs())
                .array("reservations");
        for (Reservation it : reservations) ReservationJson.write(json, it, exchange.index(), exchange.region.feed());
        json.endArray();
        if (found.page().more())
            json.field("next", ReservationIds.format(reservations.getLast().id()));
        StandingRoute.strikes(json, standing);
        companionships(json, exchange, found.companionships());
        VisitsRoute.write(json, exchange, found.visits());
        FitnessJson.workouts(json, exchange, found.workouts(), found.bodyChecks());
        FitnessJson.bodyChecks(json, exchange, found.bodyChecks());
        if (found.consent() != null) EmployerRoutes.write(json.object("employerConsent"), found.consent());
        told(json, exchange, found);
        json.array("acts");
        for (Audit.Entry entry : found.acts()) act(json, entry.act());
        json.endArray();
        exchange.header(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"yizhan-" + exchange.region.sources.region() + ".json\"");
        exchange.personal(200, json.end());
    }

    /** Without whose reservation it is. */
    private static void companionships(JsonOut json, Exchange exchange, List<MemberCompanionship> companionships) {
        json.array("companionships");
        for (MemberCompanionship it : companionships) {
            json.object()
                    .field("reservationId", ReservationIds.format(it.reservationId()))
                    .field("number", it.number())
                    .field("state", it.state().name());
            String station = exchange.directory().stationId(it.stationNo());
            if (station != null) json.field("stationId", station);
            json.array("slots");
            for (long slot : it.slots()) json.value(exchange.index().slotIds.format(slot));
            json.endArray().time("acceptedAt", it.acceptedAtMs());
            if (it.endedAtMs() != 0) json.time("endedAt", it.endedAtMs());
            json.end();
        }
        json.endArray();
    }

    /** Without who did it: that is somebody else's to export. */
    private static void told(JsonOut json, Exchange exchange, Found found) {
        json.array("notifications");
        for (Notice each : found.notices()) NoticeJson.write(json, each, exchange.index(), exchange.language());
        json.endArray();
        Contact contact = found.contact();
        if (contact == null) return;
        json.object("contact");
        ContactRoutes.write(json, contact);
        json.end();
    }

    private static void act(JsonOut json, OperatorActed act) {
        json.object().time("at", act.atMs()).field("act", act.act().name());
        if (act.act().target() == OperatorAct.Target.RESERVATION)
            json.field("reservationId", ReservationIds.format(act.target()));
        if (!act.reason().isEmpty()) json.field("reason", act.reason());
        if (!act.before().isEmpty()) json.field("before", act.before());
        if (!act.after().isEmpty()) json.field("after", act.after());
        json.end();
    }
}
