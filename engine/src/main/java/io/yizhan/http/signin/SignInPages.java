package io.yizhan.http.signin;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.head.Language;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;

/** The few pages that people see on the way in: without scripts, without anything from elsewhere, in their language, kept by nobody. */
final class SignInPages {
    private static final CharSequence HTML = new AsciiString("text/html; charset=utf-8");
    private static final CharSequence NO_STORE = new AsciiString("no-store");
    private static final CharSequence CSP_NAME = new AsciiString("content-security-policy");
    private static final CharSequence REFERRER_NAME = new AsciiString("referrer-policy");
    private static final CharSequence NO_REFERRER = new AsciiString("no-referrer");
    private static final CharSequence OUR_REFERRER = new AsciiString("same-origin");
    private static final int RETRY_S = 5;

    /** In the colours of the other pages. */
    private static final String STYLE = """
            :root{color-scheme:light dark;--ground:#f5f7f6;--surface:#fff;--ink:#13201b;--edge:#72827b;--accent:#00695d;--on-accent:#fff}
            @media(prefers-color-scheme:dark){:root{--ground:#0f1613;--surface:#18211d;--ink:#e6eeea;--edge:#82938b;--accent:#5dd4bf;--on-accent:#00201a}}
            body{font:16px/1.6 system-ui,sans-serif;max-width:32rem;margin:8vh auto;padding:0 1rem;color:var(--ink);background:var(--ground)}
            h1{font-size:1.4rem}a{color:var(--accent)}label,fieldset{display:block;margin:.75rem 0}
            fieldset{border:1px solid var(--edge);border-radius:8px}fieldset label{display:inline-block;margin:0 1rem 0 0;line-height:2}
            input[type=checkbox]{accent-color:var(--accent);width:1.2rem;height:1.2rem;vertical-align:-.2rem}
            input[type=text],button{font:inherit;min-height:44px;border-radius:8px;box-sizing:border-box}
            input[type=text]{display:block;width:100%;padding:.3rem .7rem;border:1px solid var(--edge);color:inherit;background:var(--surface)}
            button{padding:.4rem 1.6rem;border:0;font-weight:600;color:var(--on-accent);background:var(--accent)}
            :focus-visible{outline:3px solid var(--accent);outline-offset:2px}
            """;

    private static final String POLICY = "default-src 'none'; style-src 'sha256-" + digest(STYLE)
            + "'; base-uri 'none'; frame-ancestors 'none'; form-action ";

    private SignInPages() {}

    private static String digest(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    /** Tells why somebody has not signed in, and how to begin again. */
    static void fault(Exchange exchange, SignInFault fault, String returnPath) {
        Language language = exchange.language();
        String name = fault.name().toLowerCase(Locale.ROOT);
        if (fault.status == 503) exchange.header(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_S));
        String again = SignInPaths.BEGIN + "?return=" + URLEncoder.encode(returnPath, StandardCharsets.UTF_8);
        send(
                exchange,
                fault.status,
                "",
                name,
                paragraph(language, name + ".detail")
                        + "<p>" + link(again, PageTexts.of(language, "try-again")) + " · "
                        + link(ReturnPath.START, PageTexts.of(language, "start")) + "</p>");
    }

    /**
     * Leads a browser that comes from the provider on to a page of ours. A redirect would not do: the way there would have begun at another
     * site, and a cookie with {@code SameSite=Strict} is not sent on such a one. What this page leads to begins here.
     */
    static void onwards(Exchange exchange, String path) {
        Language language = exchange.language();
        send(
                exchange,
                200,
                "<meta http-equiv=\"refresh\" content=\"0;url=" + escaped(path) + "\">",
                "onwards",
                paragraph(language, "onwards.detail") + "<p>" + link(path, PageTexts.of(language, "onwards.link"))
                        + "</p>");
    }

    /** Asks a developer who to be. */
    static void form(Exchange exchange, String returnPath) {
        Language language = exchange.language();
        String roles =
                role(language, "member", true) + role(language, "operator", false) + role(language, "admin", false);
        send(
                exchange,
                200,
                "",
                "form",
                paragraph(language, "form.detail")
                        + "<form method=\"post\" action=\"" + SignInPaths.BEGIN + "\">"
                        + "<input type=\"hidden\" name=\"return\" value=\"" + escaped(returnPath) + "\">"
                        + text(language, "subject", "m-1")
                        + text(language, "name", "")
                        + "<fieldset><legend>" + PageTexts.of(language, "form.roles") + "</legend>" + roles
                        + "</fieldset>"
                        + text(language, "stations", "")
                        + text(language, "employer", "")
                        + text(language, "assurance", "")
                        + "<button>" + PageTexts.of(language, "form.submit") + "</button></form>");
    }

    private static String role(Language language, String role, boolean chosen) {
        return "<label><input type=\"checkbox\" name=\"role\" value=\"" + role + "\"" + (chosen ? " checked" : "")
                + "> " + PageTexts.of(language, "form.role." + role) + "</label>";
    }

    private static String text(Language language, String name, String value) {
        return "<label>" + PageTexts.of(language, "form." + name) + "<input type=\"text\" name=\"" + name
                + "\" value=\"" + value + "\"></label>";
    }

    private static String paragraph(Language language, String key) {
        return "<p>" + PageTexts.of(language, key) + "</p>";
    }

    private static String link(String path, String text) {
        return "<a href=\"" + escaped(path) + "\">" + text + "</a>";
    }

    /** @param name of the page, by which its title is found */
    private static void send(Exchange exchange, int status, String head, String name, String content) {
        Language language = exchange.language();
        String title = PageTexts.of(language, name + ".title");
        boolean form = name.equals("form");
        String page = "<!DOCTYPE html><html lang=\"" + language.tag + "\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title
                + "</title>" + head + "<style>" + STYLE + "</style></head><body><main><h1>" + title + "</h1>"
                + content + "</main></body></html>";
        exchange.header(HttpHeaders.CONTENT_LANGUAGE, language.tag)
                .header(CSP_NAME, POLICY + (form ? "'self'" : "'none'"));
        keptByNobody(exchange);
        // Without one a browser says of the form that it comes from nowhere (Origin: null), as of another site's.
        if (form) exchange.header(REFERRER_NAME, OUR_REFERRER);
        exchange.send(status, HTML, Buffer.buffer(page));
    }

    /** Where the browser goes on by itself. */
    static void redirect(Exchange exchange, int status, String location) {
        exchange.header(HttpHeaders.LOCATION, location);
        keptByNobody(exchange);
        exchange.sendEmpty(status);
    }

    private static void keptByNobody(Exchange exchange) {
        exchange.header(HttpHeaders.CACHE_CONTROL, NO_STORE).header(REFERRER_NAME, NO_REFERRER);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
