package io.yizhan.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.yizhan.http.HttpEngine;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However little or much the other side sends, it comes to an end. */
final class ProviderCallTest {
    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<ProviderClient> clients = new ArrayList<>();
    private KeyProvider provider;

    @BeforeEach
    void start() throws IOException {
        provider = new KeyProvider();
    }

    @AfterEach
    void stop() {
        ended.countDown();
        provider.close();
        HttpEngine.await(vertx.close());
    }

    /** A client that nobody holds is closed when it is collected, with what it is asking. */
    private ProviderClient kept(ProviderClient client) {
        clients.add(client);
        return client;
    }

    private String failure(URI uri) {
        return failure(uri, 20_000);
    }

    private String failure(URI uri, int answerMaxMs) {
        return HttpEngine.await(kept(new ProviderClient(vertx, answerMaxMs))
                .document(uri)
                .transform((document, failure) -> Future.succeededFuture(String.valueOf(failure))));
    }

    @Test
    void endsInTimeWhereNothingComes() {
        provider.answer(exchange -> awaitEnd());
        assertThat(failure(provider.uri(), 500)).contains("no answer within 500 ms");
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void endsInTimeWhereABitComesNowAndThen() {
        provider.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (ended.getCount() > 0) {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            }
        });
        assertThat(failure(provider.uri(), 500)).containsAnyOf("no answer within 500 ms", "more than 1048576 bytes");
    }

    @Test
    void takesNoMoreThanAMegabyte() {
        provider.answer(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[65_536];
            for (int i = 0; i < 1_000; i++) exchange.getResponseBody().write(much);
        });
        assertThat(failure(provider.uri())).contains("more than 1048576 bytes");
    }

    @Test
    void saysWhatCameInsteadOfKeys() {
        provider.answer(exchange -> {
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(302, -1);
        });
        assertThat(failure(provider.uri())).contains("status 302");
        assertThat(failure(URI.create("http://127.0.0.1:1/keys"))).contains("refused");
    }

    @Test
    void showsThePasswordThatItsUriHas() throws IOException {
        AtomicReference<String> shown = new AtomicReference<>();
        provider.answer(exchange -> {
            shown.set(exchange.getRequestHeaders().getFirst("Authorization") + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(200, -1);
        });
        URI uri = URI.create("http://me:s3%40cret@127.0.0.1:" + provider.port() + "/a%2Fb?c=d");
        assertThat(HttpEngine.await(kept(new ProviderClient(vertx)).document(uri)))
                .isEmpty();
        assertThat(shown).hasValue("Basic bWU6czNAY3JldA== /a%2Fb?c=d");
    }
}
