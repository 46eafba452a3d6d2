package io.yizhan.http;

import java.util.function.UnaryOperator;

/** The same through a node that is not the owner. */
final class HttpForwardedMeLiveTest extends HttpMeLiveTest {
    @Override
    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(adjust, true);
    }
}
