package io.yizhan.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.yizhan.http.loop.OwnLoops;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The yardstick that HTTP figures are ratios of: the same JSON in and out as {@code POST /v1/reservations}, and for any GET the bytes of a
 * file, with nothing in between: no token, no limit, no queue, no rule, no disk.
 */
@CommandLine.Command(name = "bench/run bare-vertx", mixinStandardHelpOptions = true, sortOptions = false)
final class BareVertx implements Callable<Integer> {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ANSWER_BYTES = 256;

    @Option(names = "--port", defaultValue = "8090", description = "on 127.0.0.1")
    private int port;

    @Option(names = "--event-loops", defaultValue = "0", description = "0 for one per core")
    private int eventLoops;

    @Option(names = "--body", paramLabel = "FILE", description = "what every GET gets")
    private @Nullable Path body;

    public static void main(String[] args) {
        int code = new CommandLine(new BareVertx()).execute(args);
        if (code != 0) System.exit(code);
    }

    @Override
    public Integer call() throws Exception {
        int loops = eventLoops == 0 ? Runtime.getRuntime().availableProcessors() : eventLoops;
        Buffer page = Buffer.buffer(body == null ? new byte[0] : Files.readAllBytes(body));
        Vertx vertx =
                Vertx.vertx(new VertxOptions().setPreferNativeTransport(true).setEventLoopPoolSize(loops));
        new OwnLoops(vertx)
                .deploy(loops, () -> new Server(port, page))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println("bare Vert.x on port " + port + ", " + loops + " event loops, "
                + (vertx.isNativeTransportEnabled() ? "native" : "NIO") + " transport");
        return 0;
    }

    /** One event loop's share. */
    private static final class Server extends VerticleBase {
        private final int port;
        private final Buffer page;
        private long id;

        Server(int port, Buffer page) {
            this.port = port;
            this.page = page;
        }

        @Override
        public Future<?> start() {
            HttpServerOptions options = new HttpServerOptions()
                    .setHost("127.0.0.1")
                    .setPort(port)
                    .setHttp2ClearTextEnabled(false)
                    .setTcpNoDelay(true)
                    .setAcceptBacklog(4_096);
            return vertx.createHttpServer(options).requestHandler(this::handle).listen();
        }

        private void handle(HttpServerRequest request) {
            if (HttpMethod.POST.equals(request.method())) {
                request.bodyHandler(it -> answer(request, 201, place(it, ++id)));
            } else {
                answer(request, 200, page);
            }
        }

        private static void answer(HttpServerRequest request, int status, Buffer body) {
            request.response()
                    .setStatusCode(status)
                    .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                    .end(body);
        }
    }

    private static Buffer place(Buffer body, long id) {
        try (JsonParser in = JSON.createParser(body.getBytes())) {
            String slot = "";
            int party = 1;
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_NUMBER_INT) party = in.getIntValue();
                else if (in.currentToken() == JsonToken.VALUE_STRING
                        && "slots".equals(in.getParsingContext().getParent().getCurrentName())) slot = in.getText();
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(ANSWER_BYTES);
            try (JsonGenerator out = JSON.createGenerator(bytes)) {
                out.writeStartObject();
                out.writeStringField("id", Long.toString(id));
                out.writeStringField("state", "CONFIRMED");
                out.writeArrayFieldStart("slots");
                out.writeString(slot);
                out.writeEndArray();
                out.writeNumberField("party", party);
                out.writeStringField("createdAt", "2026-11-21T12:00:00.000+08:00");
                out.writeEndObject();
            }
            return Buffer.buffer(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException("the yardstick is given what it can't read", e);
        }
    }
}
