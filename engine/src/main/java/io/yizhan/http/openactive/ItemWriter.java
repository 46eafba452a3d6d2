package io.yizhan.http.openactive;

import io.yizhan.catalogue.City;
import io.yizhan.catalogue.Station;
import io.yizhan.catalogue.Text;
import io.yizhan.http.json.JsonOut;
import java.util.regex.Pattern;

/** What items of all feeds have in common: texts of one language, places, who offers them. */
final class ItemWriter {
    /** Behind the URL of what is offered. */
    static final String OFFER = "#/offers/free";

    /** No text of a feed may have any. */
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    final String base;
    private final City city;
    private final String publisher;

    /** @param base the URL that all of it is below */
    ItemWriter(String base, City city, OpenData data) {
        this.base = base;
        this.city = city;
        publisher = data.publisher(city);
    }

    /** In the city's language: a feed has one. */
    String text(Text text) {
        String said = city.language().equals("en") ? text.en() : text.zh();
        return TAG.matcher(said).replaceAll("");
    }

    void begin(JsonOut json, String type, String id) {
        json.object("data")
                .field("@context", "https://openactive.io/")
                .field("@type", type)
                .field("@id", id);
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

    String sellerId() {
        return base + "/seller";
    }

    /** The one offer of everything: it costs nothing. */
    void beginOffer(JsonOut json, String of) {
        json.object()
                .field("@type", "Offer")
                .field("@id", of + OFFER)
                .field("identifier", "free")
                .field("name", city.language().equals("en") ? "Free of charge" : "免费")
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
