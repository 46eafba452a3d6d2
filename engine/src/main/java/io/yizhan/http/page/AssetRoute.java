package io.yizhan.http.page;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;

/** {@code GET /assets/{version}/{room}/{file}}: what pages load. */
public final class AssetRoute {
    /** What has this version never changes. */
    private static final CharSequence FOR_GOOD = new AsciiString("public, max-age=31536000, immutable");

    private static final CharSequence NOT_KEPT = new AsciiString("no-store");

    private AssetRoute() {}

    /** A page of another version, open since before an update or come from another node, gets what there is now, and must not keep it. */
    public static void handle(Exchange exchange, String versionRoomAndFile) {
        int slash = versionRoomAndFile.indexOf('/');
        PageFile file = PageFiles.ALL.asset(versionRoomAndFile.substring(slash + 1));
        if (file == null) {
            exchange.problem(Problem.of(ProblemCode.NOT_FOUND));
            return;
        }
        boolean present = versionRoomAndFile.substring(0, slash).equals(PageFiles.ALL.version);
        file.send(exchange, present ? FOR_GOOD : NOT_KEPT, HttpHeaders.ACCEPT_ENCODING);
    }
}
