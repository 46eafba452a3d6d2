package io.yizhan.http.openactive;

import io.yizhan.catalogue.City;
import io.yizhan.http.exchange.Exchange;
import io.yizhan.http.exchange.OwnUrl;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * As what the city's data is published.
 *
 * @param url where this engine is reached, scheme, host and port; null where nobody has said that: then as whoever asks has found it
 * @param publisher the organisation that publishes it, and offers what can be booked; "" for one of the city's name
 * @param address of that organisation, which whoever orders is told; null where nobody has said it
 */
public record OpenData(
        @Nullable URI url, String publisher, @Nullable PostalAddress address) {
    /** Where an operator has said nothing. */
    public static final OpenData UNSAID = new OpenData(null, "", null);

    static final String ROOM = "/openactive";

    /** The URL that all of this is below. */
    String base(Exchange exchange) {
        return OwnUrl.of(exchange, url) + ROOM;
    }

    /** Where the pages are for people. */
    static String home(String base) {
        return base.substring(0, base.length() - ROOM.length());
    }

    String publisher(City city) {
        if (!publisher.isEmpty()) return publisher;
        return city.language().equals("zh")
                ? city.name().zh() + "职工健身驿站"
                : city.name().en() + " workers' fitness stations";
    }
}
