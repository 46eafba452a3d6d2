package io.yizhan.http.page;

import io.netty.util.AsciiString;
import io.yizhan.http.exchange.Exchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a page may do, as its browser is told: it loads and asks its own origin alone, runs no script that is not a file of ours, is in nobody's
 * frame, and tells no other site where it was. Sources: Content Security Policy Level 3, Trusted Types, and the OWASP Secure Headers Project.
 */
final class PageHeaders {
    private static final CharSequence CSP_NAME = new AsciiString("content-security-policy");
    private static final CharSequence REFERRER_NAME = new AsciiString("referrer-policy");
    private static final CharSequence PERMISSIONS_NAME = new AsciiString("permissions-policy");
    private static final CharSequence OPENER_NAME = new AsciiString("cross-origin-opener-policy");
    private static final CharSequence RESOURCE_NAME = new AsciiString("cross-origin-resource-policy");
    private static final CharSequence HSTS_NAME = new AsciiString("strict-transport-security");

    private static final CharSequence SAME_ORIGIN = new AsciiString("same-origin");
    /** Where somebody is a member's page asks for, to sort by distance; nothing else is used. */
    private static final CharSequence PERMISSIONS =
            new AsciiString("geolocation=(self), camera=(), microphone=(), payment=(), usb=(), serial=()");

    private static final CharSequence HSTS = new AsciiString("max-age=31536000; includeSubDomains");

    private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

    private final String images;
    private final boolean encrypted;

    PageHeaders(MapTiles tiles, boolean encrypted) {
        images = tiles.origin().isEmpty() ? "" : " " + tiles.origin();
        this.encrypted = encrypted;
    }

    /**
     * Of a page: the style that is in it is told by its hash, any other in it is not taken. The two policies of Trusted Types are lit-html's, for its
     * templates, and {@code kit/trust.js}, which lets two constants through.
     */
    CharSequence policyOf(String page) {
        String styles = STYLE.matcher(page)
                .results()
                .map(it -> " 'sha256-" + hash(it.group(1)) + "'")
                .collect(Collectors.joining());
        return new AsciiString(
                "default-src 'none'; script-src 'self'; style-src 'self'" + styles + "; img-src 'self' data:" + images
                        + "; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
                        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types lit-html default");
    }

    private static String hash(String text) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void set(Exchange exchange, CharSequence csp) {
        exchange.header(CSP_NAME, csp)
                .header(REFERRER_NAME, SAME_ORIGIN)
                .header(PERMISSIONS_NAME, PERMISSIONS)
                .header(OPENER_NAME, SAME_ORIGIN)
                .header(RESOURCE_NAME, SAME_ORIGIN);
        if (encrypted) exchange.header(HSTS_NAME, HSTS);
    }
}
