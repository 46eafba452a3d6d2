package io.yizhan.loadtest.city;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Tokens;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/**
 * Somebody who counts the people inside at certain times of each simulated day, and tells the engine. At night, with everybody gone, that is
 * what a nightly reset does.
 */
final class CountByEye {
    private final Api api;
    private final Tokens tokens;
    private final CityPlan plan;
    private final Headcount truth;
    private boolean counted;

    CountByEye(Api api, Tokens tokens, CityPlan plan, Headcount truth) {
        this.api = api;
        this.tokens = tokens;
        this.plan = plan;
        this.truth = truth;
    }

    /** Returns when all times are over. */
    void count(List<String> stations, Pace pace) throws InterruptedException {
        if (plan.countedAt().isEmpty()) return;
        String token = tokens.of("city-counter", "admin");
        List<LocalTime> times = plan.countedAt().stream().sorted().toList();
        for (long midnight = 0; midnight < plan.toMs(); midnight += WeekTime.DAY_MS) {
            for (LocalTime time : times) {
                long ms = midnight + WeekTime.of(DayOfWeek.MONDAY, time);
                if (ms < plan.fromMs() || ms >= plan.toMs()) continue;
                pace.await(ms);
                for (String station : stations) tell(station, truth.inside(station, pace.now()), token);
                counted = true;
            }
        }
    }

    private void tell(String station, int inside, String token) {
        api.put(
                "/v1/admin/stations/" + station + "/occupancy",
                token,
                "{\"inside\":" + inside + ",\"reason\":\"counted by eye\"}");
    }

    /** Whether it ever has: then what an engine says is no longer the sum of what gates have told. */
    boolean counted() {
        return counted;
    }
}
