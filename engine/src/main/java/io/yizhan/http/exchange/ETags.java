package io.yizhan.http.exchange;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.json.JsonOut;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Entity tags, and answers that are only sent where the client has another one. */
public final class ETags {
    private ETags() {}

    /** Whether an {@code If-None-Match} header names this tag, or any. Weak comparison, as RFC 9110 has it for this header. */
    public static boolean match(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) return false;
        return ifNoneMatch.strip().equals("*") || names(ifNoneMatch, etag);
    }

    /** Whether an {@code If-Match} header names this tag, or any. Strong comparison (RFC 9110, section 13.1.1). */
    public static boolean matchStrongly(String ifMatch, String etag) {
        return ifMatch.strip().equals("*") || HeaderList.elements(ifMatch).contains(etag);
    }

    private static boolean names(String list, String etag) {
        for (int at = list.indexOf(etag); at >= 0; at = list.indexOf(etag, at + 1)) {
            int end = at + etag.length();
            boolean begins = at == 0 || ", /".indexOf(list.charAt(at - 1)) >= 0;
            if (begins && (end == list.length() || ", ".indexOf(list.charAt(end)) >= 0)) return true;
        }
        return false;
    }

    /** Sends a public body that may be kept if it is asked for again each time; 304 where the client has it. */
    public static void send(Exchange exchange, CharSequence contentType, JsonOut json) {
        byte[] body = json.bytes();
        String etag = of(body);
        boolean compressed = Gzip.serves(exchange, body.length);
        exchange.header(HttpHeaders.ETAG, compressed ? weak(etag) : etag)
                .header(HttpHeaders.CACHE_CONTROL, Exchange.NO_CACHE)
                .header(HttpHeaders.VARY, "accept, accept-encoding, accept-language");
        if (match(HeaderList.of(exchange.request, HttpHeaders.IF_NONE_MATCH), etag)) {
            exchange.sendEmpty(304);
        } else {
            exchange.header(HttpHeaders.CONTENT_LANGUAGE, exchange.language().tag);
            if (compressed) exchange.header(HttpHeaders.CONTENT_ENCODING, Gzip.NAME);
            exchange.send(200, contentType, Buffer.buffer(compressed ? Gzip.quickly(body) : body));
        }
    }

    /** Of the same in another coding: that is not the same byte by byte (RFC 9110, section 8.8.3.3). */
    public static String weak(String etag) {
        return "W/" + etag;
    }

    /** Two sums of different polynomials: a body that changes by chance has the same ones once in 2^64, and nobody gains by making one. */
    private static String of(byte[] body) {
        CRC32 one = new CRC32();
        CRC32C other = new CRC32C();
        one.update(body, 0, body.length);
        other.update(body, 0, body.length);
        return '"' + Long.toString(one.getValue() << 32 | other.getValue(), 36) + '"';
    }
}
