package io.yizhan.http;

/** The same through a node that is not the owner: both have the key, and know which have ended. */
final class HttpForwardedSessionTest extends HttpSessionTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(options -> options, true);
    }
}
