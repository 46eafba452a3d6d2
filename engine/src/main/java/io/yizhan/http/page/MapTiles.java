package io.yizhan.http.page;

import java.net.URI;

/**
 * Where the e-map has its background from.
 *
 * @param url with {@code {z}}, {@code {x}} and {@code {y}}, as Leaflet has it; empty for none: then there are the districts' outlines alone, and
 *     nothing is loaded from another host
 * @param attribution what its owner wants to be said beside it
 */
public record MapTiles(String url, String attribution) {
    public static final MapTiles NONE = new MapTiles("", "");

    /** Which other host a page may load images from; empty for none. */
    String origin() {
        if (url.isEmpty()) return "";
        URI where = URI.create(url.replaceAll("[{}]", ""));
        return where.getScheme() + "://" + where.getAuthority();
    }
}
