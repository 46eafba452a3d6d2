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

/** One question to the identity provider and its answer, with an end in time and in bytes, however slowly or much the other side sends. */
final class ProviderCall {
    private static final int BYTES_MAX = 1 << 20;

    private final Promise<ProviderClient.Answer> result = Promise.promise();
    private final @Nullable Buffer form;
    private final Buffer body = Buffer.buffer();
    private volatile @Nullable HttpClientRequest request;

    private ProviderCall(@Nullable Buffer form) {
        this.form = form;
    }

    /**
     * Begins; completes on any thread.
     *
     * @param form what is posted; null where a document is asked for
     * @param authorization in the place of what the URI says of that; null for that
     * @param timeoutMs for all of it
     * @return fails where no whole answer has come
     */
    static Future<ProviderClient.Answer> begin(
            Vertx vertx,
            HttpClient client,
            URI uri,
            @Nullable Buffer form,
            @Nullable String authorization,
            long timeoutMs) {
        var call = new ProviderCall(form);
        long timer = vertx.setTimer(timeoutMs, late -> call.fail("no answer within " + timeoutMs + " ms"));
        RequestOptions options = options(uri, form != null, timeoutMs);
        String shown = authorization == null ? passwordOf(uri) : authorization;
        if (shown != null) options.putHeader("Authorization", shown);
        client.request(options).onSuccess(call::send).onFailure(call.result::tryFail);
        return call.result.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    private static RequestOptions options(URI uri, boolean posts, long timeoutMs) {
        boolean tls = "https".equals(uri.getScheme());
        String query = uri.getRawQuery();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var options = new RequestOptions()
                .setMethod(posts ? HttpMethod.POST : HttpMethod.GET)
                .setSsl(tls)
                .setHost(uri.getHost())
                .setPort(uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80)
                .setURI(query == null ? path : path + "?" + query)
                .setConnectTimeout(timeoutMs)
                .setFollowRedirects(false)
                .putHeader("Accept", "application/json, application/jwk-set+json");
        return posts ? options.putHeader("Content-Type", "application/x-www-form-urlencoded") : options;
    }

    private static @Nullable String passwordOf(URI uri) {
        if (uri.getUserInfo() == null) return null;
        byte[] credentials = uri.getUserInfo().getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    private void send(HttpClientRequest begun) {
        request = begun;
        // Before it is sent: whoever asks later may find that the answer has come and gone.
        begun.exceptionHandler(result::tryFail);
        begun.response().onSuccess(this::read).onFailure(result::tryFail);
        // It may have been too late while it was connecting.
        if (result.future().isComplete()) begun.reset();
        else if (form == null) begun.end();
        else begun.end(form);
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(result::tryFail);
        response.endHandler(
                        end -> result.tryComplete(new ProviderClient.Answer(response.statusCode(), body.toString())))
                .handler(this::add);
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
