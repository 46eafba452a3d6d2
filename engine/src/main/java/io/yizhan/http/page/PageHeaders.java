package io.yizhan.http.page;

import io.netty.util.AsciiString;
import io.yizhan.http.exchange.Exchange;

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

    /**
     * The two policies of Trusted Types are lit-html's, for its templates, and the map's, which lets nothing through but one constant by
     * which Leaflet finds out what a browser can do.
     */
    private static final String CSP =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:%s; connect-src 'self'; "
                    + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
                    + "require-trusted-types-for 'script'; trusted-types lit-html default";

    private final CharSequence csp;
    private final boolean encrypted;

    PageHeaders(MapTiles tiles, boolean encrypted) {
        String origin = tiles.origin();
        csp = new AsciiString(CSP.formatted(origin.isEmpty() ? "" : " " + origin));
        this.encrypted = encrypted;
    }

    void set(Exchange exchange) {
        exchange.header(CSP_NAME, csp)
                .header(REFERRER_NAME, SAME_ORIGIN)
                .header(PERMISSIONS_NAME, PERMISSIONS)
                .header(OPENER_NAME, SAME_ORIGIN)
                .header(RESOURCE_NAME, SAME_ORIGIN);
        if (encrypted) exchange.header(HSTS_NAME, HSTS);
    }
}
