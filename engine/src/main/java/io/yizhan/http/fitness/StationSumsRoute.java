package io.yizhan.http.fitness;

import io.yizhan.fitness.FitnessRecords;
import io.yizhan.fitness.FitnessRecords.StationSum;
import io.yizhan.fitness.StationSums;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.ProblemCode;
import java.time.YearMonth;
import java.util.List;

/**
 * {@code GET /v1/admin/fitness?month=}: what members did on machines together, station by station, for whoever runs these or has them on their
 * premises. Never of fewer than ten people: see {@link StationSums}. Of one event loop.
 */
public final class StationSumsRoute {
    private static final int BYTES = 160;
    private static final int ASKED_MAX = 2;

    private final FitnessRecords records;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.REPORTS_UNAVAILABLE);

    public StationSumsRoute(FitnessRecords records) {
        this.records = records;
    }

    public void handle(Exchange exchange, Principal caller) {
        CountedMonth month = CountedMonth.asked(exchange, new Query(exchange));
        if (month == null) return;
        String region = exchange.region.sources.region();
        questions.ask(
                exchange,
                () -> own(exchange, caller, records.sums(region, month.fromMs(), month.toMs())),
                sums -> answer(exchange, month.month(), StationSums.of(sums)));
    }

    private static List<StationSum> own(Exchange exchange, Principal caller, List<StationSum> all) {
        return all.stream()
                .filter(it -> {
                    String station = exchange.directory().stationId(it.stationNo());
                    return station != null && caller.operates(station);
                })
                .toList();
    }

    private static void answer(Exchange exchange, YearMonth month, StationSums sums) {
        JsonOut json = exchange.json(BYTES * (1 + sums.shown().size()))
                .object()
                .field("month", month.toString())
                .field("peopleMin", FitnessRecords.PEOPLE_MIN)
                .field("withheld", sums.withheld())
                .array("stations");
        for (StationSum it : sums.shown()) {
            String station = exchange.directory().stationId(it.stationNo());
            json.object();
            if (station != null) json.field("stationId", station);
            json.field("members", it.members())
                    .field("workouts", it.workouts())
                    .field("minutes", it.activeS() / 60)
                    .field("distanceM", it.distanceM())
                    .end();
        }
        exchange.personal(200, json.endArray().end());
    }
}
