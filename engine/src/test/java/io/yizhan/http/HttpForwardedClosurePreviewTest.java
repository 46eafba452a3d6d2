package io.yizhan.http;

/** As {@link HttpClosurePreviewTest}, through a node that does not own the region. */
final class HttpForwardedClosurePreviewTest extends HttpClosurePreviewTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
