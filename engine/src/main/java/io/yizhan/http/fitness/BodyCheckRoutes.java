package io.yizhan.http.fitness;

import io.yizhan.catalogue.Dates;
import io.yizhan.catalogue.Station;
import io.yizhan.core.BodyCheck;
import io.yizhan.core.FitnessCommand;
import io.yizhan.fitness.FitnessRecords;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * {@code PUT /v1/admin/members/{subject}/body-checks/{date}}: an operator writes down what was measured of a member at one of its stations, in
 * place of what it wrote there for that day before; and {@code GET /v1/me/body-checks}: the member reads it, and nobody else does. Of one event
 * loop.
 */
public final class BodyCheckRoutes {
    private static final String SUBJECT = "1–64 ASCII";

    private final Commands commands;
    private final FitnessRecords records;
    private final MemberRows rows = new MemberRows();

    public BodyCheckRoutes(Commands commands, FitnessRecords records) {
        this.commands = commands;
        this.records = records;
    }

    /** @param both the member's subject and the date, with a slash between them */
    public void record(Exchange exchange, String both, Principal caller) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        int slash = both.lastIndexOf('/');
        String member = both.substring(0, slash);
        LocalDate date = Dates.parse(both.substring(slash + 1));
        if (!Principal.isSubject(member)) {
            exchange.problem(Problem.parameterInvalid("subject", SUBJECT));
        } else if (date == null || date.isAfter(today(exchange))) {
            exchange.problem(Problem.parameterInvalid("date", Dates.EXPECTED + " ≤ " + today(exchange)));
        } else {
            JsonBody.read(
                    exchange,
                    BodyReader.SHORT_BYTES_MAX,
                    BodyCheckRequest::parse,
                    BodyCheckRequest.class,
                    request -> record(exchange, caller, member, date, request, preview));
        }
    }

    private static LocalDate today(Exchange exchange) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(exchange.nowMs()), exchange.zone());
    }

    private void record(
            Exchange exchange,
            Principal caller,
            String member,
            LocalDate date,
            BodyCheckRequest request,
            boolean preview) {
        int stationNo = exchange.directory().stationNo(request.station());
        Station station = exchange.directory().station(stationNo);
        if (station == null) {
            exchange.problem(Problem.of(ProblemCode.STATION_UNKNOWN, request.station()));
        } else if (!caller.operates(station.id())) {
            exchange.problem(Problem.stationForeign(station.id()));
        } else {
            BodyCheck check = new BodyCheck(member, (int) date.toEpochDay(), stationNo, request.amounts());
            commands.change(
                    exchange,
                    caller,
                    new FitnessCommand.RecordBodyCheck(check, preview),
                    "",
                    stands -> answer(exchange, stands.check()));
        }
    }

    private static void answer(Exchange exchange, BodyCheck check) {
        JsonOut json = exchange.json(FitnessJson.CHECK_BYTES).object().field("subject", check.member());
        exchange.personal(200, FitnessJson.bodyCheck(json, exchange, check).end());
    }

    public void list(Exchange exchange, Principal member) {
        String region = exchange.region.sources.region();
        rows.ask(exchange, () -> records.bodyChecks(region, member.subject()), found -> answer(exchange, found));
    }

    private static void answer(Exchange exchange, List<BodyCheck> found) {
        JsonOut json =
                exchange.json(FitnessJson.CHECK_BYTES * (1 + found.size())).object();
        exchange.personal(200, FitnessJson.bodyChecks(json, exchange, found).end());
    }
}
