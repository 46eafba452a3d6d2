package io.yizhan.http;

import java.util.function.UnaryOperator;

/** The same through a node that is not the owner. */
final class HttpForwardedLiveTest extends HttpLiveTest {
    @Override
    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(adjust, true);
    }

    @Override
    int nodes() {
        return 2;
    }
}
