package io.yizhan.http.page;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.exchange.ETags;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Gzip;
import io.yizhan.http.head.ContentCodings;
import io.yizhan.http.head.HeaderList;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Something that a browser is served, ready to be sent.
 *
 * @param gzip the same, compressed; null where that would not make it smaller
 */
record PageFile(
        CharSequence contentType, Buffer plain, @Nullable Buffer gzip, String etag) {
    static PageFile of(CharSequence contentType, byte[] plain, byte @Nullable [] gzip) {
        CRC32C sum = new CRC32C();
        sum.update(plain, 0, plain.length);
        String etag = '"' + Long.toString(sum.getValue(), 36) + "-" + plain.length + '"';
        return new PageFile(contentType, Buffer.buffer(plain), gzip == null ? null : Buffer.buffer(gzip), etag);
    }

    /**
     * Sends it, compressed where the client takes that; 304 where the client has it.
     *
     * @param vary by which of a request's headers there might be another answer
     */
    void send(Exchange exchange, CharSequence cacheControl, CharSequence vary) {
        Buffer compressed =
                ContentCodings.takesGzip(HeaderList.of(exchange.request, HttpHeaders.ACCEPT_ENCODING)) ? gzip : null;
        exchange.header(HttpHeaders.CACHE_CONTROL, cacheControl)
                .header(HttpHeaders.ETAG, compressed == null ? etag : ETags.weak(etag))
                .header(HttpHeaders.VARY, vary);
        if (ETags.match(HeaderList.of(exchange.request, HttpHeaders.IF_NONE_MATCH), etag)) {
            exchange.sendEmpty(304);
            return;
        }
        if (compressed != null) exchange.header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
        exchange.send(200, contentType, compressed == null ? plain : compressed);
    }
}
