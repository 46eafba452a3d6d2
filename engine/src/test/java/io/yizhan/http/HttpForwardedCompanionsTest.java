package io.yizhan.http;

/** The same through a node that is not the owner. */
final class HttpForwardedCompanionsTest extends HttpCompanionsTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
