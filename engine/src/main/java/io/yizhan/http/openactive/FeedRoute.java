package io.yizhan.http.openactive;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.edition.Edition;
import io.yizhan.http.exchange.Aside;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Gzip;
import io.yizhan.http.exchange.Query;
import io.yizhan.http.loop.RegionOnLoop;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/**
 * {@code GET /openactive/feeds/{kind}}: what can be booked, in the order in which it last changed, by Realtime Paged Data Exchange 1.0 with change numbers.
 * A change number is that of the event, so there is one order for everybody, on every node and after every start. Pages are made from what the writer has
 * published; the writer is not asked.
 */
public final class FeedRoute {
    private static final CharSequence RPDE = new AsciiString("application/vnd.openactive.rpde+json; version=1");
    /** As the specification has it for pages that have items, and for the last one. */
    private static final CharSequence AN_HOUR = new AsciiString("public, max-age=3600");

    private static final CharSequence MOMENTS = new AsciiString("public, max-age=8");
    private static final CharSequence ANY_ORIGIN = new AsciiString("*");

    private final OpenData data;
    private final RegionOnLoop region;
    private final Aside aside;

    /** Of one event loop. */
    public FeedRoute(RegionOnLoop region, OpenData data) {
        this.data = data;
        this.region = region;
        aside = new Aside(region.loop.vertx);
    }

    public void handle(Exchange exchange, String path) {
        FeedKind kind = FeedKind.of(path);
        if (kind == null) {
            exchange.problem(Problem.of(ProblemCode.NOT_FOUND));
            return;
        }
        Query query = new Query(exchange);
        String after = ChangeNumber.of(query);
        if (query.answered()) return;
        Edition edition = region.sources.catalogue().present();
        FeedPages pages = FeedPages.of(region.index(edition.directory()), edition);
        FeedPages.Asked asked = new FeedPages.Asked(kind, data.base(exchange), after);
        boolean takesGzip = Gzip.serves(exchange, Integer.MAX_VALUE);
        FeedPage known = pages.known(asked, region.feed());
        if (known != null && !(takesGzip && known.lacksGzip())) {
            send(exchange, known, takesGzip);
            return;
        }
        aside.run(
                exchange,
                () -> {
                    FeedPage page = known == null ? pages.make(asked, region.feed(), data) : known;
                    if (takesGzip && page.lacksGzip()) page.compress();
                    return page;
                },
                page -> send(exchange, page, takesGzip));
    }

    private static void send(Exchange exchange, FeedPage page, boolean takesGzip) {
        Buffer gzip = takesGzip ? page.gzip() : null;
        exchange.header(HttpHeaders.CACHE_CONTROL, page.items > 0 ? AN_HOUR : MOMENTS)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (!exchange.response.headers().contains(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN))
            exchange.header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, ANY_ORIGIN);
        if (gzip != null) exchange.header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
        exchange.send(200, RPDE, gzip == null ? page.body : gzip);
    }
}
