package io.yizhan.http.openactive;

import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.yizhan.catalogue.City;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.json.JsonOut;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** {@code GET /openactive}: the dataset site, by which programs find the feeds, and people what they are. */
public final class DatasetSite {
    private static final CharSequence HTML = new AsciiString("text/html; charset=utf-8");
    private static final CharSequence CSP_NAME = new AsciiString("content-security-policy");
    private static final CharSequence CSP = new AsciiString(
            "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'");

    private static final String TEMPLATE = template();

    private final OpenData data;

    public DatasetSite(OpenData data) {
        this.data = data;
    }

    public void handle(Exchange exchange) {
        City city = exchange.directory().city();
        String base = data.base(exchange);
        String publisher = data.publisher(city);
        StringBuilder feeds = new StringBuilder();
        for (FeedKind kind : FeedKind.values())
            feeds.append("<li><a href=\"")
                    .append(base)
                    .append("/feeds/")
                    .append(kind.path)
                    .append("\">")
                    .append(kind.type)
                    .append("</a></li>\n");
        String page = TEMPLATE.replace("{json}", script(json(exchange, city, base, publisher)))
                .replace("{publisher}", escaped(publisher))
                .replace("{city.zh}", escaped(city.name().zh()))
                .replace("{city.en}", escaped(city.name().en()))
                .replace("{feeds}", feeds)
                .replace("{base}", base);
        exchange.header(HttpHeaders.CACHE_CONTROL, Exchange.NO_CACHE)
                .header(CSP_NAME, CSP)
                .send(200, HTML, Buffer.buffer(page));
    }

    private static String json(Exchange exchange, City city, String base, String publisher) {
        String home = OpenData.home(base);
        JsonOut json = exchange.json(4_096)
                .object()
                .array("@context")
                .value("https://schema.org/")
                .value("https://openactive.io/")
                .endArray()
                .field("@type", "Dataset")
                .field("@id", base)
                .field("url", base)
                .field("name", publisher + ": sessions and facilities")
                .field(
                        "description",
                        "Courts, tables, gyms and classes of the workers' fitness stations of "
                                + city.name().en() + " (" + city.name().zh()
                                + "), with the places that are left, as they change.");
        strings(json, "keywords", "Sessions", "Facilities", "Sports", "Physical Activity", "OpenActive");
        json.field("license", "https://creativecommons.org/licenses/by/4.0/");
        strings(json, "inLanguage", city.language());
        json.field("discussionUrl", home + "/start")
                .field("documentation", home + "/openapi.yaml")
                .object("publisher")
                .field("@type", "Organization")
                .field("name", publisher)
                .field("legalName", publisher)
                .field("url", home + "/")
                .object("logo")
                .field("@type", "ImageObject")
                .field("url", home + "/assets/site/icons/yizhan.svg")
                .end()
                .end()
                .field("schemaVersion", "https://openactive.io/modelling-opportunity-data/2.0/")
                .array("distribution");
        for (FeedKind kind : FeedKind.values())
            json.object()
                    .field("@type", "DataDownload")
                    .field("name", kind.type)
                    .field("additionalType", "https://openactive.io/" + kind.type)
                    .field("encodingFormat", "application/vnd.openactive.rpde+json; version=1")
                    .field("contentUrl", base + "/feeds/" + kind.path)
                    .end();
        json.endArray()
                .object("accessService")
                .field("@type", "WebAPI")
                .field("name", "Open Booking API")
                .field("description", "Places are booked here by apps of booking partners.")
                .field("endpointUrl", base + "/api");
        strings(json, "conformsTo", "https://openactive.io/open-booking-api/EditorsDraft/");
        json.field("endpointDescription", home + "/openapi.yaml")
                .field("landingPage", home + "/start")
                .end()
                .object("bookingService")
                .field("@type", "BookingService")
                .field("name", "Yizhan")
                .end();
        return new String(json.end().bytes(), StandardCharsets.UTF_8);
    }

    private static void strings(JsonOut json, String name, String... values) {
        json.array(name);
        for (String each : values) json.value(each);
        json.endArray();
    }

    /** Nothing in a script may look like its end. */
    private static String script(String json) {
        return json.replace("<", "\\u003c");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static String template() {
        try (InputStream in = DatasetSite.class.getResourceAsStream("dataset.html")) {
            if (in == null) throw new IllegalStateException("dataset.html is not on the class path");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
