package io.yizhan.http.auth;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Asks for a document once, with an end in time and in bytes, however slowly or much the other side sends. */
final class KeySetFetch {
    private static final int BYTES_MAX = 1 << 20;

    private final Promise<String> result = Promise.promise();
    private final Buffer body = Buffer.buffer();
    private volatile @Nullable HttpClientRequest request;

    private KeySetFetch() {}

    /**
     * Begins; completes on any thread.
     *
     * @param timeoutMs for all of it
     */
    static Future<String> begin(Vertx vertx, HttpClient client, URI uri, long timeoutMs) {
        var fetch = new KeySetFetch();
        long timer = vertx.setTimer(timeoutMs, late -> fetch.fail("no answer within " + timeoutMs + " ms"));
        client.request(options(uri, timeoutMs)).onSuccess(fetch::send).onFailure(fetch.result::tryFail);
        return fetch.result.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static RequestOptions options(URI uri, long timeoutMs) {
        boolean tls = "https".equals(uri.getScheme());
        String query = uri.getRawQuery();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var options = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setSsl(tls)
                .setHost(uri.getHost())
                .setPort(uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80)
                .setURI(query == null ? path : path + "?" + query)
                .setConnectTimeout(timeoutMs)
                .setFollowRedirects(false)
                .putHeader("Accept", "application/jwk-set+json, application/json");
        if (uri.getUserInfo() == null) return options;
        byte[] credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
        return options.putHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
    }

    private void send(HttpClientRequest begun) {
        request = begun;
        // Before it is sent: whoever asks later may find that the answer has come and gone.
        begun.exceptionHandler(result::tryFail);
        begun.response().onSuccess(this::read).onFailure(result::tryFail);
        // It may have been too late while it was connecting.
        if (result.future().isComplete()) begun.reset();
        else begun.end();
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(result::tryFail);
        if (response.statusCode() != 200) {
            fail("status " + response.statusCode());
            return;
        }
        response.endHandler(end -> result.tryComplete(body.toString())).handler(this::add);
    }

    private void add(Buffer chunk) {
        if (body.length() + chunk.length() > BYTES_MAX) fail("more than " + BYTES_MAX + " bytes");
        else body.appendBuffer(chunk);
    }

    private void fail(String why) {
        result.tryFail(new IOException(why));
        HttpClientRequest open = request;
        if (open != null) open.reset();
    }
}
