package io.yizhan.http.auth;

import io.vertx.core.Future;
import java.net.URI;

/** Where an identity provider publishes its keys. Any thread. */
public interface KeyLocation {
    /** @return fails while that is not known */
    Future<URI> uri();

    /** Where an operator says. */
    static KeyLocation at(URI uri) {
        return () -> Future.succeededFuture(uri);
    }
}
