package io.yizhan.http;

import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.yizhan.http.client.ProxyHeaders;
import io.yizhan.http.exchange.RequestDecoder;
import io.yizhan.http.loop.EventLoop;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all HTTP servers here have in common, whatever they serve: HTTP/1.1 alone, with connections that their event loop looks after. */
final class LoopServer {
    private static final Logger LOG = LoggerFactory.getLogger(LoopServer.class);

    private LoopServer() {}

    /** Where it listens; the caller may add to it. */
    static HttpServerOptions listening(String host, int port, EventLoop.Limits limits) {
        return new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setHttp2ClearTextEnabled(false)
                // Nobody speaks WebSocket here; their handlers would cost each connection more than its first request
                // does.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpNoDelay(true)
                .setIdleTimeout(limits.idleTimeoutS())
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
    }

    /**
     * One that does not listen yet.
     *
     * @param invalid for what can't be read as a request
     */
    static HttpServer of(
            EventLoop loop,
            HttpServerOptions listening,
            Handler<HttpServerRequest> requests,
            Handler<HttpServerRequest> invalid) {
        ProxyHeaders headers = loop.shared.clients().headers;
        return loop.vertx
                .createHttpServer(listening)
                .requestHandler(requests)
                .invalidRequestHandler(request -> {
                    if (loop.connections.requestedInvalid(request)) invalid.handle(request);
                })
                .connectionHandler(connection -> headers.read(channel(connection), by -> {
                    if (loop.connections.opened(connection, by)) RequestDecoder.install(connection, listening);
                }))
                .exceptionHandler(failure -> LOG.debug("connection failed", failure));
    }

    private static Channel channel(HttpConnection connection) {
        return ((HttpServerConnection) connection).channelHandlerContext().channel();
    }
}
