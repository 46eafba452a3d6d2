package io.yizhan.http.node;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.exchange.Exchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What is served for whoever builds on the API: its description, and a page with first steps. */
public final class DeveloperRoutes {
    private static final CharSequence YAML = new AsciiString("application/yaml");
    private static final CharSequence HTML = new AsciiString("text/html; charset=utf-8");
    private static final CharSequence CSP_NAME = new AsciiString("content-security-policy");
    private static final CharSequence CSP =
            new AsciiString("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    private static final Buffer OPENAPI = resource("/openapi.yaml");
    private static final String START =
            resource("/io/yizhan/http/node/start.html").toString();

    private final StartPage start;

    /** @param metrics whether there are any to look at beside it */
    public DeveloperRoutes(boolean metrics) {
        start = new StartPage(START, metrics);
    }

    public void openApi(Exchange exchange) {
        exchange.header(HttpHeaders.CACHE_CONTROL, Exchange.NO_CACHE).send(200, YAML, OPENAPI);
    }

    public void start(Exchange exchange) {
        exchange.header(HttpHeaders.CACHE_CONTROL, Exchange.NO_CACHE)
                .header(CSP_NAME, CSP)
                .send(200, HTML, Buffer.buffer(start.text(exchange)));
    }

    private static Buffer resource(String name) {
        try (InputStream in = DeveloperRoutes.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not on the class path");
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
