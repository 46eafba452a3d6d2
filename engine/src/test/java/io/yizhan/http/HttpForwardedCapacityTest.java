package io.yizhan.http;

/** As {@link HttpCapacityTest}, through a node that does not own the region. */
final class HttpForwardedCapacityTest extends HttpCapacityTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
