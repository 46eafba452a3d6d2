package io.yizhan.http;

/** As {@link HttpCatalogueTroubleTest}, through a node that does not own the region. */
final class HttpForwardedCatalogueTroubleTest extends HttpCatalogueTroubleTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
