package io.yizhan.http.openactive;

import io.yizhan.http.json.JsonOut;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where an organisation has its letters sent: all of what Open Booking wants of a seller.
 *
 * @param country of two letters, by ISO 3166-1
 */
public record PostalAddress(String street, String locality, String region, String postalCode, String country) {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** From five parts with semicolons between, none of which is empty; null where it is none. */
    public static @Nullable PostalAddress parse(String text) {
        List<String> parts =
                List.of(text.split(";", -1)).stream().map(String::strip).toList();
        if (parts.size() != 5 || parts.contains("") || !COUNTRIES.contains(parts.get(4))) return null;
        return new PostalAddress(parts.get(0), parts.get(1), parts.get(2), parts.get(3), parts.get(4));
    }

    void write(JsonOut json) {
        json.object("address")
                .field("@type", "PostalAddress")
                .field("streetAddress", street)
                .field("addressLocality", locality)
                .field("addressRegion", region)
                .field("postalCode", postalCode)
                .field("addressCountry", country)
                .end();
    }
}
