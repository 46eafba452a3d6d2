package io.yizhan.http.catalogue;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.CatalogueFile;
import io.yizhan.catalogue.CatalogueInvalid;
import io.yizhan.catalogue.CatalogueReview;
import io.yizhan.catalogue.edition.Author;
import io.yizhan.catalogue.edition.CatalogueReplacement;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.catalogue.edition.Proposal;
import io.yizhan.catalogue.edition.Replacement;
import io.yizhan.core.Command;
import io.yizhan.http.auth.Principal;
import io.yizhan.http.exchange.Blocking;
import io.yizhan.http.exchange.Commands;
import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.JsonBody;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.json.Reason;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /v1/admin/catalogue}: the city's file. Who replaces it names the one that it has seen, so that no two admins undo each other's work. */
public final class CatalogueRoutes {
    /** A file of some 800 stations, which fits into what one address may hold of memory, on a small heap too. Larger ones are for {@code yizhan import}. */
    public static final int BODY_BYTES_MAX = 4 * 1024 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueRoutes.class);
    private static final CharSequence PRIVATE = "private, no-cache";
    /** Files of one event loop that are looked through, stored or wait for that at once. */
    private static final int UNDER_WAY_MAX = 2;

    private final Commands commands;
    private final CatalogueReplacement catalogue;
    private final Blocking files = new Blocking(UNDER_WAY_MAX, ProblemCode.CATALOGUE_UNAVAILABLE);

    /** Of one event loop. */
    public CatalogueRoutes(Commands commands, CatalogueReplacement catalogue) {
        this.commands = commands;
        this.catalogue = catalogue;
    }

    public void get(Exchange exchange, Principal caller) {
        Edition present = catalogue.present();
        String etag = CatalogueJson.etag(present);
        exchange.header(HttpHeaders.ETAG, etag).header(HttpHeaders.CACHE_CONTROL, PRIVATE);
        if (ETags.match(HeaderList.of(exchange.request, HttpHeaders.IF_NONE_MATCH), etag)) exchange.sendEmpty(304);
        else exchange.send(200, Exchange.JSON, Buffer.buffer(present.document()));
    }

    public void put(Exchange exchange, Principal caller) {
        Query query = new Query(exchange);
        boolean preview = query.preview("reason");
        String reason = query.text("reason", Command.REASON_MAX);
        if (reason == null && !preview) query.wrong("reason", Reason.EXPECTED);
        if (reason != null && !Reason.isPrintable(reason)) query.wrong("reason", "printable text");
        if (query.answered()) return;
        String ifMatch = HeaderList.of(exchange.request, HttpHeaderNames.IF_MATCH);
        if (ifMatch == null) {
            exchange.problem(Problem.of(ProblemCode.PRECONDITION_REQUIRED));
            return;
        }
        Author author = preview || reason == null ? null : new Author(caller.subject(), reason);
        JsonBody.read(
                exchange,
                BODY_BYTES_MAX,
                document -> document,
                byte[].class,
                document -> decide(exchange, document, ifMatch, author));
    }

    /** Either of the two, not both. */
    private record Decided(
            @Nullable CatalogueInvalid invalid,
            @Nullable CatalogueReview review,
            @Nullable Replacement became) {}

    /** It takes its time, so not here; and not of many at once, so that no admin takes all threads. */
    private void decide(Exchange exchange, byte[] document, String ifMatch, @Nullable Author author) {
        // What is told of slots is told by the catalogue that was asked to go.
        exchange.directory();
        Instant now = Instant.ofEpochMilli(exchange.nowMs());
        files.ask(exchange, () -> decide(document, ifMatch, author, now), decided -> answer(exchange, decided));
    }

    /** @param author null where it is only to be seen what would come of it */
    private Decided decide(byte[] document, String ifMatch, @Nullable Author author, Instant now) {
        CatalogueReview review;
        try {
            review = CatalogueFile.readWithWarnings(document, now);
        } catch (CatalogueInvalid invalid) {
            return new Decided(invalid, null, null);
        }
        Proposal proposal =
                new Proposal(review.city(), document, tag -> ETags.matchStrongly(ifMatch, CatalogueJson.quoted(tag)));
        return new Decided(
                null, review, author == null ? catalogue.preview(proposal) : catalogue.replace(proposal, author));
    }

    private void answer(Exchange exchange, Decided decided) {
        CatalogueInvalid invalid = decided.invalid();
        CatalogueReview review = decided.review();
        Replacement became = decided.became();
        if (invalid != null) {
            exchange.problem(CatalogueProblems.invalid(invalid));
        } else if (review != null && became instanceof Replacement.Stands stands) {
            exchange.header(HttpHeaders.ETAG, CatalogueJson.etag(stands.edition()));
            exchange.personal(200, new CatalogueJson(exchange).answer(stands, review));
        } else if (became instanceof Replacement.Declined declined) {
            commands.refused(exchange, declined.refusal());
        } else if (became != null) {
            if (became instanceof Replacement.Unavailable unavailable)
                LOG.warn("a catalogue is not in force, or not told of yet: {}", unavailable.why());
            exchange.problem(CatalogueProblems.of(exchange, became));
        }
    }
}
