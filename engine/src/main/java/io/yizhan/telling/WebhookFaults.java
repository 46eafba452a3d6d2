package io.yizhan.telling;

import static java.util.stream.Collectors.joining;

import io.yizhan.http.desk.AlarmCode;
import io.yizhan.http.desk.Fault;
import io.yizhan.webhook.Webhook;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What somebody is to look after at addresses that are told of events, one fault for all of a kind. */
final class WebhookFaults {
    private WebhookFaults() {}

    /** For so long an address may take nothing: long enough for a start of whatever is there. */
    static final long FAILING_MS = TimeUnit.MINUTES.toMillis(10);

    private static final int NAMED_MAX = 5;

    static List<Fault> of(List<Webhook> webhooks, long nowMs) {
        List<Fault> faults = new ArrayList<>();
        List<Webhook> failing = webhooks.stream()
                .filter(it -> it.failingSinceMs() != 0 && nowMs - it.failingSinceMs() > FAILING_MS)
                .toList();
        if (!failing.isEmpty()) faults.add(new Fault(AlarmCode.WEBHOOK_FAILING, named(failing, nowMs)));
        List<Webhook> gaveUp =
                webhooks.stream().filter(it -> it.deadLetters() > 0).toList();
        if (!gaveUp.isEmpty())
            faults.add(new Fault(
                    AlarmCode.WEBHOOK_GAVE_UP,
                    limited(gaveUp).stream()
                            .map(it -> "webhook " + it.no() + " (" + it.url() + "): " + it.deadLetters() + " events")
                            .collect(joining(", "))));
        return faults;
    }

    private static String named(List<Webhook> failing, long nowMs) {
        return limited(failing).stream()
                .map(it -> "webhook " + it.no() + " (" + it.url() + ") for "
                        + TimeUnit.MILLISECONDS.toMinutes(nowMs - it.failingSinceMs()) + " min: " + it.problem())
                .collect(joining(", "));
    }

    private static List<Webhook> limited(List<Webhook> all) {
        return all.subList(0, Math.min(all.size(), NAMED_MAX));
    }
}
