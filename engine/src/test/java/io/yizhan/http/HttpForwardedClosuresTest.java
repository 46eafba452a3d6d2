package io.yizhan.http;

/** As {@link HttpClosuresTest}, through a node that does not own the region. */
final class HttpForwardedClosuresTest extends HttpClosuresTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
