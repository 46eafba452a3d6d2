package io.yizhan.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The city that comes with the engine: Shanghai's mix of stations, nearly all of them invented. Any thread. */
public final class DemoCity {
    /** The catalogue's place on the class path. */
    public static final String RESOURCE = "/demo/shanghai.json";

    /** The districts' outlines (GeoJSON, WGS-84) on the class path. */
    public static final String DISTRICTS_RESOURCE = "/demo/shanghai-districts.geojson";

    private DemoCity() {}

    /** Read anew and checked at each call. */
    public static City shanghai() {
        return CatalogueFile.read(bytes(RESOURCE));
    }

    /** A file of the demonstration as it is. */
    public static byte[] bytes(String resource) {
        try (InputStream in = DemoCity.class.getResourceAsStream(resource)) {
            if (in == null) throw new IllegalStateException(resource + " is not on the class path");
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
