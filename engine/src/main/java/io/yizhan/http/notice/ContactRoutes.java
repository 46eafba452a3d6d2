package io.yizhan.http.notice;

import io.yizhan.core.NoticeKind;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.BodyReader;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.json.JsonOut;
import io.yizhan.http.problem.ProblemCode;
import io.yizhan.notice.Contact;
import io.yizhan.notice.Notices;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/me/contact}: where a member wants to be written to. They say so themselves; no token is asked, since who gives it out did not ask
 * them either. It is a row that all nodes share, and no event: nobody's booking depends on its order.
 */
public final class ContactRoutes {
    private static final int BYTES = 512;
    private static final int ASKED_MAX = 4;

    private final Notices notices;
    private final boolean writes;
    private final Blocking questions = new Blocking(ASKED_MAX, ProblemCode.NOTIFICATIONS_UNAVAILABLE);

    /**
     * Of one event loop.
     *
     * @param writes whether letters are sent from here at all
     */
    public ContactRoutes(Notices notices, boolean writes) {
        this.notices = notices;
        this.writes = writes;
    }

    public void get(Exchange exchange, Principal member) {
        String region = exchange.region.sources.region();
        questions.ask(
                exchange,
                () -> new ContactRequest(notices.contact(region, member.subject())),
                found -> answer(exchange, found.contact()));
    }

    public void put(Exchange exchange, Principal member) {
        JsonBody.read(
                exchange,
                BodyReader.SHORT_BYTES_MAX,
                ContactRequest::parse,
                ContactRequest.class,
                request -> put(exchange, member, request));
    }

    private void put(Exchange exchange, Principal member, ContactRequest request) {
        String region = exchange.region.sources.region();
        long nowMs = exchange.nowMs();
        questions.ask(
                exchange,
                () -> {
                    notices.contact(region, member.subject(), request.contact(), nowMs);
                    return request;
                },
                done -> answer(exchange, done.contact()));
    }

    private void answer(Exchange exchange, @Nullable Contact contact) {
        JsonOut json = exchange.json(BYTES).object();
        if (contact != null) write(json, contact);
        exchange.personal(200, json.field("mail", writes).end());
    }

    /** Into the object that is open. */
    public static void write(JsonOut json, Contact contact) {
        json.field("email", contact.email())
                .field("language", contact.language())
                .array("kinds");
        for (NoticeKind kind : NoticeKind.values()) if (contact.kinds().contains(kind)) json.value(kind.name());
        json.endArray();
    }
}
