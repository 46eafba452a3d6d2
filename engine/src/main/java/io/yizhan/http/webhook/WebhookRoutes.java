package io.yizhan.http.webhook;

import io.yizhan.core.Command;
import io.yizhan.core.OperatorAct;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.event.EventType;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.json.NumberedIds;
import io.yizhan.http.json.ReasonRequest;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.trail.EventTrail;
import io.yizhan.webhook.DeadLetter;
import io.yizhan.webhook.Webhook;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.WebhookSecret;
import io.yizhan.webhook.Webhooks;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/admin/webhooks}. They are rows that all nodes share, and no events: what is told does not depend on them. The audit has what becomes of
 * them, and has it first, so that nothing is sent anywhere of which it does not know.
 */
public final class WebhookRoutes {
    private static final int DEAD_LETTERS_MAX = 1_000;
    private static final int ASKED_MAX = 4;
    private static final int TYPES_BYTES = 1_024;

    private final Commands commands;
    private final Webhooks webhooks;
    private final WebhookAddresses addresses;
    private final EventTrail trail;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.WEBHOOKS_UNAVAILABLE);

    /** Of one event loop. */
    public WebhookRoutes(Commands commands, Webhooks webhooks, WebhookAddresses addresses, EventTrail trail) {
        this.commands = commands;
        this.webhooks = webhooks;
        this.addresses = addresses;
        this.trail = trail;
    }

    public void list(Exchange exchange, Principal admin) {
        String region = region(exchange);
        questions.ask(exchange, () -> webhooks.list(region), found -> {
            JsonOut json = exchange.json(TYPES_BYTES + WebhookJson.BYTES * found.size())
                    .object()
                    .array("webhooks");
            for (Webhook each : found) WebhookJson.fields(json.object(), each).end();
            json.endArray().array("types");
            for (EventType type : EventType.values()) json.value(type.text);
            exchange.personal(200, json.endArray().end());
        });
    }

    private static String region(Exchange exchange) {
        return exchange.region.sources.region();
    }

    public void create(Exchange exchange, Principal admin) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                WebhookRequest::parse,
                WebhookRequest.class,
                request -> create(exchange, admin, request, preview));
    }

    /** Either why not, or as it will be. */
    private record Checked(
            @Nullable Problem problem, @Nullable Webhook webhook) {}

    private void create(Exchange exchange, Principal admin, WebhookRequest request, boolean preview) {
        String region = region(exchange);
        long nowMs = exchange.nowMs();
        questions.ask(exchange, () -> checked(region, request, admin.subject(), nowMs), checked -> {
            Problem problem = checked.problem;
            Webhook webhook = checked.webhook;
            if (problem != null) exchange.problem(problem);
            else if (webhook != null && preview)
                exchange.personal(
                        200,
                        WebhookJson.fields(exchange.json(WebhookJson.BYTES).object(), webhook)
                                .end());
            else if (webhook != null) create(exchange, admin, webhook, request.reason());
        });
    }

    private Checked checked(String region, WebhookRequest request, String admin, long nowMs) throws IOException {
        try {
            addresses.locate(WebhookAddresses.parse(request.url()));
        } catch (WebhookAddresses.Refused refused) {
            return new Checked(
                    Problem.of(ProblemCode.WEBHOOK_ADDRESS_REFUSED, String.valueOf(refused.getMessage())), null);
        }
        if (webhooks.list(region).size() >= Webhooks.MAX)
            return new Checked(
                    Problem.of(
                            ProblemCode.WEBHOOKS_EXCEEDED,
                            json -> json.field("limit", Webhooks.MAX),
                            Integer.toString(Webhooks.MAX)),
                    null);
        long lastSeq = trail.lastSeq(region);
        if (request.after() > lastSeq)
            return new Checked(
                    Problem.of(ProblemCode.EVENTS_AHEAD, json -> json.field("last", lastSeq), Long.toString(lastSeq)),
                    null);
        long after = request.after() < 0 ? lastSeq : request.after();
        Webhook webhook = new Webhook(
                webhooks.nextNo(region),
                request.url(),
                request.types(),
                request.persons(),
                admin,
                nowMs,
                after,
                0,
                0,
                0,
                0,
                "",
                0);
        return new Checked(null, webhook);
    }

    private void create(Exchange exchange, Principal admin, Webhook webhook, String reason) {
        WebhookSecret secret = WebhookSecret.generate();
        String region = region(exchange);
        note(
                exchange,
                admin,
                new Command.NoteWebhook(OperatorAct.CREATE_WEBHOOK, webhook.no(), webhook.url()),
                reason,
                () -> {
                    webhooks.create(region, webhook, secret.key());
                    return webhook;
                },
                made -> {
                    JsonOut json =
                            WebhookJson.fields(exchange.json(WebhookJson.BYTES).object(), made);
                    exchange.personal(201, json.field("secret", secret.text()).end());
                });
    }

    public void delete(Exchange exchange, String id, Principal admin) {
        change(exchange, id, admin, OperatorAct.DELETE_WEBHOOK, (region, no) -> webhooks.delete(region, no) ? 1 : 0);
    }

    public void resend(Exchange exchange, String id, Principal admin) {
        change(exchange, id, admin, OperatorAct.RESEND_DEAD_LETTERS, webhooks::resend);
    }

    private interface Change {
        int carryOut(String region, int no) throws IOException;
    }

    private void change(Exchange exchange, String id, Principal admin, OperatorAct act, Change change) {
        boolean preview = new Query(exchange).preview();
        if (exchange.answered()) return;
        JsonBody.readOptional(
                exchange,
                ReasonRequest::parseOptional,
                ReasonRequest.class,
                request -> known(exchange, id, webhook -> {
                    if (preview) {
                        changed(exchange, webhook, 0);
                        return;
                    }
                    note(
                            exchange,
                            admin,
                            new Command.NoteWebhook(act, webhook.no(), webhook.url()),
                            request.reason(),
                            () -> change.carryOut(region(exchange), webhook.no()),
                            touched -> changed(exchange, webhook, touched));
                }));
    }

    private static void changed(Exchange exchange, Webhook webhook, int touched) {
        exchange.personal(
                200,
                exchange.json(WebhookJson.BYTES)
                        .object()
                        .field("id", NumberedIds.WEBHOOK.format(webhook.no()))
                        .field("changed", touched)
                        .end());
    }

    public void deadLetters(Exchange exchange, String id, Principal admin) {
        String region = region(exchange);
        known(
                exchange,
                id,
                webhook -> questions.ask(exchange, () -> List.copyOf(letters(region, webhook.no())), letters -> {
                    JsonOut json = exchange.json(WebhookJson.BYTES * (1 + letters.size()))
                            .object();
                    WebhookJson.deadLetters(json, letters);
                    exchange.personal(200, json.end());
                }));
    }

    private List<DeadLetter> letters(String region, int no) throws IOException {
        List<DeadLetter> letters = webhooks.deadLetters(region, no, DEAD_LETTERS_MAX);
        return letters == null ? List.of() : letters;
    }

    private void known(Exchange exchange, String id, Consumer<Webhook> then) {
        String region = region(exchange);
        long no = NumberedIds.WEBHOOK.parse(id);
        questions.ask(exchange, () -> webhooks.list(region), found -> {
            for (Webhook each : found) {
                if (each.no() != no) continue;
                then.accept(each);
                return;
            }
            exchange.problem(Problem.of(ProblemCode.WEBHOOK_UNKNOWN, id));
        });
    }

    private interface Step<T> {
        T carryOut() throws IOException;
    }

    private <T> void note(
            Exchange exchange,
            Principal admin,
            Command.NoteWebhook note,
            String reason,
            Step<T> step,
            Consumer<T> then) {
        commands.change(exchange, admin, note, reason, said -> questions.ask(exchange, step::carryOut, then::accept));
    }
}
