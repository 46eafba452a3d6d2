package io.yizhan.http.exchange;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.head.ContentCodings;
import io.yizhan.http.head.HeaderList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Compresses bodies (RFC 1952). */
public final class Gzip {
    public static final CharSequence NAME = new AsciiString("gzip");

    /**
     * What is smaller is sent as it is: it is one or two packets either way, and compressing it takes as long as answering. The lists that pages
     * open with, tens of kilobytes, come to an eighth.
     */
    private static final int BYTES_MIN = 8 * 1_024;

    private Gzip() {}

    /** Whether a body of so many bytes is worth it, and the client takes it. */
    public static boolean serves(Exchange exchange, int bytes) {
        return isWorth(bytes) && ContentCodings.takesGzip(HeaderList.of(exchange.request, HttpHeaders.ACCEPT_ENCODING));
    }

    /** Whether a body of so many bytes is worth it. */
    public static boolean isWorth(int bytes) {
        return bytes >= BYTES_MIN;
    }

    /** What is made for one answer: some 10 µs a kilobyte. */
    public static byte[] quickly(byte[] body) {
        return compressed(body, Deflater.BEST_SPEED);
    }

    /** What is kept. */
    public static byte[] well(byte[] body) {
        return compressed(body, Deflater.BEST_COMPRESSION);
    }

    private static byte[] compressed(byte[] body, int level) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length / 4 + 64);
        try (GZIPOutputStream gzip = new Leveled(out, level)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static final class Leveled extends GZIPOutputStream {
        Leveled(ByteArrayOutputStream out, int level) throws IOException {
            super(out);
            def.setLevel(level);
        }
    }
}
