package io.yizhan.http.exchange;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.yizhan.http.head.HeaderList;
import io.yizhan.http.problem.Problem;
import io.yizhan.http.problem.ProblemCode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What RFC 9112 wants refused and Netty reads all the same: wherever two readers of a connection may disagree about where a request ends or
 * whom it is for, a body could be taken for the next request.
 */
final class Framing {
    private Framing() {}

    /** Null for a request that may be read on; its length and its connection's options are then in the form that Vert.x understands. */
    static @Nullable Problem fault(HttpRequest request) {
        HttpVersion version = request.protocolVersion();
        boolean old = HttpVersion.HTTP_1_0.equals(version);
        if (!old && !HttpVersion.HTTP_1_1.equals(version)) {
            // Or the answer would be in that version, too.
            request.setProtocolVersion(HttpVersion.HTTP_1_1);
            return Problem.of(ProblemCode.HTTP_VERSION_UNSUPPORTED, version.text());
        }
        HttpHeaders headers = request.headers();
        CharSequence host = null;
        CharSequence length = null;
        boolean coded = false;
        boolean expects = false;
        boolean options = false;
        // One walk for all of them: this runs for every request.
        for (Iterator<Map.Entry<CharSequence, CharSequence>> all = headers.iteratorCharSequence(); all.hasNext(); ) {
            Map.Entry<CharSequence, CharSequence> each = all.next();
            CharSequence name = each.getKey();
            switch (name.length()) {
                case 4 -> {
                    if (!HttpHeaderNames.HOST.contentEqualsIgnoreCase(name)) continue;
                    if (host != null) return Problem.of(ProblemCode.HEADER_REPEATED, "Host");
                    host = each.getValue();
                }
                case 6 -> expects |= HttpHeaderNames.EXPECT.contentEqualsIgnoreCase(name);
                case 10 -> options |= HttpHeaderNames.CONNECTION.contentEqualsIgnoreCase(name);
                case 14 -> {
                    if (HttpHeaderNames.CONTENT_LENGTH.contentEqualsIgnoreCase(name)) length = each.getValue();
                }
                case 17 -> coded |= HttpHeaderNames.TRANSFER_ENCODING.contentEqualsIgnoreCase(name);
                default -> {}
            }
        }
        if (host == null ? !old : !isAuthority(host)) return invalid("Host", "host[:port]");
        if (coded && old) return invalid("Transfer-Encoding", "HTTP/1.1");
        if (coded && length != null) return invalid("Content-Length", "≠ Transfer-Encoding");
        Problem fault = coded ? codings(list(headers, HttpHeaderNames.TRANSFER_ENCODING)) : null;
        if (fault == null && expects && !old) fault = expectations(list(headers, HttpHeaderNames.EXPECT));
        if (fault != null) return fault;
        if (length != null && length.charAt(0) == '0' && length.length() > 1) {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(Long.parseLong(length.toString())));
        }
        if (options) headers.set(HttpHeaderNames.CONNECTION, list(headers, HttpHeaderNames.CONNECTION));
        return null;
    }

    static Problem lengthRepeated() {
        return Problem.of(ProblemCode.HEADER_REPEATED, "Content-Length");
    }

    /** Section 6.3: the last coding says where the body ends. Section 6.1: the others are not understood here. */
    private static @Nullable Problem codings(List<String> codings) {
        int last = codings.size() - 1;
        boolean framed = last >= 0 && isChunked(codings.get(last));
        for (int i = 0; i < last; i++) framed &= !isChunked(codings.get(i));
        if (!framed) return invalid("Transfer-Encoding", "chunked");
        return last == 0 ? null : Problem.of(ProblemCode.TRANSFER_CODING_UNSUPPORTED, codings.get(0));
    }

    private static boolean isChunked(String coding) {
        return HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding);
    }

    private static @Nullable Problem expectations(List<String> expectations) {
        for (String each : expectations) {
            if (HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(each)) continue;
            return Problem.of(ProblemCode.EXPECTATION_FAILED, "100-continue");
        }
        return null;
    }

    private static List<String> list(HttpHeaders headers, CharSequence name) {
        return HeaderList.elements(String.join(",", headers.getAll(name)));
    }

    private static Problem invalid(String header, String expected) {
        return Problem.of(ProblemCode.HEADER_INVALID, header, expected);
    }

    /** Whether it is a host, perhaps with a port, or nothing (RFC 9112, section 3.2; RFC 3986, section 3.2.2). */
    static boolean isAuthority(CharSequence text) {
        int length = text.length();
        int at = 0;
        if (length > 0 && text.charAt(0) == '[') {
            at = 1;
            while (at < length && isOfAddress(text.charAt(at))) at++;
            if (at < 3 || at == length || text.charAt(at) != ']') return false;
            at++;
        } else {
            while (at < length && text.charAt(at) != ':') if (!isOfName(text, at++)) return false;
        }
        if (at == length) return true;
        if (text.charAt(at) != ':') return false;
        for (int i = at + 1; i < length; i++) if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        return true;
    }

    private static boolean isOfAddress(char c) {
        return c == ':' || c == '.' || isHex(c);
    }

    private static boolean isOfName(CharSequence text, int at) {
        char c = text.charAt(at);
        if (c == '%') return at + 2 < text.length() && isHex(text.charAt(at + 1)) && isHex(text.charAt(at + 2));
        return isLetterOrDigit(c) || "-._~!$&'()*+,;=".indexOf(c) >= 0;
    }

    private static boolean isHex(char c) {
        return c < 128 && Character.digit(c, 16) >= 0;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
