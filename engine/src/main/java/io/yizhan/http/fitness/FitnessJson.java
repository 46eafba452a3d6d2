package io.yizhan.http.fitness;

import io.yizhan.core.BodyCheck;
import io.yizhan.core.Workout;
import io.yizhan.fitness.Exertion;
import io.yizhan.fitness.Weights;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** Workouts and checks of bodies as their members get them. */
public final class FitnessJson {
    static final int WORKOUT_BYTES = 320;
    static final int CHECK_BYTES = 384;

    private FitnessJson() {}

    /** As the field {@code workouts} of the object that is open. */
    public static JsonOut workouts(JsonOut json, Exchange exchange, List<Workout> workouts, List<BodyCheck> checks) {
        Weights weights = new Weights(checks);
        json.array("workouts");
        for (Workout it : workouts)
            workout(json.object(), exchange, it, weights).end();
        return json.endArray();
    }

    /** Into the object that is open. */
    static JsonOut workout(JsonOut json, Exchange exchange, Workout it, Weights weights) {
        json.field("id", WorkoutIds.format(it.no()));
        json.field("equipment", it.machine()).field("kind", it.kind());
        String station = exchange.directory().stationId(it.stationNo());
        if (station != null) json.field("stationId", station);
        json.time("start", it.startMs()).time("end", it.endMs()).field("activeS", it.activeS());
        Exertion.Energy energy = energy(exchange, it, weights);
        if (it.distanceM() != Workout.UNTOLD) json.field("distanceM", it.distanceM());
        json.field("energyKcal", energy.kcal()).field("energyBy", energy.byMachine() ? "MACHINE" : "MET");
        if (!energy.byMachine()) json.field("met", Exertion.met(it));
        if (it.heartRateBpm() != Workout.UNTOLD) json.field("heartRateBpm", it.heartRateBpm());
        if (it.powerW() != Workout.UNTOLD) json.field("powerW", it.powerW());
        return json.field("by", it.whose() == Workout.Whose.BY_PASS ? "PASS" : "CLAIM");
    }

    static Exertion.Energy energy(Exchange exchange, Workout it, Weights weights) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochMilli(it.startMs()), exchange.zone());
        return Exertion.energy(it, weights.kgAt((int) day.toEpochDay()));
    }

    /** As the field {@code bodyChecks} of the object that is open. */
    public static JsonOut bodyChecks(JsonOut json, Exchange exchange, List<BodyCheck> checks) {
        json.array("bodyChecks");
        for (BodyCheck it : checks) bodyCheck(json.object(), exchange, it).end();
        return json.endArray();
    }

    /** Into the object that is open. */
    static JsonOut bodyCheck(JsonOut json, Exchange exchange, BodyCheck check) {
        json.field("date", LocalDate.ofEpochDay(check.localDay()).toString());
        String station = exchange.directory().stationId(check.stationNo());
        if (station != null) json.field("stationId", station);
        check.amounts().forEach((measure, amount) -> {
            if (measure.decimals() == 0) json.field(measure.field(), amount);
            else json.field(measure.field(), amount / Math.pow(10, measure.decimals()));
        });
        return json;
    }
}
