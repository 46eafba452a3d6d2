package io.yizhan.loadtest.pages;

import io.yizhan.loadtest.Api;
import io.yizhan.loadtest.Failure;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Of an engine that runs already. */
final class Address {
    private Address() {}

    static void check(@Nullable URI url, @Nullable CommandSpec spec) {
        if (spec == null) throw new IllegalStateException("not run by picocli");
        if (url == null) return;
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean plain = url.getQuery() == null
                && url.getFragment() == null
                && (url.getPath() == null
                        || url.getPath().isEmpty()
                        || url.getPath().equals("/"));
        if (!web || url.getHost() == null || !plain)
            throw new ParameterException(spec.commandLine(), "URL must be http://HOST:PORT, not " + url);
    }

    static Api answering(URI url) {
        Api api = new Api(url.toString().replaceFirst("/$", ""));
        if (!api.ready("/health/ready"))
            throw new Failure("nothing ready answers at " + url
                    + ". Start an engine first, for instance with: engine/bin/yizhan demo --traffic");
        return api;
    }
}
