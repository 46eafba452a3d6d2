package io.yizhan.http.exchange;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.AsciiString;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.http.impl.VertxHttpRequestDecoder;
import io.yizhan.http.problem.Problem;

/** The decoder of one connection, which reads nothing more once a request's {@link Framing} is at fault. */
public final class RequestDecoder extends VertxHttpRequestDecoder {
    private static final String NAME = "httpDecoder";

    /** Of the message that is being read. */
    private int lengths;

    RequestDecoder(HttpServerOptions options) {
        super(options);
    }

    /** In the place of the connection's own, before it has read anything. */
    public static void install(HttpConnection connection, HttpServerOptions options) {
        ((HttpServerConnection) connection)
                .channelHandlerContext()
                .pipeline()
                .replace(NAME, NAME, new RequestDecoder(options));
    }

    /** Why a request is not read on. Expected, so without a stack trace. */
    static final class Refused extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        final transient Problem problem;

        Refused(Problem problem) {
            super(problem.code().code);
            this.problem = problem;
        }

        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }

    @Override
    protected HttpMessage createMessage(String[] initialLine) {
        lengths = 0;
        return super.createMessage(initialLine);
    }

    /** Where HTTP/1.0 gives several lengths, Netty leaves the first of them in the headers as if it were the only one. */
    @Override
    protected AsciiString splitHeaderName(byte[] text, int start, int length) {
        AsciiString name = super.splitHeaderName(text, start, length);
        if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) lengths++;
        return name;
    }

    /** Called when the whole head is there and nothing of the body was read: what is thrown here makes the message an invalid one. */
    @Override
    protected boolean isContentAlwaysEmpty(HttpMessage message) {
        if (message instanceof HttpRequest request) {
            Problem fault = lengths > 1 ? Framing.lengthRepeated() : Framing.fault(request);
            if (fault != null) throw new Refused(fault);
        }
        return super.isContentAlwaysEmpty(message);
    }
}
