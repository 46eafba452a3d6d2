package io.yizhan.http;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** What is served beside the API itself: its description, a start page, health and metrics. */
final class PageRoutes {
    private static final CharSequence YAML = new AsciiString("application/yaml");
    private static final CharSequence HTML = new AsciiString("text/html; charset=utf-8");
    private static final CharSequence PROMETHEUS = new AsciiString("text/plain; version=0.0.4; charset=utf-8");
    private static final CharSequence CSP_NAME = new AsciiString("content-security-policy");
    private static final CharSequence CSP =
            new AsciiString("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
    private static final Buffer OPENAPI = resource("/openapi.yaml");
    private static final StartPage START =
            new StartPage(resource("/io/yizhan/http/start.html").toString());

    private PageRoutes() {}

    static void openApi(Exchange exchange) {
        exchange.header(HttpHeaders.CACHE_CONTROL, Exchange.NO_CACHE).send(200, YAML, OPENAPI);
    }

    static void start(Exchange exchange) {
        exchange.header(HttpHeaders.CACHE_CONTROL, Exchange.NO_CACHE)
                .header(CSP_NAME, CSP)
                .send(200, HTML, Buffer.buffer(START.text(exchange)));
    }

    static void live(Exchange exchange) {
        exchange.personal(200, exchange.json(32).object().field("status", "UP").end());
    }

    static void ready(Exchange exchange) {
        List<Health.Part> parts = exchange.loop.sources.health().parts();
        Health.Status worst = Health.Status.UP;
        for (Health.Part part : parts) if (part.status().compareTo(worst) > 0) worst = part.status();
        JsonOut json = exchange.json(256).object().field("status", worst.name()).array("parts");
        for (Health.Part part : parts) {
            json.object()
                    .field("name", part.name())
                    .field("status", part.status().name())
                    .field("detail", part.detail())
                    .end();
        }
        exchange.personal(
                worst == Health.Status.DOWN ? 503 : 200, json.endArray().end());
    }

    static void metrics(Exchange exchange) {
        exchange.loop
                .vertx
                .executeBlocking(
                        () -> Buffer.buffer(exchange.loop.sources.metricsText().get()))
                .onComplete(text -> exchange.guarded(it -> exchange.send(200, PROMETHEUS, it), text), exchange::failed);
    }

    private static Buffer resource(String name) {
        try (InputStream in = PageRoutes.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not on the class path");
            return Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
