package io.yizhan.http.signin;

import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the address says by which a browser has come. People follow links, so what makes no sense is as good as not there. */
final class Parameters {
    private Parameters() {}

    /** Null where it is not there exactly once, or longer. */
    static @Nullable String once(HttpServerRequest request, String name, int lengthMax) {
        try {
            List<String> values = request.params().getAll(name);
            return values.size() == 1 && values.getFirst().length() <= lengthMax ? values.getFirst() : null;
        } catch (IllegalArgumentException malformedEscape) {
            return null;
        }
    }
}
