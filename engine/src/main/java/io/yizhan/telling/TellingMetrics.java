package io.yizhan.telling;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;

/** What goes out of a region, for whoever looks after it. Any thread. */
final class TellingMetrics {
    private static final String REGION = "region";
    private static final String OUTCOME = "outcome";

    private final Counter webhookTaken;
    private final Counter webhookRefused;
    private final Counter webhookGivenUp;
    private final Counter letterSent;
    private final Counter letterRefused;
    private final Counter letterGivenUp;
    private volatile LetterRows.Figures letters = new LetterRows.Figures(0, 0);

    TellingMetrics(MeterRegistry meters, String region, InstantSource clock) {
        webhookTaken = webhook(meters, region, "taken");
        webhookRefused = webhook(meters, region, "refused");
        webhookGivenUp = webhook(meters, region, "given_up");
        letterSent = letter(meters, region, "sent");
        letterRefused = letter(meters, region, "refused");
        letterGivenUp = letter(meters, region, "given_up");
        Gauge.builder("yizhan.letters.waiting", () -> letters.waiting())
                .description("Letters to members that are still to be sent")
                .tag(REGION, region)
                .register(meters);
        Gauge.builder("yizhan.letters.oldest", () -> oldestS(clock))
                .description("For how long the oldest of them waits")
                .baseUnit("seconds")
                .tag(REGION, region)
                .register(meters);
    }

    private static Counter webhook(MeterRegistry meters, String region, String outcome) {
        return Counter.builder("yizhan.webhook.events")
                .description(
                        "Events that were sent to webhooks, by what became of them; one that is refused is sent again")
                .tag(REGION, region)
                .tag(OUTCOME, outcome)
                .register(meters);
    }

    private static Counter letter(MeterRegistry meters, String region, String outcome) {
        return Counter.builder("yizhan.letters")
                .description("Letters to members, by what became of them; one that is refused is sent again")
                .tag(REGION, region)
                .tag(OUTCOME, outcome)
                .register(meters);
    }

    private double oldestS(InstantSource clock) {
        long sinceMs = letters.oldestMs();
        return sinceMs == 0 ? 0 : Math.max(0, clock.millis() - sinceMs) / 1_000.0;
    }

    void letters(LetterRows.Figures now) {
        letters = now;
    }

    void letterSent() {
        letterSent.increment();
    }

    void letterRefused() {
        letterRefused.increment();
    }

    void letterGivenUp() {
        letterGivenUp.increment();
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
