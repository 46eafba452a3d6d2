package io.yizhan.http;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;
import okhttp3.mockwebserver.RecordedRequest;
import org.slf4j.LoggerFactory;

/** An OpenID provider, somebody else's: it lets in whoever comes, as whom the test says, and speaks the protocol by itself. */
public final class OpenIdProvider implements AutoCloseable {
    public static final String AUDIENCE = "yizhan";
    public static final String CLIENT = "yizhan-pages";
    private static final String REALM = "city";
    private static final int LIFETIME_S = 600;

    /** By which it signs. */
    public final AtomicLong nowMs = new AtomicLong(HttpEngine.START_MS);

    private final MockOAuth2Server server;

    OpenIdProvider() throws IOException {
        this(false);
    }

    /** @param asks whether it has a page of its own, on which people say who they are */
    public OpenIdProvider(boolean asks) throws IOException {
        server = new MockOAuth2Server(new OAuth2Config(
                asks, null, null, false, new OAuth2TokenProvider(() -> Instant.ofEpochMilli(nowMs.get()))));
        // What it refuses is an error to it.
        ((Logger) LoggerFactory.getLogger(MockOAuth2Server.class.getPackageName())).setLevel(Level.OFF);
        server.start(InetAddress.getLoopbackAddress(), 0);
        // Its first answer and its first token take seconds on a busy machine, and an engine gives it five.
        server.wellKnownUrl(REALM).url().openStream().close();
        token();
    }

    public URI issuer() {
        return URI.create(server.issuerUrl(REALM).toString());
    }

    /** Of somebody, for programs. */
    public String token() {
        return server.issueToken(REALM, "anybody", AUDIENCE).serialize();
    }

    /** The next one who comes is this one. */
    public void next(String subject, Map<String, Object> claims) {
        next(subject, AUDIENCE, claims);
    }

    /** @param audience of the access token */
    void next(String subject, String audience, Map<String, Object> claims) {
        server.enqueueCallback(
                new DefaultOAuth2TokenCallback(REALM, subject, "JWT", List.of(audience), claims, LIFETIME_S));
    }

    public void nextMember(String subject) {
        next(subject, Map.of("roles", List.of("member"), "name", "张三"));
    }

    /** What it was asked since, in its order. */
    RecordedRequest asked(String path) throws IOException {
        for (int i = 0; i < 50; i++) {
            RecordedRequest request = server.takeRequest();
            if (String.valueOf(request.getPath()).startsWith('/' + REALM + path)) return request;
        }
        throw new IOException("never asked for " + path);
    }

    static Map<String, String> form(RecordedRequest request) {
        return Browser.parameters(request.getBody().readString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
