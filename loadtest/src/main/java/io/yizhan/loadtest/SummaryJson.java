package io.yizhan.loadtest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The result of one scenario for machines; times in milliseconds. */
final class SummaryJson {
    private SummaryJson() {}

    static String of(Result result) {
        ObjectNode all = Api.JSON.createObjectNode();
        all.put("scenario", result.scenario.id)
                .put("startedAt", result.startedAt)
                .put("machine", result.machine)
                .put("command", result.command)
                .put("passed", result.passed());
        result.failures().forEach(all.putArray("failures")::add);
        K6.Run main = result.main;
        if (main != null) all.set("run", run(main));
        ArrayNode truth = all.putArray("truth");
        for (Finding it : result.truth)
            truth.addObject()
                    .put("what", it.what())
                    .put("k6", it.k6())
                    .put("api", it.api())
                    .put("postgres", it.rows())
                    .put("verdict", it.verdict().name())
                    .put("sentence", it.sentence());
        ArrayNode thresholds = all.putArray("thresholds");
        for (K6.Threshold it : result.thresholds)
            thresholds
                    .addObject()
                    .put("metric", it.metric())
                    .put("wanted", it.condition())
                    .put("actual", it.actual())
                    .put("held", it.held());
        ArrayNode steps = all.putArray("steps");
        for (Result.Step it : result.steps)
            steps.addObject()
                    .put("server", it.server())
                    .put("ratePerS", it.ratePerS())
                    .put("held", it.held())
                    .set("run", run(it.run()));
        ArrayNode pairs = all.putArray("pairs");
        for (Result.Pair it : result.pairs) {
            ObjectNode pair = pairs.addObject().put("ratePerS", result.pairRatePerS);
            pair.set("engine", run(it.engine()));
            pair.set("bare", run(it.bare()));
        }
        ArrayNode goals = all.putArray("goals");
        for (Result.Goal it : result.goals)
            goals.addObject()
                    .put("what", it.what())
                    .put("wanted", it.wanted())
                    .put("actual", it.actual())
                    .put("met", it.met());
        Listeners.Heard heard = result.heard;
        if (heard != null) all.set("liveStreams", Api.JSON.valueToTree(heard));
        return all.toPrettyString() + "\n";
    }

    private static ObjectNode run(K6.Run run) {
        ObjectNode json = Api.JSON.createObjectNode();
        json.put("seconds", run.seconds()).put("answeredPerS", run.achievedPerS());
        for (String count : new String[] {
            "dropped_iterations",
            "reservations_placed",
            "reservations_cancelled",
            "reservations_refused",
            "outcomes_in_doubt",
            "requests_unanswered",
            "answers_503",
            "answers_5xx_other",
            "answers_unexpected"
        }) json.put(count, run.count(count));
        ObjectNode latency = json.putObject("latencyMs");
        for (String call : run.calls()) {
            latency.set(call, Api.JSON.valueToTree(run.latency(call)));
            latency.set(call + "FromSending", Api.JSON.valueToTree(run.sent(call)));
            latency.set(call + "K6Late", Api.JSON.valueToTree(run.late(call)));
        }
        return json;
    }
}
