package io.yizhan.http.node;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.yizhan.http.exchange.Exchange;
import java.util.function.Supplier;

/** This node's figures, for whoever watches it. */
public final class MetricsRoute {
    private static final CharSequence PROMETHEUS = new AsciiString("text/plain; version=0.0.4; charset=utf-8");

    private final Supplier<String> text;

    /** @param text may take its time, so it is not called on an event loop */
    public MetricsRoute(Supplier<String> text) {
        this.text = text;
    }

    public void handle(Exchange exchange) {
        exchange.loop()
                .vertx
                .executeBlocking(() -> Buffer.buffer(text.get()))
                .onComplete(told -> exchange.guarded(it -> exchange.send(200, PROMETHEUS, it), told), exchange::failed);
    }
}
