package io.yizhan.http;

/** The same through a node that is not the owner. */
final class HttpForwardedSeriesRetryTest extends HttpSeriesRetryTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
