package io.yizhan.telling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** What goes out of a region, for whoever looks after it. Any thread. */
final class TellingMetrics {
    private static final String REGION = "region";
    private static final String OUTCOME = "outcome";

    private final Counter webhookTaken;
    private final Counter webhookRefused;
    private final Counter webhookGivenUp;

    TellingMetrics(MeterRegistry meters, String region) {
        webhookTaken = webhook(meters, region, "taken");
        webhookRefused = webhook(meters, region, "refused");
        webhookGivenUp = webhook(meters, region, "given_up");
    }

    private static Counter webhook(MeterRegistry meters, String region, String outcome) {
        return Counter.builder("yizhan.webhook.events")
                .description(
                        "Events that were sent to webhooks, by what became of them; one that is refused is sent again")
                .tag(REGION, region)
                .tag(OUTCOME, outcome)
                .register(meters);
    }

    void webhookTaken() {
        webhookTaken.increment();
    }

    void webhookRefused() {
        webhookRefused.increment();
    }

    void webhookGivenUp() {
        webhookGivenUp.increment();
    }
}
