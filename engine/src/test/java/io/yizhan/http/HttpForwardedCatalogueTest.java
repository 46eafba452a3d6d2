package io.yizhan.http;

/** As {@link HttpCatalogueTest}, through a node that does not own the region. */
final class HttpForwardedCatalogueTest extends HttpCatalogueTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
