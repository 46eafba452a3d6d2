package io.yizhan.http.auth;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.TrustOptions;
import io.yizhan.trust.Authorities;
import java.io.IOException;
import java.net.URI;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** How the identity provider is asked: no redirect is followed, and after five seconds or a mebibyte it is given up. Any thread. */
public final class ProviderClient implements AutoCloseable {
    private static final int TIMEOUT_MS = 5_000;
    /** Many people sign in before the peak, each with a question of their own. */
    private static final int CONNECTIONS_MAX = 64;

    private final Vertx vertx;
    private final HttpClient client;
    private final long timeoutMs;

    public ProviderClient(Vertx vertx) {
        this(vertx, TIMEOUT_MS);
    }

    /** For checks: with another patience. */
    ProviderClient(Vertx vertx, long timeoutMs) {
        this.vertx = vertx;
        this.timeoutMs = timeoutMs;
        client = vertx.createHttpClient(believing(), new PoolOptions().setHttp1MaxSize(CONNECTIONS_MAX));
    }

    private static HttpClientOptions believing() {
        HttpClientOptions options = new HttpClientOptions();
        TrustManagerFactory authorities = Authorities.all();
        return authorities == null ? options : options.setTrustOptions(TrustOptions.wrap(authorities));
    }

    /** What was answered, whatever it means. */
    public record Answer(int status, String body) {}

    /** A document that it publishes. @return fails where it is not had */
    Future<String> document(URI uri) {
        return ProviderCall.begin(vertx, client, uri, null, null, timeoutMs)
                .compose(answer -> answer.status() == 200
                        ? Future.succeededFuture(answer.body())
                        : Future.failedFuture(new IOException("status " + answer.status())));
    }

    /**
     * Posts a form.
     *
     * @param form URL-encoded
     * @param authorization who asks; null where the form says that
     * @return fails where no whole answer has come
     */
    public Future<Answer> post(URI uri, String form, @Nullable String authorization) {
        return ProviderCall.begin(vertx, client, uri, Buffer.buffer(form), authorization, timeoutMs);
    }

    @Override
    public void close() {
        client.close();
    }
}
