package io.yizhan.http;

import io.yizhan.HearsErrors;
import java.util.function.UnaryOperator;

/** The same through a node that is not the owner. */
@HearsErrors
final class HttpForwardedMeLiveResumeTest extends HttpMeLiveResumeTest {
    @Override
    HttpEngine engine(UnaryOperator<EdgeOptions> adjust) {
        return new HttpEngine(adjust, true);
    }
}
