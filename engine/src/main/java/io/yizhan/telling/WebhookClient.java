package io.yizhan.telling;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import io.yizhan.trust.Authorities;
import io.yizhan.webhook.WebhookAddresses;
import io.yizhan.webhook.WebhookSecret;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages by HTTP to addresses of others, which may do what they like with that: each has so many seconds, redirects are not followed, and of
 * an answer nothing but the status is of interest. Any thread but an event loop's.
 */
final class WebhookClient implements AutoCloseable {
    private static final int CONNECT_MAX_MS = 5_000;
    private static final int ANSWER_MAX_MS = 15_000;
    /** A short answer leaves the connection for the next message; whatever goes on beyond that is cut off. */
    private static final int ANSWER_BYTES_MAX = 16 * 1_024;

    private final WebhookAddresses addresses;
    private final HttpClient client;
    private final int answerMaxMs;

    WebhookClient(Vertx vertx, WebhookAddresses addresses) {
        this(vertx, addresses, ANSWER_MAX_MS);
    }

    /** @param answerMaxMs for how long an answer is waited for */
    WebhookClient(Vertx vertx, WebhookAddresses addresses, int answerMaxMs) {
        this.addresses = addresses;
        this.answerMaxMs = answerMaxMs;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(CONNECT_MAX_MS)
                .setKeepAliveTimeout(10)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(16 * 1_024)
                .setVerifyHost(true);
        TrustManagerFactory authorities = Authorities.all();
        if (authorities != null) options.setTrustOptions(TrustOptions.wrap(authorities));
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(2));
    }

    /**
     * A message.
     *
     * @param id the same each time that it is sent, so that who has it already knows it
     */
    record Message(String id, byte[] body) {}

    /**
     * Sends a message; blocks.
     *
     * @return null where it was taken; else why not
     */
    @Nullable
    String send(String url, WebhookSecret secret, Message message, long timestampS) throws InterruptedException {
        try {
            URI uri = WebhookAddresses.parse(url);
            // Each time: a name may stand for another place by now. And to that very place, not to the name.
            InetAddress place = addresses.locate(uri);
            return answered(send(uri, place, secret, message, timestampS));
        } catch (WebhookAddresses.Refused refused) {
            return refused.getMessage();
        }
    }

    private Future<Integer> send(URI uri, InetAddress place, WebhookSecret secret, Message message, long timestampS) {
        boolean secure = uri.getScheme().equalsIgnoreCase("https");
        int port = uri.getPort() > 0 ? uri.getPort() : secure ? 443 : 80;
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setServer(SocketAddress.inetSocketAddress(port, place.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .setTimeout(answerMaxMs)
                .putHeader("content-type", "application/json")
                .putHeader("user-agent", "Yizhan-Webhook/1.0")
                .putHeader("webhook-id", message.id)
                .putHeader("webhook-timestamp", Long.toString(timestampS))
                .putHeader("webhook-signature", secret.sign(message.id, timestampS, message.body));
        return client.request(request)
                .compose(it -> it.send(Buffer.buffer(message.body)).map(answer -> status(it, answer)));
    }

    private static int status(HttpClientRequest request, HttpClientResponse answer) {
        int[] bytes = {0};
        answer.handler(some -> {
            bytes[0] += some.length();
            if (bytes[0] > ANSWER_BYTES_MAX) request.connection().close();
        });
        // Nobody waits for the rest.
        answer.exceptionHandler(gone -> {});
        return answer.statusCode();
    }

    private @Nullable String answered(Future<Integer> sent) throws InterruptedException {
        try {
            int status = sent.toCompletionStage()
                    .toCompletableFuture()
                    .get(CONNECT_MAX_MS + 2 * answerMaxMs, TimeUnit.MILLISECONDS);
            if (status >= 200 && status < 300) return null;
            return status >= 300 && status < 400
                    ? "answered " + status + ": redirects are not followed"
                    : "answered " + status;
        } catch (TimeoutException late) {
            return "no answer in time";
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            String message = cause == null ? null : cause.getMessage();
            return message == null ? "no connection" : message;
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
