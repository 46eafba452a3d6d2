package io.yizhan.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.yizhan.http.auth.KeyProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An OpenID provider that answers whatever the test says, which none would that goes by the book. */
final class ScriptedProvider implements AutoCloseable {
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ECKey key;
    /** Down once it may answer at all. */
    volatile CountDownLatch answering = new CountDownLatch(0);

    volatile JsonObject document;
    volatile int status = 200;
    volatile String answer = "";
    volatile String askedForm = "";
    volatile String askedAuthorization = "";

    ScriptedProvider() throws IOException, JOSEException {
        key = new ECKeyGenerator(Curve.P_256).keyID("k").generate();
        document = new JsonObject()
                .put("issuer", issuer().toString())
                .put("authorization_endpoint", issuer() + "/authorize?theme=dark")
                .put("token_endpoint", issuer() + "/token")
                .put("jwks_uri", issuer() + "/keys");
        server.setExecutor(threads);
        server.createContext("/.well-known/openid-configuration", exchange -> send(exchange, 200, document.encode()));
        server.createContext("/keys", exchange -> send(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", exchange -> {
            askedForm = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            askedAuthorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, status, answer);
        });
        server.start();
    }

    private void send(HttpExchange exchange, int status, String text) throws IOException {
        try {
            answering.await();
        } catch (InterruptedException ends) {
            Thread.currentThread().interrupt();
        }
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        if (status == 302) exchange.getResponseHeaders().set("Location", issuer() + "/elsewhere");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    URI issuer() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    /** What an id token says that is good, but for the nonce. */
    JsonObject idClaims(String subject) {
        return new JsonObject()
                .put("iss", issuer().toString())
                .put("aud", OpenIdProvider.CLIENT)
                .put("sub", subject)
                .put("roles", JsonArray.of("member"))
                .put("exp", HttpEngine.START_MS / 1_000 + 600);
    }

    /** It gives this id token, and no other. */
    void gives(JsonObject idClaims) {
        status = 200;
        answer = new JsonObject().put("id_token", signed(idClaims)).encode();
    }

    String signed(JsonObject claims) {
        return KeyProvider.sign(key, JWSAlgorithm.ES256, claims);
    }

    @Override
    public void close() {
        answering.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
