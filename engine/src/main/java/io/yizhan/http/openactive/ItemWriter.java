package io.yizhan.http.openactive;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.http.json.JsonOut;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What items of all feeds have in common: texts of one language, places, who offers them. */
final class ItemWriter {
    /** Behind the URL of what is offered. */
    static final String OFFER = "#/offers/free";

    /** No text of a feed may have any. */
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    final String base;
    private final City city;
    private final String publisher;
    private final @Nullable PostalAddress address;

    /** @param base the URL that all of it is below */
    ItemWriter(String base, City city, OpenData data) {
        this.base = base;
        this.city = city;
        publisher = data.publisher(city);
        address = data.address();
    }

    /** In the city's language: a feed has one. */
    String text(Text text) {
        String said = isEnglish() ? text.en() : text.zh();
        return TAG.matcher(said).replaceAll("");
    }

    boolean isEnglish() {
        return city.language().equals("en");
    }

    /** An item of a feed. */
    static void begin(JsonOut json, String type, String id) {
        json.object("data").field("@context", "https://openactive.io/");
        type(json, type, id);
    }

    /** What it is, in an object that is open. */
    static void type(JsonOut json, String type, String id) {
        json.field("@type", type).field("@id", id);
    }

    /** The page on which people book there. */
    String page(Station station) {
        return OpenData.home(base) + "/#/station/" + station.id();
    }

    void location(JsonOut json, Station station) {
        json.object("location")
                .field("@type", "Place")
                .field("name", text(station.name()))
                .field("address", text(station.address()))
                .object("geo")
                .field("@type", "GeoCoordinates")
                .field("latitude", station.latDeg())
                .field("longitude", station.lonDeg())
                .end()
                .end();
    }

    /** The city's own stations are one seller: whoever books deals with nobody else. */
    void seller(JsonOut json, String name) {
        json.object(name)
                .field("@type", "Organization")
                .field("@id", sellerId())
                .field("name", publisher)
                .field("taxMode", "https://openactive.io/TaxGross")
                .field("isOpenBookingAllowed", true)
                .end();
    }

    /** Whom customers deal with, as orders have it. */
    void sellerInFull(JsonOut json, String name) {
        json.object(name)
                .field("@type", "Organization")
                .field("@id", sellerId())
                .field("name", publisher)
                .field("legalName", publisher)
                .field("url", OpenData.home(base) + "/")
                .field("taxMode", "https://openactive.io/TaxGross")
                .field("isOpenBookingAllowed", true);
        if (address != null) address.write(json);
        json.end();
    }

    String sellerId() {
        return base + "/seller";
    }

    /** The one offer of everything, which costs nothing, into an object that is open. */
    void offer(JsonOut json, String of) {
        type(json, "Offer", of + OFFER);
        json.field("identifier", "free")
                .field("name", isEnglish() ? "Free of charge" : "免费")
                .field("price", 0)
                .field("allowCustomerCancellationFullRefund", true);
    }

    /** As the only one of an array. */
    static void concept(JsonOut json, String name, Concepts.Concept concept) {
        json.array(name)
                .object()
                .field("@type", "Concept")
                .field("@id", concept.id())
                .field("prefLabel", concept.label())
                .field("inScheme", concept.scheme())
                .end()
                .endArray();
    }
}
