package io.yizhan.http;

/** The same through a node that is not the owner. */
final class HttpForwardedLiveTest extends HttpLiveTest {
    @Override
    HttpEngine engine() {
        return new HttpEngine(HttpLiveTest::few, true);
    }
}
