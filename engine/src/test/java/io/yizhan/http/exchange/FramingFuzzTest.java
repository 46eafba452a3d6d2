package io.yizhan.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.http.HttpServerOptions;
import io.yizhan.fuzz.Fuzz;
import io.yizhan.fuzz.Mutator;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mutated heads of requests. */
@Tag("slow")
final class FramingFuzzTest {
    private static final int BYTES_MAX = 4 << 20;

    /** Whatever is read on has one host, and one thing that says where it ends. */
    @Test
    void readsOnOnlyWhatEndsWhereItSays() throws Exception {
        Mutator mutator = new Mutator(
                Mutator.texts(
                        "POST /v1/reservations HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}",
                        "POST /a HTTP/1.1\r\nHost: [::1]:80\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                        "GET / HTTP/1.0\r\nConnection: keep-alive, x\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\nAccept: a,b\r\n\r\n"),
                "\r\n",
                "\n",
                "\r",
                ":",
                " ",
                "\t",
                ",",
                ";",
                "\"",
                "Transfer-Encoding: chunked\r\n",
                "Transfer-Encoding: identity\r\n",
                "Content-Length: 0\r\n",
                "Content-Length: 00000000000000000002\r\n",
                "Host: b\r\n",
                "gzip, ",
                "chunked",
                "HTTP/1.2",
                "\u0000",
                "\u000b",
                "\u00ff");
        Fuzz.run("framing", BYTES_MAX, random -> {
            EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(new HttpServerOptions()));
            channel.writeInbound(Unpooled.wrappedBuffer(mutator.next(random)));
            for (Object read = channel.readInbound(); read != null; read = channel.readInbound()) {
                if (read instanceof HttpRequest request
                        && request.decoderResult().isSuccess()) endsWhereItSays(request);
                ReferenceCountUtil.release(read);
            }
            channel.finishAndReleaseAll();
        });
    }

    private static void endsWhereItSays(HttpRequest request) {
        HttpHeaders headers = request.headers();
        int lengths = headers.getAll("content-length").size();
        List<String> codings = headers.getAll("transfer-encoding");
        boolean old = request.protocolVersion().minorVersion() == 0;
        assertThat(headers.getAll("host").size()).isBetween(old ? 0 : 1, 1);
        assertThat(lengths + (codings.isEmpty() ? 0 : 1)).as("%s", request).isLessThan(2);
        if (!codings.isEmpty()) assertThat(String.join("", codings)).containsIgnoringCase("chunked");
    }
}
