package io.yizhan.http.page;

import io.netty.util.AsciiString;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.Json;
import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Venue;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.Gzip;
import io.yizhan.http.head.Language;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The pages themselves. Each is the same for everybody: a shell with the city's name and clock in it, in one of two languages, that asks for
 * all else by script. Of one event loop.
 */
public final class PageRoutes {
    /** Which language somebody has chosen on a page; goes before what their browser asks for. */
    static final String LANGUAGE_COOKIE = "yizhan-lang";

    private static final CharSequence HTML = new AsciiString("text/html; charset=utf-8");
    private static final CharSequence JAVASCRIPT = new AsciiString("text/javascript; charset=utf-8");
    private static final CharSequence MANIFEST = new AsciiString("application/manifest+json");

    private static final CharSequence VARY = new AsciiString("accept-encoding, accept-language, cookie");

    private final PageHeaders headers;
    private final MapTiles tiles;
    /** As they were last made, by name and language. */
    private final Map<String, Made> made = new HashMap<>();

    private record Made(City city, PageFile file, CharSequence csp) {
        /** The very same: another one is read with each edition of the catalogue, and comparing all of it would take longer than the page. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(City present) {
            return city == present;
        }
    }

    /** @param encrypted whether whoever comes does so by TLS, if need be at a proxy */
    public PageRoutes(MapTiles tiles, boolean encrypted) {
        this.tiles = tiles;
        headers = new PageHeaders(tiles, encrypted);
    }

    public void member(Exchange exchange) {
        page(exchange, "member");
    }

    /** Whether there is such a station the page finds out. */
    public void screen(Exchange exchange, String station) {
        page(exchange, "screen");
    }

    /** Likewise whether there is such a draw. */
    public void draw(Exchange exchange, String id) {
        page(exchange, "member");
    }

    public void desk(Exchange exchange) {
        page(exchange, "desk");
    }

    private void page(Exchange exchange, String name) {
        send(exchange, name, ".html", HTML);
    }

    public void manifest(Exchange exchange) {
        send(exchange, "manifest", ".webmanifest", MANIFEST);
    }

    public void serviceWorker(Exchange exchange) {
        send(exchange, "worker", ".js", JAVASCRIPT);
    }

    private void send(Exchange exchange, String name, String ending, CharSequence contentType) {
        Language language = language(exchange);
        City city = exchange.directory().city();
        String key = name + "." + language.tag + ending;
        Made kept = made.get(key);
        if (kept == null || !kept.isOf(city)) {
            kept = make(key, city, language, contentType);
            made.put(key, kept);
        }
        headers.set(exchange, kept.csp);
        exchange.header(HttpHeaders.CONTENT_LANGUAGE, language.tag);
        kept.file.send(exchange, Exchange.NO_CACHE, VARY);
    }

    private static Language language(Exchange exchange) {
        Cookie chosen = exchange.request.getCookie(LANGUAGE_COOKIE);
        String tag = chosen == null ? "" : chosen.getValue();
        return switch (tag) {
            case "zh" -> Language.ZH;
            case "en" -> Language.EN;
            default -> exchange.language();
        };
    }

    private Made make(String key, City city, Language language, CharSequence contentType) {
        String name = language.of(city.name());
        String text = PageFiles.ALL
                .page(key)
                .replace("{city}", key.endsWith(".webmanifest") ? inJson(name) : escaped(name))
                .replace("{zone}", escaped(city.zone().getId()))
                .replace("{days}", Integer.toString(city.horizonDays()))
                .replace("{kinds}", escaped(kinds(city)))
                .replace("{outlines}", PageFiles.ALL.asset("map/" + city.id() + ".json") == null ? "" : city.id())
                .replace("{tiles}", escaped(tiles.url()))
                .replace("{tilesBy}", escaped(tiles.attribution()));
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        return new Made(city, PageFile.of(contentType, plain, Gzip.well(plain)), headers.policyOf(text));
    }

    /** Of venues, those that there are most of first. */
    private static String kinds(City city) {
        Map<String, Long> counts = city.stations().stream()
                .flatMap(it -> it.venues().stream())
                .collect(Collectors.groupingBy(Venue::kind, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(" "));
    }

    /** Between quotes. */
    private static String inJson(String text) {
        String quoted = Json.encode(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** As the value of an attribute, or as text. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
